"""How VAT falls on what is ordered: where, under which letter, and to the cent."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from accounts.models import Country, Practice
from d4d.foundation import money
from shop.catalogue.models import Product, VatCategory, VatClass

WITHOUT_VAT = (VatCategory.INTRA_COMMUNITY, VatCategory.REVERSE_CHARGE)
_DUTCH = {VatClass.ZERO: VatCategory.ZERO, VatClass.EXEMPT: VatCategory.EXEMPT}


class Taxed(Protocol):
    """A line on which VAT falls; carriage follows it when it is goods."""

    @property
    def vat_category(self) -> str: ...
    @property
    def vat_permille(self) -> int: ...
    @property
    def net_cents(self) -> int: ...
    @property
    def is_service(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class VatGroup:
    """The taxable amount of one category at one rate, and the VAT on it."""

    category: str
    permille: int
    base_cents: int
    vat_cents: int

    @property
    def is_intra_community(self) -> bool:
        """Whether it is of goods that an entrepreneur in another country of the Union gets."""
        return self.category == VatCategory.INTRA_COMMUNITY

    @property
    def is_shifted(self) -> bool:
        """Whether the practice itself declares the VAT."""
        return self.category == VatCategory.REVERSE_CHARGE


def category_of(product: Product, practice: Practice, country: str) -> VatCategory:
    """The letter under which EN 16931 counts an article that goes to a country (UNCL 5305).

    Of goods VAT falls where they go, of a service where the practice is established.
    """
    if product.is_service and is_shifted(practice):
        return VatCategory.REVERSE_CHARGE
    if not product.is_service and is_intra_community(practice, country):
        return VatCategory.INTRA_COMMUNITY
    return dutch(product.vat_class)


def is_intra_community(practice: Practice, country: str) -> bool:
    """Whether goods leave without VAT: to another member state, with a number that VIES confirms.

    VAT Directive art. 138(1): the number is one of another member state than ours, and that of whoever gets
    the invoice: of a location its debtor. An answer that is unknown never gives 0 %.
    """
    return country != Country.NL and practice.payer.is_confirmed_abroad


def is_shifted(practice: Practice) -> bool:
    """Whether a practice itself declares the VAT on a service, wherever its parcels go.

    VAT Directive art. 44 and 196: an entrepreneur in another member state, by a number that VIES confirms,
    which stands on the invoice.
    """
    return practice.payer.is_confirmed_abroad


def dutch(vat_class: str) -> VatCategory:
    """The category of what bears Dutch VAT, or none of it."""
    return _DUTCH.get(VatClass(vat_class), VatCategory.STANDARD)


def vat_on(lines: Iterable[Taxed], carriage_cents: int) -> tuple[VatGroup, ...]:
    """VAT on what is ordered and on the carriage, which follows the goods."""
    bases: Counter[tuple[int, str]] = Counter()
    goods: Counter[tuple[int, str]] = Counter()
    for line in lines:
        group = -line.vat_permille, line.vat_category
        bases[group] += line.net_cents
        if not line.is_service:
            goods[group] += line.net_cents
    bearing = goods or bases
    groups = sorted(bearing)
    shares = money.apportion(carriage_cents, [bearing[group] for group in groups])
    bases.update(dict(zip(groups, shares, strict=True)))
    return tuple(
        VatGroup(category, -rate, base, money.vat_cents(base, -rate))
        for (rate, category), base in sorted(bases.items())
    )
