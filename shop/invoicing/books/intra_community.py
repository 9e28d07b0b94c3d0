"""The listing of what went to entrepreneurs in other countries of the EU (opgaaf ICP)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from shop.catalogue.models import VatCategory
from shop.invoicing import snapshot
from shop.invoicing.books.period import Period
from shop.invoicing.models import VatAmount


@dataclass(frozen=True, slots=True)
class Customer:
    """One VAT number on the listing, with what was supplied under it, in cents without VAT."""

    country: str
    vat_id: str
    goods_cents: int
    services_cents: int


def listing(period: Period) -> list[Customer]:
    """Every customer with a VAT number of another EU country, by what was invoiced (Wet OB 1968 art. 37a)."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for amount, vat_id in _supplied(period):
        sums[vat_id][amount.category != VatCategory.INTRA_COMMUNITY] += amount.base_cents
    return [Customer(vat_id[:2], vat_id[2:], *cents) for vat_id, cents in sorted(sums.items()) if any(cents)]


def _supplied(period: Period) -> Iterator[tuple[VatAmount, str]]:
    amounts = VatAmount.objects.of_period(period.first, period.last).filter(box=VatAmount.Box.UNION)
    for amount in amounts.select_related("invoice").order_by("invoice").iterator():
        document = snapshot.from_json(amount.invoice.snapshot.encode())
        yield amount, document.buyer.vat_id
