"""Hints: somebody says that a payment has changed. Nothing is believed; it is looked up later."""

from contextlib import suppress
from uuid import UUID

from django.db import IntegrityError, transaction

from d4d.foundation import outbox
from shop.payments.events import BillPaymentHinted, DebitHinted, MandateHinted, PaymentHinted
from shop.payments.models import BillPayment, Debit, Mandate, Payment
from shop.payments.mollie import is_payment_id


def hint(token: UUID, provider_id: str) -> bool:
    """Have a payment looked up soon; says whether the hint fits one of ours.

    Whoever knows the token was told it by us. If the provider's answer to our request was lost, this is
    how we learn the payment's number; looking it up then compares amount and order.
    """
    if not is_payment_id(provider_id):
        return False
    payment = Payment.objects.filter(token=token).first()
    if payment is None:
        return _hint_of_a_bill(token, provider_id) or _hint_of_a_debit(token) or _hint_of_a_mandate(token)
    if payment.provider_id is None and not _adopt(payment, provider_id):
        return False
    if payment.provider_id not in {None, provider_id}:
        return False
    outbox.nudge(PaymentHinted(payment_id=payment.pk))
    return True


def _adopt(payment: Payment, provider_id: str) -> bool:
    with suppress(IntegrityError), transaction.atomic():
        mine = Payment.objects.filter(pk=payment.pk, provider_id=None)
        return bool(mine.update(provider_id=provider_id))
    return False


def _hint_of_a_bill(token: UUID, provider_id: str) -> bool:
    payment = BillPayment.objects.filter(token=token).first()
    if payment is None:
        return False
    if payment.provider_id is None:
        with suppress(IntegrityError), transaction.atomic():
            BillPayment.objects.filter(pk=payment.pk, provider_id=None).update(provider_id=provider_id)
    outbox.nudge(BillPaymentHinted(payment_id=payment.pk))
    return True


def _hint_of_a_debit(token: UUID) -> bool:
    """What we asked for ourselves has its number already, or is asked for again: nothing to adopt."""
    debit = Debit.objects.filter(token=token).first()
    if debit:
        outbox.nudge(DebitHinted(debit_id=debit.pk))
    return debit is not None


def _hint_of_a_mandate(token: UUID) -> bool:
    mandate = Mandate.objects.filter(token=token).first()
    if mandate:
        outbox.nudge(MandateHinted(mandate_id=mandate.pk))
    return mandate is not None
