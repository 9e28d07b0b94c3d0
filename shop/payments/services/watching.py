"""Asking about mandates and debits of which we should have heard: a lost webhook loses nothing."""

from datetime import timedelta

from django.db.models import F, Q

from d4d.foundation import clock, outbox
from shop.payments.events import DebitHinted, MandateEnded, MandateHinted
from shop.payments.models import Debit, Mandate

QUIET = timedelta(minutes=5)
DAY = timedelta(days=1)
MAY_BE_CHARGED_BACK = timedelta(days=70)  # eight weeks, and what banks need
AT_ONCE = 200


def watch_debits() -> int:
    """Have every debit and mandate looked up that may have changed; says how many."""
    now = clock.now()
    begun = Debit.objects.filter(
        Q(state=Debit.State.CREATING)
        | Q(state=Debit.State.PENDING, looked_at__lt=now - DAY / 4)
        | Q(state__in=[Debit.State.PAID, Debit.State.CHARGED_BACK], paid_at__gt=now - MAY_BE_CHARGED_BACK)
        & Q(looked_at__lt=now - DAY)
    )
    debits = begun.order_by(F("looked_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)
    mandates = Mandate.objects.filter(
        Q(state__in=[Mandate.State.CREATING, Mandate.State.OPEN], created_at__lt=now - QUIET)
        | Q(state=Mandate.State.VALID, looked_at__lt=now - DAY)
    )
    ids = mandates.order_by(F("looked_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)
    for ended in Mandate.objects.filter(forgotten_at=None, customer_id__isnull=False).exclude(
        state__in=Mandate.LIVING
    ):
        # Money was under way when it ended: the provider still knows the name.
        outbox.nudge(MandateEnded(mandate_id=ended.pk, practice_id=ended.practice_id))
    events = [DebitHinted(debit_id=pk) for pk in debits[:AT_ONCE]]
    for event in [*events, *(MandateHinted(mandate_id=pk) for pk in ids[:AT_ONCE])]:
        outbox.nudge(event)
    return len(debits[:AT_ONCE]) + len(ids[:AT_ONCE])
