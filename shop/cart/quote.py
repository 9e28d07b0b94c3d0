"""The one arithmetic of cart, review and order: what goods cost, what carriage, and how VAT falls on both.

A line is rounded once. VAT is counted per rate over the lines and the carriage that follows the goods: it
is shared out over their VAT groups by net value, largest remainder first, the higher rate first among equals.
The invoice of the same goods comes to the same cents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import clock, money
from shop.cart.vat import WITHOUT_VAT, VatGroup, category_of, is_intra_community, vat_on
from shop.catalogue.carriage import carriage_cents, missing_for_free
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of
from shop.catalogue.vat import rates_on
from shop.catalogue.wording import worded


class Problem(StrEnum):
    """Why a line cannot be ordered as it stands."""

    NOT_FOR_SALE = "not_for_sale"
    NOT_ENOUGH_LEFT = "not_enough_left"
    PROFESSIONALS_ONLY = "professionals_only"

    @property
    def words(self) -> str:
        """What to tell the practice."""
        return str(_WORDS[self])


_WORDS = {
    Problem.NOT_FOR_SALE: _("This article is no longer for sale. Remove it to go on."),
    Problem.NOT_ENOUGH_LEFT: _(
        "This article is no longer made and there are not enough left. Order fewer, or remove it."
    ),
    Problem.PROFESSIONALS_ONLY: _(
        "This article is for approved practices only. We will let you know when yours is; until then "
        "please remove it."
    ),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pieces of a variant, the price somebody last saw for it, and one that was agreed on."""

    variant: Variant
    quantity: int
    seen_e4: int | None = None
    agreed_e4: int | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What pieces of one variant cost today."""

    variant: Variant
    quantity: int
    unit_e4: int
    seen_e4: int
    vat_category: str
    vat_permille: int
    net_cents: int
    problem: Problem | None

    @property
    def name(self) -> str:
        """What it is called in the language of the reader."""
        product, variant = self.variant.product, self.variant
        parts = (worded(product.name, product.name_en), worded(variant.name, variant.name_en))
        return " ".join(part for part in parts if part)

    @property
    def is_service(self) -> bool:
        """Whether nothing is sent."""
        return self.variant.product.is_service

    @property
    def has_changed(self) -> bool:
        """Whether the price differs from the one last seen."""
        return self.unit_e4 != self.seen_e4

    @property
    def at_once(self) -> int:
        """Pieces that lie on the shelf."""
        return min(self.quantity, self.variant.available)

    @property
    def later(self) -> int:
        """Pieces that must still come in; of a service nothing does."""
        return 0 if self.is_service else self.quantity - self.at_once

    @property
    def expected_on(self) -> date | None:
        """When they should come in."""
        return self.variant.still_expected_on


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order would cost, to the cent. `carriage_cents` is None where we do not deliver."""

    lines: tuple[QuoteLine, ...]
    country: str
    is_intra_community: bool
    goods_cents: int
    carriage_cents: int | None
    missing_for_free_cents: int | None
    vat: tuple[VatGroup, ...]

    @property
    def net_cents(self) -> int:
        """Goods and carriage, excluding VAT."""
        return self.goods_cents + (self.carriage_cents or 0)

    @property
    def vat_cents(self) -> int:
        """All VAT."""
        return sum(group.vat_cents for group in self.vat)

    @property
    def total_cents(self) -> int:
        """What is to be paid."""
        return self.net_cents + self.vat_cents

    @property
    def changed(self) -> tuple[QuoteLine, ...]:
        """Lines whose price is no longer the one last seen."""
        return tuple(line for line in self.lines if line.has_changed)

    @property
    def problems(self) -> tuple[QuoteLine, ...]:
        """Lines that cannot be ordered as they stand."""
        return tuple(line for line in self.lines if line.problem)

    @property
    def is_sent(self) -> bool:
        """Whether a parcel follows: of services nothing is sent."""
        return bool(_sent(self.lines))

    @property
    def later(self) -> tuple[QuoteLine, ...]:
        """Lines of which pieces must still come in."""
        return tuple(line for line in self.lines if line.later)

    @property
    def fingerprint(self) -> str:
        """Differs as soon as anything differs that somebody agreed to: prices, pieces, delivery, VAT."""
        agreed = [(line.variant.pk, line.quantity, line.unit_e4, line.at_once) for line in self.lines]
        said = repr((agreed, self.country, self.carriage_cents, self.total_cents))
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def may_be_ordered(self) -> bool:
        """Whether nothing stands in the way of an order."""
        return bool(self.lines) and not self.problems and self.carriage_cents is not None


def quote(practice: Practice, wanted: Sequence[Wanted], country: str) -> Quote:
    """What a practice pays today for goods that go to a country; services travel without carriage."""
    lines = _lines(practice, wanted, country)
    sent = _sent(lines)
    grams = sum(line.variant.weight_grams * line.quantity for line in sent)
    carriage = carriage_cents(country, grams, _net_cents(sent)) if sent else 0
    return _counted(practice, lines, country, carriage)


def goods_only(practice: Practice, wanted: Sequence[Wanted], country: str) -> Quote:
    """What a practice pays for goods that travel free of carriage."""
    return _counted(practice, _lines(practice, wanted, country), country, 0)


def _counted(practice: Practice, lines: tuple[QuoteLine, ...], country: str, carriage: int | None) -> Quote:
    return Quote(
        lines=lines,
        country=country,
        is_intra_community=is_intra_community(practice, country),
        goods_cents=_net_cents(lines),
        carriage_cents=carriage,
        missing_for_free_cents=missing_for_free(country, _net_cents(_sent(lines))),
        vat=vat_on(lines, carriage or 0),
    )


def _sent(lines: Sequence[QuoteLine]) -> list[QuoteLine]:
    return [line for line in lines if not line.is_service]


def _net_cents(lines: Sequence[QuoteLine]) -> int:
    return sum(line.net_cents for line in lines)


def _lines(practice: Practice, wanted: Sequence[Wanted], country: str) -> tuple[QuoteLine, ...]:
    today = clock.today()
    prices = price_of([one.variant for one in wanted], practice, today)
    rates = rates_on(today)
    lines = []
    for one in wanted:
        todays_e4 = prices.unit_e4(one.variant.pk, one.quantity)
        unit_e4 = todays_e4 if one.agreed_e4 is None else one.agreed_e4
        product = one.variant.product
        category = category_of(product, practice, country)
        lines.append(
            QuoteLine(
                variant=one.variant,
                quantity=one.quantity,
                unit_e4=unit_e4,
                seen_e4=unit_e4 if one.seen_e4 is None else one.seen_e4,
                vat_category=category,
                vat_permille=0 if category in WITHOUT_VAT else rates[product.vat_class],
                net_cents=money.price_cents(unit_e4, one.quantity),
                problem=_problem(one, practice),
            )
        )
    return tuple(lines)


def _problem(one: Wanted, practice: Practice) -> Problem | None:
    if not one.variant.product.is_published:
        return Problem.NOT_FOR_SALE
    if one.variant.is_discontinued and one.variant.available < one.quantity:
        return Problem.NOT_ENOUGH_LEFT if one.variant.available else Problem.NOT_FOR_SALE
    if one.variant.product.is_professionals_only and not practice.is_approved:
        return Problem.PROFESSIONALS_ONLY
    return None
