"""Terms: reminding of the next one in time, beginning it, and ending what is over.

Nobody is held for a new term of which they were not told in time: without a reminder the present term is
lengthened by the month, until one has been sent that comes early enough.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from contracts.agreements.events import ContractEnded, ReminderDue
from contracts.agreements.models import Contract, ContractQuerySet, Reminder
from contracts.agreements.months import step
from contracts.agreements.services.correcting import settle_up
from d4d.foundation import clock, outbox, states
from shop.invoicing import services as invoicing

BY_THE_MONTH = 1
FAR = timedelta(days=400)


def remind(as_of: date | None = None) -> int:
    """Have every practice told of the renewal that comes near, once a term; says how many."""
    day = as_of or clock.today()
    told = Reminder.objects.filter(contract=OuterRef("pk"), term_on=OuterRef("renews_on"))
    coming = _renewing().filter(~Exists(told), renews_on__lte=day + FAR).exclude(term_months=BY_THE_MONTH)
    wanted = [contract.pk for contract in coming if _remind_from(contract) <= day <= _remind_by(contract)]
    return sum(_remind(contract_id) for contract_id in wanted)


def begin_terms(as_of: date | None = None) -> int:
    """Begin every term whose day has come, or lengthen the present one where nobody was reminded."""
    day = as_of or clock.today()
    coming = _renewing().filter(renews_on__lte=day + FAR).order_by("pk")
    moving = [contract.pk for contract in coming if _next_term(contract, day) != contract.renews_on]
    return sum(_begin_term(contract_id, day) for contract_id in moving)


def end_contracts(as_of: date | None = None) -> int:
    """End what is over; what was paid beyond the last day is credited. Says how many.

    One that cannot be credited or billed waits at the desk with its reason, and holds up no other.
    """
    day = as_of or clock.today()
    over = Contract.objects.running().filter(ends_on__lt=day).order_by("pk")
    ended = 0
    for contract_id in over.values_list("pk", flat=True):
        try:
            ended += end(contract_id)
        except (invoicing.CannotBeCredited, invoicing.CannotBeIssued) as error:
            Contract.objects.filter(pk=contract_id).update(bill_refused=str(error)[:200])
    return ended


@transaction.atomic
def end(contract_id: int) -> bool:
    """The last day of a contract has passed; harmless to repeat."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if not contract.is_running or contract.ends_on is None:
        return False
    states.move(contract, Contract.State.ENDED)
    contract.ended_on = contract.ends_on
    contract.save(update_fields=["ended_on"])
    settle_up(contract, _("The contract ended before the period was over."))
    outbox.publish(ContractEnded(contract_id=contract.pk))
    return True


def is_reminded_in_time(contract: Contract) -> bool:
    """Whether the letter about the next term went out early enough before the last day for notice."""
    reminder = contract.reminders.filter(term_on=contract.renews_on).exclude(sent_at=None).first()
    if reminder is None or reminder.sent_at is None:
        return False
    return clock.local(reminder.sent_at).date() <= _remind_by(contract)


def _renewing() -> ContractQuerySet:
    return Contract.objects.filter(state=Contract.State.ACTIVE, renews=True, ends_on=None)


def _remind_from(contract: Contract) -> date:
    return contract.notice_by - timedelta(days=settings.CONTRACT_REMINDER_DAYS)


def _remind_by(contract: Contract) -> date:
    return contract.notice_by - timedelta(days=settings.CONTRACT_REMINDER_LEAST_DAYS)


@transaction.atomic
def _remind(contract_id: int) -> bool:
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    reminder, is_new = Reminder.objects.get_or_create(
        contract=contract, term_on=contract.renews_on, defaults={"notice_by": contract.notice_by}
    )
    if is_new:
        outbox.publish(ReminderDue(reminder_id=reminder.pk))
    return is_new


def _next_term(contract: Contract, day: date) -> date:
    """The first day of the next term as it must stand on a day."""
    is_over, is_too_late = contract.renews_on <= day, day > _remind_by(contract)
    if contract.term_months == BY_THE_MONTH:
        return _moved(contract, BY_THE_MONTH) if is_over else contract.renews_on
    if not is_over and not is_too_late:
        return contract.renews_on
    if is_reminded_in_time(contract):
        return _moved(contract, contract.term_months) if is_over else contract.renews_on
    return _moved(contract, BY_THE_MONTH) if is_too_late else contract.renews_on


def _moved(contract: Contract, months: int) -> date:
    return step(contract.anchor_on, contract.renews_on, months)


@transaction.atomic
def _begin_term(contract_id: int, day: date) -> bool:
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    before = contract.renews_on
    while (following := _next_term(contract, day)) != contract.renews_on:
        contract.renews_on = following
    if contract.renews_on == before or contract.ends_on:
        return False
    contract.save(update_fields=["renews_on"])
    states.begin(contract, contract.state, reason=f"{before:%Y-%m-%d} > {contract.renews_on:%Y-%m-%d}")
    return True
