"""What was open of an invoice when this shop began is owed here: reminded of, matched by the bank, paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Country, Practice
from d4d.foundation import numbering, outbox, seal, states
from shop.catalogue.models import VatCategory
from shop.catalogue.vat import NoRate, rates_on
from shop.invoicing import archive, drafting, record
from shop.invoicing.books import vat
from shop.invoicing.countries import is_in_union
from shop.invoicing.document import EXPORT, Delivery, Document, Kind, Line, Party
from shop.invoicing.events import InvoiceCarried
from shop.invoicing.models import (
    CARRIED,
    EARLIER,
    ArchivedFile,
    EarlierInvoice,
    Invoice,
    InvoiceLine,
    number_here,
)
from shop.invoicing.seller import payment_by_transfer, seller
from shop.invoicing.services.issuing import counter_of, sealed_row
from shop.invoicing.services.settling import settle_prepaid

CENT_E4 = 100
ROUNDED_CENTS = 5


class CannotBeCarried(Exception):
    """The amounts contradict each other, have no VAT rate, or it came before; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of an earlier invoice, and what the whole of it was for, excluding VAT, by VAT class.

    The classes count by the rates of the day of the invoice. `open_cents` is above zero, at most its total.
    """

    earlier: EarlierInvoice
    due_on: date
    open_cents: int
    net_cents: Sequence[tuple[str, int]]


@transaction.atomic
def carry(item: OpenItem) -> Invoice:
    """Owe here what is open of an earlier invoice, once; what was paid of it counts as paid in advance.

    Nothing is mailed, and its VAT was declared elsewhere: only a credit note or a write-off of it counts in
    our own returns. Raises CannotBeCarried.
    """
    earlier = item.earlier
    if not 0 < item.open_cents <= earlier.total_cents:
        raise CannotBeCarried("open")
    if item.due_on < earlier.issued_on:
        raise CannotBeCarried("due_on")
    document = _document(item, Practice.objects.prefetch_related("addresses").get(pk=earlier.practice_id))
    sequence = numbering.draw(counter_of(CARRIED))
    last = Invoice.objects.carried().order_by("-sequence").values_list("seal", flat=True).first()
    invoice = sealed_row(document, last or seal.FIRST)
    invoice.series, invoice.sequence = CARRIED, sequence
    invoice.practice_id, invoice.occasion = earlier.practice_id, earlier.occasion
    invoice.save()
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, position=position, quantity=1, net_cents=line.net_cents)
        for position, line in enumerate(document.lines, start=1)
    )
    vat.write_down([(invoice, document)])
    states.begin(invoice, "carried over")
    settle_prepaid(invoice, on=earlier.issued_on)
    outbox.publish(InvoiceCarried(invoice_id=invoice.pk))
    return invoice


def archive_carried(invoice_id: int) -> None:
    """Put the own PDF of what was carried beside it, and a record for after a restore; safe to repeat."""
    invoice = Invoice.objects.select_related("practice", "credits").get(pk=invoice_id)
    earlier = EarlierInvoice.objects.get(number=invoice.occasion.removeprefix(EARLIER))
    files = []
    if earlier.file:
        paper = archive.read_earlier(earlier)
        files.append(
            ArchivedFile(
                invoice=invoice,
                kind=ArchivedFile.Kind.PDF,
                file=archive.keep(CARRIED, invoice.number, ArchivedFile.Kind.PDF, paper),
                sha256=archive.fingerprint(paper),
                size=len(paper),
                renderer=CARRIED,
            )
        )
    content = record.write(invoice, files)
    key = archive.keep(CARRIED, invoice.number, ArchivedFile.Kind.RECORD, content)
    files.append(ArchivedFile(invoice=invoice, **record.about_record(key, content)))
    with transaction.atomic():
        Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
        if not invoice.files.exists():
            ArchivedFile.objects.bulk_create(files)


def _document(item: OpenItem, practice: Practice) -> Document:
    """The earlier invoice as a document of ours: a line for each rate, to the cent of its total."""
    earlier, buyer = item.earlier, drafting.buyer(practice, practice.vat_id)
    language = drafting.language_of(buyer.country)
    with override(language):
        name = _("Invoice %(number)s of our earlier shop") % {"number": earlier.number}
    number = number_here(earlier.number)
    if Invoice.objects.filter(number=number).exists():
        raise CannotBeCarried("invoice")
    document = Document(
        kind=Kind.INVOICE,
        number=number,
        issued_on=earlier.issued_on,
        seller=seller(),
        buyer=buyer,
        lines=tuple(_lines(item, name, buyer)),
        payment=payment_by_transfer(),
        delivery=_delivery(buyer, earlier.issued_on),
        due_on=item.due_on,
        prepaid_cents=earlier.total_cents - item.open_cents,
        language=language,
    )
    rest = earlier.total_cents - document.totals.gross_cents
    if abs(rest) > ROUNDED_CENTS:
        raise CannotBeCarried("net_high")
    if not rest:
        return document
    with override(language):
        rounding = _line(_("Rounding"), rest, 0, VatCategory.ZERO)
    return replace(document, lines=(*document.lines, rounding))


def _lines(item: OpenItem, name: str, buyer: Party) -> list[Line]:
    rates = rates_on(item.earlier.issued_on)
    try:
        return [
            _line(name, cents, rates[kind], VatCategory.STANDARD if rates[kind] else _without_vat(buyer))
            for kind, cents in item.net_cents
            if cents
        ]
    except NoRate:
        raise CannotBeCarried("rates") from None


def _without_vat(buyer: Party) -> str:
    """Why no VAT fell on it: sold to an entrepreneur in the Union, taken out of it, or at nought here."""
    if not is_in_union(buyer.country):
        return EXPORT
    is_supply = buyer.country != Country.NL and buyer.vat_id
    return VatCategory.INTRA_COMMUNITY if is_supply else VatCategory.ZERO


def _delivery(buyer: Party, on: date) -> Delivery | None:
    """Where it went, as far as we know: a credit note of what crossed a border must say so."""
    return Delivery(on=on, country=buyer.country) if buyer.country != Country.NL else None


def _line(name: str, cents: int, permille: int, category: str) -> Line:
    return Line(
        name=name,
        quantity_e3=1_000 if cents > 0 else -1_000,
        unit_price_e4=abs(cents) * CENT_E4,
        vat_permille=permille,
        vat_category=category,
    )
