"""The arithmetic of a document: exact, in whole cents, rounded half up.

One method, used consistently: a line is rounded once, VAT is computed per rate
and category on the document. What belongs to the whole document is shared out over
those groups by net value, largest remainder first: a discount over all lines, shipping
over the goods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from d4d.foundation.money import apportion, round_half_up, vat_cents

if TYPE_CHECKING:
    from shop.invoicing.document import Document, Line

MILLION = 1_000_000


class Group(NamedTuple):
    """One VAT category at one rate; sorts the higher rate first."""

    category: str
    permille: int

    @property
    def precedence(self) -> tuple[int, str]:
        """Groups with a higher rate come first, then by the letter of the category."""
        return (-self.permille, self.category)


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a document-wide discount or charge that one VAT group bears."""

    group: Group
    cents: int


@dataclass(frozen=True, slots=True)
class VatLine:
    """The taxable amount of one VAT group and the tax on it."""

    group: Group
    base_cents: int
    vat_cents: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Every amount a document shows, computed once and shown everywhere."""

    line_nets: tuple[int, ...]
    discounts: tuple[Share, ...]
    shippings: tuple[Share, ...]
    vat: tuple[VatLine, ...]
    lines_cents: int
    discount_cents: int
    shipping_cents: int
    net_cents: int
    vat_cents: int
    gross_cents: int
    prepaid_cents: int
    payable_cents: int


def totals_of(document: Document) -> Totals:
    """Add up a document."""
    nets = _nets_by_group(document.lines)
    goods = _nets_by_group(line for line in document.lines if not line.is_service)
    lines_cents = sum(nets.values())
    percentage = part_of(lines_cents, document.order_discount_ppm)
    discounts = _shares(document.order_discount_cents + percentage, nets)
    shippings = _shares(document.shipping_cents, goods or nets)
    vat = tuple(_vat_line(group, nets[group], discounts, shippings) for group in nets)
    discount_cents, shipping_cents = _sum(discounts), _sum(shippings)
    net_cents = lines_cents - discount_cents + shipping_cents
    tax_cents = sum(line.vat_cents for line in vat)
    return Totals(
        line_nets=tuple(line.net_cents for line in document.lines),
        discounts=discounts,
        shippings=shippings,
        vat=vat,
        lines_cents=lines_cents,
        discount_cents=discount_cents,
        shipping_cents=shipping_cents,
        net_cents=net_cents,
        vat_cents=tax_cents,
        gross_cents=net_cents + tax_cents,
        prepaid_cents=document.prepaid_cents,
        payable_cents=net_cents + tax_cents - document.prepaid_cents,
    )


def _nets_by_group(lines: Iterable[Line]) -> dict[Group, int]:
    nets: dict[Group, int] = {}
    for line in lines:
        nets[line.group] = nets.get(line.group, 0) + line.net_cents
    return {group: nets[group] for group in sorted(nets, key=lambda group: group.precedence)}


def _shares(amount: int, nets: dict[Group, int]) -> tuple[Share, ...]:
    # A group that is itself negative (a trade-in) bears nothing.
    parts = apportion(amount, [max(net, 0) for net in nets.values()])
    return tuple(Share(group, cents) for group, cents in zip(nets, parts, strict=True) if cents)


def _vat_line(group: Group, net: int, discounts: Sequence[Share], shippings: Sequence[Share]) -> VatLine:
    base = net - _borne(group, discounts) + _borne(group, shippings)
    return VatLine(group, base, vat_cents(base, group.permille))


def _borne(group: Group, shares: Iterable[Share]) -> int:
    return sum(share.cents for share in shares if share.group == group)


def _sum(shares: Iterable[Share]) -> int:
    return sum(share.cents for share in shares)


def part_of(amount_cents: int, ppm: int) -> int:
    """A percentage of an amount, in cents."""
    return round_half_up(Decimal(amount_cents) * ppm / MILLION)
