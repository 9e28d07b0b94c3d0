"""Billing services: a repair, a paid visit, a period of a contract. Nothing ordered, nothing shipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock
from shop.cart.vat import dutch, is_shifted
from shop.catalogue.models import VatCategory, VatClass
from shop.catalogue.vat import rates_on
from shop.invoicing import drafting
from shop.invoicing.document import Document, Line
from shop.invoicing.models import Invoice
from shop.invoicing.seller import payment_by_direct_debit, payment_by_transfer
from shop.invoicing.services.issuing import Draft, Entry, issue_all
from shop.invoicing.totals import Totals


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """Work that was done or will be: `description` is what the practice reads, `details` the small print.

    `quantity_e3` thousandths of `unit` ("HUR" is hours), `unit_price_e4` ten-thousandths of a euro, excluding
    VAT; `period` is the days that this line pays for.
    """

    description: str
    quantity_e3: int
    unit_price_e4: int
    vat_class: str = VatClass.HIGH
    period: tuple[date, date] | None = None
    details: str = ""
    article: str = ""
    unit: str = "C62"


@dataclass(frozen=True, slots=True)
class ServiceBill:
    """Services that stand on one invoice. Without `due_on` the practice's own days of payment count.

    Name the occasion by a business number, not by a row id, so that it still guards after a restore.
    `mandate` is that under which the amount is collected.
    """

    practice_id: int
    lines: Sequence[ServiceLine]
    occasion: str
    period: tuple[date, date] | None = None
    due_on: date | None = None
    reference: str = ""
    mandate: str = ""


def issue_for_service(
    practice_id: int,
    lines: Sequence[ServiceLine],
    *,
    occasion: str,
    period: tuple[date, date] | None = None,
    due_on: date | None = None,
    reference: str = "",
    mandate: str = "",
) -> Invoice:
    """Bill a practice for services, exactly once per occasion: the same occasion is the same invoice.

    The rates are those of the last day of a line's period, else of today. Raises CannotBeIssued.
    """
    bill = ServiceBill(practice_id, lines, occasion, period, due_on, reference, mandate)
    (invoice,) = issue_for_services([bill])
    return invoice


@transaction.atomic
def issue_for_services(bills: Sequence[ServiceBill]) -> list[Invoice]:
    """The same for many bills at once, one invoice each, in their order: all of them, or none.

    The practices are locked first and by their numbers, the counter last; their rows may be referred to
    meanwhile.
    """
    practices = _hold({bill.practice_id for bill in bills})
    known = {
        invoice.occasion: invoice
        for invoice in Invoice.objects.filter(occasion__in=[bill.occasion for bill in bills])
    }
    drafts = [_draft(practices[bill.practice_id], bill) for bill in bills if bill.occasion not in known]
    issued = {invoice.occasion: invoice for invoice in issue_all(drafts)}
    return [(known | issued)[bill.occasion] for bill in bills]


def _hold(practices: set[int]) -> dict[int, Practice]:
    rows = Practice.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=practices)
    return {row.pk: row for row in rows.order_by("pk").prefetch_related("addresses")}


def price_of_services(practice_id: int, lines: Sequence[ServiceLine]) -> Totals:
    """What an invoice of today for these services would come to, with the VAT that falls on it."""
    return _document(Practice.objects.get(pk=practice_id), ServiceBill(practice_id, lines, "")).totals


def _draft(practice: Practice, bill: ServiceBill) -> Draft:
    document = _document(practice, bill)
    lines = enumerate(document.lines, start=1)
    entries = [Entry(position, None, None, 1, line.net_cents) for position, line in lines]
    return Draft(document, entries, practice.pk, bill.occasion)


def _document(practice: Practice, bill: ServiceBill) -> Document:
    today = clock.today()
    return drafting.of_services(
        practice,
        tuple(_line(practice, line, today) for line in bill.lines),
        period=bill.period,
        due_on=bill.due_on,
        reference=bill.reference,
        payment=payment_by_direct_debit(bill.mandate) if bill.mandate else payment_by_transfer(),
        today=today,
    )


def _line(practice: Practice, line: ServiceLine, today: date) -> Line:
    category = VatCategory.REVERSE_CHARGE if is_shifted(practice) else dutch(line.vat_class)
    day = line.period[1] if line.period else today
    return Line(
        name=line.description,
        quantity_e3=line.quantity_e3,
        unit_price_e4=line.unit_price_e4,
        vat_permille=rates_on(day)[line.vat_class] if category == VatCategory.STANDARD else 0,
        vat_category=category,
        unit=line.unit,
        article=line.article,
        description=line.details,
        period=line.period,
        is_service=True,
    )
