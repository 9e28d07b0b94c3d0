"""Letters about what is owed: to the practice's address for invoices, and to the collection agency."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.language import language_of
from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.mail import Enclosure, Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import BOOKS, CLAIM, ORDER, Purpose
from shop.debtors import services
from shop.debtors.ageing import ageing_of
from shop.debtors.claimed import claim_on
from shop.debtors.dossier import Dossier
from shop.debtors.due import ladder
from shop.debtors.models import CollectionCase, CollectionLine, CreditProposal, Debtor, ReminderLine
from shop.debtors.statement import print_statement
from shop.invoicing import archive
from shop.invoicing.models import ArchivedFile, Invoice
from shop.payments.services import pay_now_addresses

log = logging.getLogger("d4d.debtors")


MOST_ENCLOSURES = 10


@dataclass(frozen=True, slots=True)
class Due:
    """An invoice of which a letter reminds, and where it is paid at once; "" for one that is not paid so."""

    invoice: Invoice
    open_cents: int
    pay_url: str


def remind(reminder_id: int) -> None:
    """A reminder of its level; the last one says what follows, when, and what that costs by law."""
    reminder = services.prepare_letter(reminder_id)
    if reminder is None:
        return
    lines = list(reminder.lines.select_related("invoice").order_by("invoice__due_on", "pk"))
    ways = pay_now_addresses([line.invoice for line in lines])
    is_last = reminder.level >= ladder().last
    context = {
        "level": reminder.level,
        "is_last": is_last,
        "lines": [Due(line.invoice, line.open_cents, ways.get(line.invoice_id, "")) for line in lines],
        "total_cents": sum(line.open_cents for line in lines),
        "iban": settings.CONTROLLER["iban"],
        **(_what_follows(lines) if is_last else {}),
    }
    key = f"reminder:{reminder.practice.number}:{reminder.level}:{reminder.decided_on:%Y%m%d}"
    _send(reminder.practice, key, "reminder", context, enclosures=_copies(lines))
    services.mark_sent(reminder.pk)


def tell_agency(case_id: int) -> None:
    """The dossier, to the agency's mailbox."""
    services.tell_agency(case_id, _dossier_letter)


def tell_agency_of_recall(line_id: int) -> None:
    """An invoice that the agency stops collecting, to its mailbox."""
    services.tell_agency_of_recall(line_id, _recall_letter)


def tell_of_collection(case_id: int) -> None:
    """A practice hears that the agency collects, of which invoices, and what the agency got to know."""
    case = CollectionCase.objects.select_related("practice__subject").get(pk=case_id)
    lines = list(case.lines.filter(recalled_on=None).select_related("invoice").order_by("pk"))
    if case.customer_told_at or not lines:
        return
    total = sum(line.open_cents for line in lines)
    _send(case.practice, f"collection:{case}", "collection", {"lines": lines, "total_cents": total})
    CollectionCase.objects.filter(pk=case.pk).update(customer_told_at=clock.now())
    case.lines.filter(pk__in=[line.pk for line in lines]).update(customer_told_at=clock.now())


def tell_of_recall(line_id: int) -> None:
    """A practice that heard that the agency collects an invoice hears that it stops."""
    line = CollectionLine.objects.select_related("case__practice__subject", "invoice").get(pk=line_id)
    if line.customer_told_at:
        words = {"number": line.invoice.number}
        _send(line.case.practice, f"collection-over:{line.pk}", "collection_over", words)


def tell_of_credit(proposal_id: int, turn: str) -> None:
    """What was decided about buying on account, why, and how a person looks at it again."""
    row = CreditProposal.objects.select_related("practice__subject").get(pk=proposal_id)
    if row.state == CreditProposal.State.PROPOSED:
        return
    context = {
        "proposal": row,
        "may_buy_on_account": row.practice.may_buy_on_account,
        "limit_cents": row.practice.credit_limit_cents,
        "button_url": settings.PUBLIC_ORIGIN + reverse("debtors:credit"),
    }
    try:
        _send(row.practice, f"credit:{row}:{turn}", "credit", context, purpose=ORDER)
    except NotPermitted as refusal:
        log.info("no letter about credit %s: %s", row, refusal)


def send_statement(wish_id: int, month: date) -> None:
    """The open items of a practice on the first of a month, with the same list as PDF."""
    debtor = services.prepare_statement(wish_id, month)
    if debtor is not None:
        _state(debtor, f"{month:%Y-%m}", month)
    services.mark_stated(wish_id, month)


def send_asked_statement(practice_id: int, asked_at: str) -> None:
    """The same list now, to whoever asked for it; nothing when nothing is open any more."""
    debtor = Debtor.objects.select_related("subject").get(pk=practice_id)
    if debtor.open_items().exists():
        _state(debtor, asked_at, clock.today())


def _state(debtor: Debtor, when: str, month: date) -> None:
    today = clock.today()
    pdf = print_statement(debtor, today, language_of(debtor))
    paper = Enclosure(f"{debtor.number}-{when[:10]}.pdf", pdf, "application/pdf")
    context = {"month": month, "ageing": ageing_of(debtor, today)}
    key = f"statement:{debtor.number}:{when}"
    _send(debtor, key, "statement", context, purpose=BOOKS, enclosures=[paper])


def _what_follows(lines: Sequence[ReminderLine]) -> dict[str, Any]:
    """When the agency comes in, and what the law lets us ask then; without a rate no word of interest."""
    today = clock.today()
    claimed = claim_on([(line.open_cents, line.invoice.due_on) for line in lines], today)
    return {
        "pay_by": today + timedelta(days=settings.COLLECTION_DAYS),
        "costs_cents": claimed.costs_cents,
        "interest_cents": claimed.interest_cents,
    }


def _copies(lines: Sequence[ReminderLine]) -> list[Enclosure]:
    """The invoices themselves; each bears the code that fills in a bank app."""
    own = ArchivedFile.objects.filter(
        kind=ArchivedFile.Kind.PDF, invoice__in=[line.invoice_id for line in lines]
    ).exclude(file="")
    found = own.select_related("invoice").order_by("invoice__due_on", "pk")[:MOST_ENCLOSURES]
    return [Enclosure(f"{one.invoice.number}.pdf", archive.read(one), "application/pdf") for one in found]


def _dossier_letter(case: CollectionCase, dossier: Dossier) -> str:
    enclosure = Enclosure(f"{case}.csv", dossier.file(), "text/csv")
    return _to_agency(f"dossier:{case}", f"collection {case}", {"case": case}, "dossier", [enclosure])


def _recall_letter(line: CollectionLine) -> str:
    words = {"customer_number": line.case.practice.number, "number": line.invoice.number}
    return _to_agency(f"recall:{line.pk}", f"collection {line.case}", words, "recall", [])


def _to_agency(
    key: str, occasion: str, context: dict[str, Any], template: str, enclosures: Sequence[Enclosure]
) -> str:
    letter = Letter(
        key=key,
        template=f"mail/debtors/{template}",
        to=settings.COLLECTION_MAILBOX,
        language="nl",
        context=context,
        enclosures=enclosures,
    )
    return post(letter, subject=None, purpose=CLAIM, occasion=occasion)


def _send(
    practice: Practice | Debtor,
    key: str,
    template: str,
    context: dict[str, Any],
    *,
    purpose: Purpose = CLAIM,
    enclosures: Sequence[Enclosure] = (),
) -> None:
    letter = Letter(
        key=key,
        template=f"mail/debtors/{template}",
        to=practice.billing_email,
        language=language_of(practice),
        context={
            "practice": practice,
            "button_url": settings.PUBLIC_ORIGIN + reverse("debtors:open_items"),
            **context,
        },
        enclosures=enclosures,
    )
    post(letter, subject=practice.subject.uuid, purpose=purpose, occasion=f"debtor {practice.number}")
