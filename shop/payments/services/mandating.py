"""Mandates: asking for one by a first payment of one cent, looking at it, and ending it."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Practice
from d4d.foundation import clock, outbox, states
from d4d.foundation.errors import Rejected
from privacy.disclosure import disclose
from privacy.vocabulary import MOLLIE
from shop.payments import mollie, mollie_mandates
from shop.payments.events import MandateEnded
from shop.payments.models import Debit, Mandate
from shop.payments.mollie_mandates import Collector, FirstPayment

State = Mandate.State
KEY_LIVES = timedelta(minutes=50)
NOT_PAID = {"failed", "canceled", "expired"}


class CannotBeAsked(Exception):
    """The provider refuses to begin a mandate."""


def ask_mandate(practice_id: int, by: UUID | None) -> Mandate:
    """Begin a mandate; `checkout_url` is where one cent is paid. One that is being made is used again.

    Raises CannotBeAsked, Temporary or Misconfigured; a new try uses the same keys.
    """
    mandate = _claim(practice_id, by)
    if mandate.payment_id:
        return mandate
    try:
        return _begin(mandate, mollie_mandates.in_a_request())
    except Rejected as error:
        _fail(mandate.pk, str(error))
        raise CannotBeAsked(str(error)) from None


def valid_mandate(practice_id: int) -> Mandate | None:
    """The mandate under which a practice's invoices can be collected today."""
    return Mandate.objects.filter(practice=practice_id, state=State.VALID).first()


def valid_mandates(practices: Iterable[int]) -> dict[int, Mandate]:
    """The same for many practices, by their ids; those without one are left out."""
    valid = Mandate.objects.filter(practice__in=practices, state=State.VALID)
    return {mandate.practice_id: mandate for mandate in valid}


def refresh_mandate(mandate_id: int) -> Mandate:
    """See at the provider how a mandate stands, and follow it; safe to repeat. Raises Temporary."""
    Mandate.objects.filter(pk=mandate_id).update(looked_at=clock.now())
    mandate = Mandate.objects.get(pk=mandate_id)
    if mandate.state == State.VALID:
        return _look_whether_it_holds(mandate)
    if mandate.state in Mandate.LIVING:
        return _look_at_first_payment(mandate)
    return mandate


@transaction.atomic
def end_mandate(mandate_id: int, by: UUID | None, *, to: str = State.REVOKED, reason: str = "") -> Mandate:
    """Nothing is collected any more: what was announced is called off, and the provider forgets the name."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)
    if mandate.state not in Mandate.LIVING:
        return mandate
    states.move(mandate, to, by=by, reason=reason)
    mandate.ended_on = clock.today()
    mandate.save(update_fields=["ended_on"])
    for debit in mandate.debits.select_for_update(of=("self",)).filter(state=Debit.State.PLANNED):
        states.move(debit, Debit.State.CANCELLED, by=by, reason="the mandate has ended")
    outbox.publish(MandateEnded(mandate_id=mandate.pk, practice_id=mandate.practice_id))
    return mandate


def end_mandates_of(subject: UUID) -> None:
    """A practice leaves: nothing is collected from it any more."""
    for mandate in Mandate.objects.living().filter(practice__subject__uuid=subject):
        end_mandate(mandate.pk, None, reason="the practice leaves")


def forget_customer(mandate_id: int) -> bool:
    """Have the provider delete a practice of which the mandate has ended; not while money is under way."""
    mandate = Mandate.objects.select_related("practice__subject").get(pk=mandate_id)
    if mandate.state in Mandate.LIVING or mandate.forgotten_at or not mandate.customer_id:
        return False
    if mandate.debits.filter(state__in=[Debit.State.CREATING, Debit.State.PENDING]).exists():
        return False
    mollie_mandates.in_a_job().forget(mandate.customer_id)
    Mandate.objects.filter(pk=mandate.pk).update(forgotten_at=clock.now())
    return True


def webhook_url(token: UUID) -> str:
    """Where the provider drops its hints."""
    return settings.MOLLIE_WEBHOOK_ORIGIN + reverse("payments:webhook", args=[token])


@transaction.atomic
def _claim(practice_id: int, by: UUID | None) -> Mandate:
    """The one living mandate of a practice; a new one when there is none. Committed before any call."""
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    living = practice.mandates.living().first()
    if living and (living.payment_id or living.created_at > clock.now() - KEY_LIVES):
        return living
    if living:
        end_mandate(living.pk, by, to=State.FAILED, reason="the provider never answered")
    mandate = Mandate.objects.create(practice=practice, asked_by=by)
    mandate.reference = f"D4D-{mandate.pk:06}"
    mandate.save(update_fields=["reference"])
    states.begin(mandate, mandate.state, by=by)
    return mandate


def _begin(mandate: Mandate, provider: Collector) -> Mandate:
    mandate = Mandate.objects.select_related("practice__subject").get(pk=mandate.pk)
    practice = mandate.practice
    if not mandate.customer_id:
        mandate.customer_id = disclose(
            MOLLIE,
            {"practice": practice.name},
            lambda: provider.enrol(practice.name, mandate.customer_key),
            subject=practice.subject.uuid,
            occasion=f"mandate {mandate.reference}",
        )
        mandate.save(update_fields=["customer_id"])
    customer_id = mandate.customer_id
    wanted = FirstPayment(
        reference=mandate.reference,
        return_url=settings.PUBLIC_ORIGIN + reverse("payments:mandate"),
        webhook_url=webhook_url(mandate.token),
    )
    seen = provider.first_payment(customer_id, wanted, mandate.payment_key)
    return _record(mandate.pk, seen)


@transaction.atomic
def _record(mandate_id: int, seen: mollie.Seen) -> Mandate:
    """Take note of what the provider says of the first payment; the money itself is one cent."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)
    if mandate.state not in Mandate.LIVING or seen.id != (mandate.payment_id or seen.id):
        return mandate
    mandate.payment_id = seen.id
    mandate.checkout_url = seen.checkout_url or mandate.checkout_url
    mandate.mandate_id = seen.mandate_id or mandate.mandate_id
    mandate.save(update_fields=["payment_id", "checkout_url", "mandate_id"])
    if mandate.state == State.CREATING and seen.status == "open":
        states.move(mandate, State.OPEN)
    if seen.status in NOT_PAID:
        end_mandate(mandate.pk, None, to=State.FAILED, reason=f"mollie: {seen.status}")
        mandate.refresh_from_db()
    return mandate


def _look_at_first_payment(mandate: Mandate) -> Mandate:
    if not mandate.payment_id:
        if mandate.created_at > clock.now() - KEY_LIVES:
            return _begin(mandate, mollie_mandates.in_a_job())
        return end_mandate(mandate.pk, None, to=State.FAILED, reason="the provider never answered")
    mandate = _record(mandate.pk, mollie.in_a_job().fetch(mandate.payment_id))
    if mandate.state not in Mandate.LIVING or not (mandate.customer_id and mandate.mandate_id):
        return mandate
    seen = mollie_mandates.in_a_job().mandate(mandate.customer_id, mandate.mandate_id)
    return _make_valid(mandate.pk, seen.reference) if seen and seen.status == "valid" else mandate


@transaction.atomic
def _make_valid(mandate_id: int, reference: str) -> Mandate:
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)
    if mandate.state in {State.CREATING, State.OPEN}:
        states.move(mandate, State.VALID)
        mandate.reference, mandate.valid_since, mandate.checkout_url = reference, clock.now(), ""
        mandate.save(update_fields=["reference", "valid_since", "checkout_url"])
    return mandate


def _look_whether_it_holds(mandate: Mandate) -> Mandate:
    assert mandate.customer_id
    assert mandate.mandate_id
    seen = mollie_mandates.in_a_job().mandate(mandate.customer_id, mandate.mandate_id)
    if seen is None or seen.status == "invalid":
        return end_mandate(mandate.pk, None, to=State.INVALID, reason="the bank or the payer withdrew it")
    return mandate


def _fail(mandate_id: int, reason: str) -> None:
    end_mandate(mandate_id, None, to=State.FAILED, reason=reason)
