"""The VAT return: in which box an amount falls, and what each box comes to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Sum

from accounts.models import Country
from shop.catalogue.models import VatCategory, VatClass
from shop.catalogue.vat import rates_on
from shop.invoicing.books.period import Period
from shop.invoicing.countries import is_in_union
from shop.invoicing.document import EXPORT, OTHER_NAMES, Document, Party
from shop.invoicing.models import Invoice, VatAmount, VatCorrection
from shop.invoicing.totals import Group

Box = VatAmount.Box


@dataclass(frozen=True, slots=True)
class BoxTotal:
    """What one box of the return comes to, in cents."""

    box: VatAmount.Box
    base_cents: int
    vat_cents: int


def box_of(group: Group, document: Document) -> VatAmount.Box:
    """The box of the return in which a VAT group of a document falls, by the rates of its day."""
    if group.category == VatCategory.INTRA_COMMUNITY:
        return Box.UNION
    if group.category == EXPORT:
        return Box.OUTSIDE
    country = _established_in(document.buyer)
    if group.category == VatCategory.REVERSE_CHARGE and country != Country.NL:
        return Box.UNION if is_in_union(country) else Box.OUTSIDE
    if group.category != VatCategory.STANDARD or not group.permille:
        return Box.NOT_HERE
    rates = rates_on(document.issued_on)
    by_rate = {rates.get(VatClass.LOW): Box.LOW, rates.get(VatClass.HIGH): Box.HIGH}
    return by_rate.get(group.permille, Box.OTHER)


def _established_in(buyer: Party) -> str:
    """The country of a buyer's VAT number, wherever its invoices go; without a number that of its address."""
    prefix = buyer.vat_id[:2]
    return OTHER_NAMES.get(prefix, prefix) or buyer.country


def write_down(documents: Iterable[tuple[Invoice, Document]]) -> None:
    """Write each VAT group of each document in its box; of a credit note below zero."""
    VatAmount.objects.bulk_create(
        amount for invoice, document in documents for amount in _amounts(invoice, document)
    )


def _amounts(invoice: Invoice, document: Document) -> Iterator[VatAmount]:
    sign = -1 if document.is_credit else 1
    for line in document.totals.vat:
        yield VatAmount(
            invoice=invoice,
            category=line.group.category,
            permille=line.group.permille,
            box=box_of(line.group, document),
            base_cents=sign * line.base_cents,
            vat_cents=sign * line.vat_cents,
        )


def boxes(period: Period) -> list[BoxTotal]:
    """Every box of the return over a period, also those with nothing in them.

    What was given up in the period counts below zero, and above when it was paid after all.
    """
    invoiced = VatAmount.objects.of_period(period.first, period.last)
    given_up = VatCorrection.objects.filter(write_off__vat_on__range=(period.first, period.last))
    found: Counter[tuple[str, str]] = Counter()
    for rows in (invoiced, given_up):
        for row in rows.values("box").annotate(base=Sum("base_cents"), vat=Sum("vat_cents")):
            found.update({(row["box"], "base"): row["base"], (row["box"], "vat"): row["vat"]})
    return [BoxTotal(box, found[box.value, "base"], found[box.value, "vat"]) for box in Box]
