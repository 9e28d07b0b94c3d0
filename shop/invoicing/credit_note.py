"""Taking an invoice back in part or whole, so that the parts undo it exactly. Pure, without a database.

Every amount of a credit note is the difference between what the invoice would have said of the pieces
left before it and of the pieces left after it. However an invoice is cut up, its credit notes add up to
it to the cent, in every line and in every VAT group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from d4d.foundation import money
from shop.invoicing.document import Document, Kind, Line
from shop.invoicing.totals import Group, Share, Totals, totals_of

ONE_E3 = 1_000


@dataclass(frozen=True)
class CreditNote(Document):
    """A credit note; `vat_rounding` are the cents that earlier credit notes rounded away per group."""

    vat_rounding: tuple[Share, ...] = ()

    @cached_property
    def totals(self) -> Totals:
        """All amounts, with the cents that make all credit notes of an invoice add up to it."""
        plain = totals_of(self)
        cents = {share.group: share.cents for share in self.vat_rounding}
        vat = tuple(replace(line, vat_cents=line.vat_cents + cents.get(line.group, 0)) for line in plain.vat)
        vat_cents = sum(line.vat_cents for line in vat)
        gross = plain.net_cents + vat_cents
        return replace(
            plain, vat=vat, vat_cents=vat_cents, gross_cents=gross, payable_cents=gross - plain.prepaid_cents
        )


@dataclass(frozen=True, slots=True)
class Left:
    """What of an invoice is not credited: thousandths of pieces per line, and cents of carriage."""

    quantities_e3: tuple[int, ...]
    carriage_cents: int

    @property
    def is_nothing(self) -> bool:
        """Whether the whole invoice has been taken back."""
        return not any(self.quantities_e3) and not self.carriage_cents


def all_of(invoice: Document) -> Left:
    """An invoice of which nothing is credited yet."""
    return Left(tuple(line.quantity_e3 for line in invoice.lines), invoice.shipping_cents)


def credit_note(
    invoice: Document, before: Left, after: Left, *, issued_on: date, note: str = ""
) -> CreditNote:
    """The credit note that brings an invoice from one remainder to a smaller one, still unnumbered."""
    assert not invoice.totals.discounts, "the shop gives no discount over a whole invoice"
    draft = CreditNote(
        kind=Kind.CREDIT,
        number="",
        issued_on=issued_on,
        seller=invoice.seller,
        buyer=invoice.buyer,
        lines=tuple(_lines(invoice, before, after)),
        payment=invoice.payment,
        credited_number=invoice.number,
        order_number=invoice.order_number,
        buyer_reference=invoice.buyer_reference,
        period=invoice.period,
        delivery=invoice.delivery,
        exemption_text=invoice.exemption_text,
        note=note,
        language=invoice.language,
    )
    return replace(draft, vat_rounding=tuple(_vat_rounding(draft, invoice, before, after)))


def _lines(invoice: Document, before: Left, after: Left) -> Iterator[Line]:
    for line, had, keeps in zip(invoice.lines, before.quantities_e3, after.quantities_e3, strict=True):
        if had != keeps:
            yield _taken_back(line, had, keeps)
    with override(invoice.language):
        name = _("Shipping")
    kept = _carriage(invoice, after)
    for group, cents in _carriage(invoice, before).items():
        if cents != kept[group]:
            yield Line(name, ONE_E3, (cents - kept[group]) * 100, group.permille, group.category)


def _carriage(invoice: Document, left: Left) -> dict[Group, int]:
    """The carriage that is left, over the VAT groups as the invoice spread it."""
    shares = invoice.totals.shippings
    parts = money.apportion(left.carriage_cents, [share.cents for share in shares])
    return {share.group: cents for share, cents in zip(shares, parts, strict=True)}


def _taken_back(line: Line, had: int, keeps: int) -> Line:
    quantity = had - keeps
    net_cents = _net(line, had) - _net(line, keeps)
    plain = replace(line, quantity_e3=quantity)
    if plain.net_cents == net_cents:
        return plain
    # A cent was rounded away before: the price is then given for all these pieces together.
    return replace(plain, unit_price_e4=net_cents * 100, base_quantity_e3=quantity, discount_ppm=0)


def _net(line: Line, quantity_e3: int) -> int:
    return replace(line, quantity_e3=quantity_e3).net_cents


def _vat_rounding(draft: CreditNote, invoice: Document, before: Left, after: Left) -> Iterator[Share]:
    had, keeps = _vat(invoice, before), _vat(invoice, after)
    for line in totals_of(draft).vat:
        cents = had.get(line.group, 0) - keeps.get(line.group, 0) - line.vat_cents
        if cents:
            yield Share(line.group, cents)


def _vat(invoice: Document, left: Left) -> dict[Group, int]:
    bases: dict[Group, int] = {}
    for line, quantity in zip(invoice.lines, left.quantities_e3, strict=True):
        bases[line.group] = bases.get(line.group, 0) + _net(line, quantity)
    for group, cents in _carriage(invoice, left).items():
        bases[group] += cents
    return {group: money.vat_cents(base, group.permille) for group, base in bases.items()}
