"""Collecting an invoice under a mandate: announced first, charged on its day, once."""

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock, outbox, states
from d4d.foundation.errors import Rejected
from privacy.disclosure import disclose
from privacy.vocabulary import MOLLIE
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments import mollie, mollie_mandates
from shop.payments.events import DebitFailed, DebitHinted, DebitPlanned
from shop.payments.models import Debit, Mandate
from shop.payments.mollie import Seen
from shop.payments.mollie_amounts import CURRENCY
from shop.payments.mollie_mandates import Collection
from shop.payments.services.mandating import KEY_LIVES, webhook_url

log = logging.getLogger("d4d.payments")
State = Debit.State
BECOMES = {
    "open": State.PENDING,
    "pending": State.PENDING,
    "authorized": State.PENDING,
    "paid": State.PAID,
    "failed": State.FAILED,
    "canceled": State.FAILED,
    "expired": State.FAILED,
}
OVERLAP = timedelta(minutes=10)


def first_charge_day(today: date) -> date:
    """The first day on which something that is announced today may be collected."""
    return today + timedelta(days=settings.DEBIT_NOTICE_DAYS)


def announce(wanted: Iterable[tuple[int, int]], charge_on: date) -> None:
    """What is open of invoices will be collected on a day, each under its mandate (their ids in pairs).

    Part of the act that issues them. The practices are told. Nothing open is no debit.
    """
    mandates = dict(wanted)
    if not mandates:
        return
    known = set(Debit.objects.filter(invoice__in=mandates).values_list("invoice_id", flat=True))
    invoices = Invoice.objects.filter(pk__in=mandates.keys() - known).order_by("pk")
    debits = Debit.objects.bulk_create(
        Debit(
            invoice=invoice,
            mandate_id=mandates[invoice.pk],
            amount_cents=invoice.open_cents,
            charge_on=charge_on,
        )
        for invoice in invoices
        if invoice.open_cents > 0
    )
    states.begin_many(debits, State.PLANNED)
    outbox.publish_all(DebitPlanned(debit_id=debit.pk) for debit in debits)


def collect_due(as_of: date | None = None) -> int:
    """Have every debit charged of which the day has come; harmless to repeat. Says how many."""
    due = Debit.objects.to_charge(as_of or clock.today()).order_by("pk")
    chosen = list(due.values_list("pk", flat=True))
    for debit_id in chosen:
        outbox.nudge(DebitHinted(debit_id=debit_id))
    return len(chosen)


def follow_debit(debit_id: int) -> Debit:
    """Charge a debit whose day has come, or see how it went; safe to repeat, in any order.

    A charge of which the answer was lost is asked for again with its key as long as that lives, the mandate
    does and as much is owed; else it is looked for at the provider first. Raises Temporary, Rejected or
    Misconfigured.
    """
    Debit.objects.filter(pk=debit_id).update(looked_at=clock.now())
    debit = _prepare(debit_id)
    if debit.provider_id:
        return record_debit(debit.pk, mollie.in_a_job().fetch(debit.provider_id))
    if debit.state != State.CREATING:
        return debit
    debit = _as_it_is(debit_id)
    if _has_lost_its_key(debit) or _is_not_due(debit):
        if seen := _find(debit):
            return record_debit(debit.pk, seen)
        debit = _begin_again(debit.pk)
    return _charge(_as_it_is(debit_id)) if debit.state == State.CREATING else debit


@transaction.atomic
def adopt(debit_id: int, seen: Seen) -> Debit:
    """A debit that was charged after a backup is not charged again: the provider's is ours."""
    debit = Debit.objects.select_for_update(of=("self",)).get(pk=debit_id)
    if debit.state == State.PLANNED:
        debit.amount_cents, debit.asked_at = seen.amount_cents, clock.now()
        debit.save(update_fields=["amount_cents", "asked_at"])
        states.move(debit, State.CREATING, reason="found at the provider after a restore")
    return record_debit(debit.pk, seen)


@transaction.atomic
def record_debit(debit_id: int, seen: Seen) -> Debit:
    """Take note of the provider's word; the only way for a debit to move on.

    Paid may still be charged back, for weeks: the invoice is open again then.
    """
    debit = Debit.objects.select_for_update(of=("self",)).select_related("invoice").get(pk=debit_id)
    asked = (debit.provider_id or seen.id, debit.amount_cents, CURRENCY, debit.invoice.number)
    if (seen.id, seen.amount_cents, seen.currency, seen.invoice) != asked:
        log.error("debit %s is not what we asked for", debit.pk)
        return debit
    if debit.provider_id is None:
        debit.provider_id = seen.id
        debit.save(update_fields=["provider_id"])
    _advance(debit, seen)
    _follow_charge_back(debit, seen)
    return debit


@transaction.atomic
def _prepare(debit_id: int) -> Debit:
    """From here on it may have been charged; committed before the call."""
    debits = Debit.objects.select_for_update(of=("self",)).select_related("invoice", "mandate")
    debit = debits.get(pk=debit_id)
    if debit.state != State.PLANNED or debit.announced_at is None or debit.charge_on > clock.today():
        return debit
    told_on = clock.local(debit.announced_at).date()
    if first_charge_day(told_on) > clock.today():  # the letter went out late: so does the charge
        debit.charge_on = first_charge_day(told_on)
        debit.save(update_fields=["charge_on"])
        return debit
    open_cents = min(debit.amount_cents, debit.invoice.open_now())
    if open_cents <= 0 or debit.mandate.state != Mandate.State.VALID:
        states.move(debit, State.CANCELLED, reason="paid otherwise, or no mandate")
        return debit
    debit.amount_cents, debit.asked_at = open_cents, clock.now()
    debit.save(update_fields=["amount_cents", "asked_at"])
    states.move(debit, State.CREATING)
    return debit


def _as_it_is(debit_id: int) -> Debit:
    """A debit with its invoice and mandate as they are now: both may have changed since it was prepared."""
    return Debit.objects.select_related("invoice", "mandate__practice__subject").get(pk=debit_id)


def _is_not_due(debit: Debit) -> bool:
    """Whether the mandate has ended, or less is owed than would be collected."""
    return debit.mandate.state != Mandate.State.VALID or debit.invoice.open_now() < debit.amount_cents


def _has_lost_its_key(debit: Debit) -> bool:
    return debit.asked_at is not None and debit.asked_at <= clock.now() - KEY_LIVES


@transaction.atomic
def _begin_again(debit_id: int) -> Debit:
    """The provider does not know it: it gets a new key, or is called off when nothing may be collected."""
    debits = Debit.objects.select_for_update(of=("self",)).select_related("invoice", "mandate")
    debit = debits.get(pk=debit_id)
    if debit.state != State.CREATING or debit.provider_id:
        return debit
    open_cents = min(debit.amount_cents, debit.invoice.open_now())
    if debit.mandate.state != Mandate.State.VALID or open_cents <= 0:
        states.move(debit, State.CANCELLED, reason="paid otherwise, or no mandate")
    elif _has_lost_its_key(debit) or open_cents < debit.amount_cents:
        debit.idempotency_key, debit.asked_at, debit.amount_cents = uuid4(), clock.now(), open_cents
        debit.save(update_fields=["idempotency_key", "asked_at", "amount_cents"])
    return debit


def _charge(debit: Debit) -> Debit:
    mandate = debit.mandate
    customer_id, mandate_id = mandate.customer_id or "", mandate.mandate_id or ""
    wanted = Collection(
        invoice=debit.invoice.number,
        attempt=debit.attempt,
        amount_cents=debit.amount_cents,
        webhook_url=webhook_url(debit.token),
    )
    provider = mollie_mandates.in_a_job()
    try:
        seen = disclose(
            MOLLIE,
            {"invoice_number": wanted.invoice, "amount": wanted.amount_cents},
            lambda: provider.collect(customer_id, mandate_id, wanted, debit.idempotency_key),
            subject=mandate.practice.subject.uuid,
            occasion=f"debit {debit.invoice.number}/{debit.attempt}",
        )
    except mollie.Refused as refusal:
        return _fail(debit.pk, str(refusal))
    debit = record_debit(debit.pk, seen)
    mandate.refresh_from_db(fields=["state"])
    is_wanted = mandate.state == Mandate.State.VALID and debit.state != State.CANCELLED
    return debit if is_wanted or debit.state == State.FAILED else call_off(debit)


def call_off(debit: Debit) -> Debit:
    """Have the provider not collect what it was asked for; too late, it is followed as ever."""
    assert debit.provider_id
    provider = mollie.in_a_job()
    try:
        seen = provider.cancel(debit.provider_id)
    except Rejected:  # the bank has it
        seen = provider.fetch(debit.provider_id)
    return record_debit(debit.pk, seen)


def _find(debit: Debit) -> Seen | None:
    assert debit.asked_at
    said = mollie.in_a_job().recent(debit.asked_at - OVERLAP)
    own = [one for one in said if one.invoice == debit.invoice.number and one.attempt == debit.attempt]
    return own[0] if own else None


@transaction.atomic
def _fail(debit_id: int, reason: str) -> Debit:
    debit = Debit.objects.select_for_update(of=("self",)).get(pk=debit_id)
    if debit.state == State.CREATING:
        _mark_failed(debit, State.FAILED, reason)
    return debit


def _advance(debit: Debit, seen: Seen) -> None:
    to = BECOMES[seen.status]
    if to not in Debit.MOVES[State(debit.state)] or debit.state == State.CHARGED_BACK:
        return
    if seen.status == "canceled" and debit.invoice.open_now() <= 0:
        states.move(debit, State.CANCELLED, reason="nothing is owed any more")
    elif to == State.FAILED:
        _mark_failed(debit, to, seen.reason or f"mollie: {seen.status}")
    elif states.move(debit, to) and to == State.PAID:
        debit.paid_at = clock.now()
        debit.save(update_fields=["paid_at"])
        invoicing.settle(debit.invoice_id, debit.amount_cents, f"debit:{debit.pk}")
        invoicing.rebalance(debit.invoice_id)


def _follow_charge_back(debit: Debit, seen: Seen) -> None:
    """What a bank takes back is owed again; what it returns is paid again."""
    before = debit.charged_back_cents
    taken = seen.charged_back_cents - before
    if not taken:
        return
    kept = f"debit-charge-back:{debit.pk}:"
    turn = debit.invoice.settlements.filter(occasion__startswith=kept).count()
    invoicing.settle(debit.invoice_id, -taken, f"{kept}{turn}:{before}-{before + taken}")
    invoicing.rebalance(debit.invoice_id)
    debit.charged_back_cents = seen.charged_back_cents
    debit.save(update_fields=["charged_back_cents"])
    if taken > 0 and debit.state == State.PAID:
        _mark_failed(debit, State.CHARGED_BACK, seen.reason or "charged back")
    elif not seen.charged_back_cents and debit.state == State.CHARGED_BACK:
        states.move(debit, State.PAID, reason="the charge-back was undone")


def _mark_failed(debit: Debit, to: str, reason: str) -> None:
    states.move(debit, to, reason=reason)
    debit.reason = reason[:60]
    debit.save(update_fields=["reason"])
    turn = states.history(debit).order_by("-pk").values_list("pk", flat=True).first()
    log.warning("debit %s: %s", debit.pk, to)
    outbox.publish(DebitFailed(debit_id=debit.pk, change_id=turn or 0))
