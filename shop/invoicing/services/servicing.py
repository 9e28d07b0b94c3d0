"""Billing services: a repair, a paid visit, a period of a contract. Nothing ordered, nothing shipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock
from shop.catalogue.models import VatClass
from shop.catalogue.vat import rates_on
from shop.invoicing import drafting
from shop.invoicing.document import Line
from shop.invoicing.models import Invoice
from shop.invoicing.seller import payment_by_direct_debit, payment_by_transfer
from shop.invoicing.services.issuing import Entry, issue

HOME = "NL"
CATEGORIES = {VatClass.EXEMPT: "E", VatClass.ZERO: "Z"}


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


@transaction.atomic
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

    Name the occasion by a business number, not by a row id, so that it still guards after a restore. Without
    `due_on` the practice's own days of payment count; with a `mandate` the amount is collected. The rates are
    those of the last day of a line's period, else of today. Raises CannotBeIssued.
    """
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if issued := Invoice.objects.filter(occasion=occasion).first():
        return issued
    today = clock.today()
    draft = drafting.of_services(
        practice,
        tuple(_line(practice, line, today) for line in lines),
        period=period,
        due_on=due_on,
        reference=reference,
        payment=payment_by_direct_debit(mandate) if mandate else payment_by_transfer(),
        today=today,
    )
    entries = [Entry(position, None, None, 1, line.net_cents) for position, line in enumerate(draft.lines, 1)]
    return issue(draft, entries, practice_id=practice.pk, occasion=occasion)


def is_shifted(practice: Practice) -> bool:
    """Whether the practice itself declares the VAT on a service: an entrepreneur in another member state.

    VAT Directive art. 44 and 196; only a number that VIES confirms counts.
    """
    confirmed = practice.vat_answer == Practice.VatAnswer.VALID
    return confirmed and practice.vat_id[:2].upper() not in {"", HOME}


def _line(practice: Practice, line: ServiceLine, today: date) -> Line:
    category = "AE" if is_shifted(practice) else CATEGORIES.get(VatClass(line.vat_class), "S")
    day = line.period[1] if line.period else today
    return Line(
        name=line.description,
        quantity_e3=line.quantity_e3,
        unit_price_e4=line.unit_price_e4,
        vat_permille=rates_on(day)[line.vat_class] if category == "S" else 0,
        vat_category=category,
        unit=line.unit,
        article=line.article,
        description=line.details,
        period=line.period,
    )
