"""Letters about money that is collected: before it is, and when that fails."""

from django.conf import settings
from django.urls import reverse

from d4d.foundation import clock
from d4d.foundation.mail import Letter
from privacy.letters import post
from privacy.vocabulary import BOOKS
from shop.invoicing import snapshot
from shop.payments.models import Debit


def announce_debit(debit_id: int) -> None:
    """The amount, the day and the mandate, some days before an invoice is collected (SEPA rulebook)."""
    debit = _debit(debit_id)
    if debit.announced_at or debit.state != Debit.State.PLANNED or debit.invoice.open_now() <= 0:
        return
    _send(debit, f"debit-announced:{debit.invoice.number}:{debit.attempt}", "debit_announced")
    Debit.objects.filter(pk=debit.pk, announced_at=None).update(announced_at=clock.now())


def tell_of_failure(debit_id: int, change_id: int) -> None:
    """An invoice could not be collected, or the bank took the money back: it is to be transferred."""
    debit = _debit(debit_id)
    if debit.invoice.open_now() > 0:
        _send(debit, f"debit-failed:{debit.invoice.number}:{change_id}", "debit_failed")


def _debit(debit_id: int) -> Debit:
    return Debit.objects.select_related("invoice", "mandate__practice__subject").get(pk=debit_id)


def _send(debit: Debit, key: str, template: str) -> None:
    practice = debit.mandate.practice
    document = snapshot.from_json(debit.invoice.snapshot.encode())
    letter = Letter(
        key=key,
        template=f"mail/payments/{template}",
        to=practice.billing_email,
        language=document.language,
        context={
            "number": debit.invoice.number,
            "amount_cents": debit.amount_cents,
            "charge_on": debit.charge_on,
            "mandate": debit.mandate.reference,
            "creditor": document.payment.creditor,
            "is_charged_back": debit.state == Debit.State.CHARGED_BACK,
            "iban": settings.CONTROLLER["iban"],
            "button_url": settings.PUBLIC_ORIGIN + reverse("payments:mandate"),
        },
    )
    post(letter, subject=practice.subject.uuid, purpose=BOOKS, occasion=f"debit {debit.invoice.number}")
