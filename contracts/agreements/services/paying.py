"""How a practice pays its contracts: on account, or collected under its mandate."""

from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Max, Q, When
from django.db.models.functions import TruncDate

from contracts.agreements.models import ELSEWHERE, Contract
from d4d.foundation import clock, states
from shop.payments import services as payments
from shop.payments.models import Mandate


class NoMandate(Exception):
    """Nothing can be collected: the practice has no valid mandate."""


@transaction.atomic
def choose_payment(contract_id: int, payment: str, by: UUID | None) -> Contract:
    """From the next bill on a contract is paid in this way. Raises NoMandate."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if payment == contract.payment and not contract.waits_for_mandate:
        return contract
    if payment == Contract.Payment.DIRECT_DEBIT and not payments.valid_mandate(contract.practice_id):
        raise NoMandate(contract.number)
    contract.payment, contract.waits_for_mandate = payment, False
    contract.save(update_fields=["payment", "waits_for_mandate"])
    states.begin(contract, contract.state, by=by, reason=payment)
    return contract


def collect_under_new_mandates() -> int:
    """Contracts that waited for a mandate are collected once the practice has given one; says how many."""
    given = Mandate.objects.filter(state=Mandate.State.VALID).values("practice")
    waiting = Contract.objects.waiting_for_mandate().filter(practice__in=given).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    for contract_id in ids:
        choose_payment(contract_id, Contract.Payment.DIRECT_DEBIT, None)
    return len(ids)


def end_unused_mandate(contract_id: int) -> bool:
    """A contract has ended: when nothing is collected any more, the provider need not know the practice.

    As long as a bill is to come or a debit is under way the mandate stays; the daily work asks again.
    """
    practice_id = Contract.objects.values_list("practice_id", flat=True).get(pk=contract_id)
    is_to_come = Q(state__in=Contract.RUNNING) | ~Q(bill_on=None)
    debited = Contract.objects.filter(is_to_come, practice=practice_id, payment=Contract.Payment.DIRECT_DEBIT)
    mandate = payments.valid_mandate(practice_id)
    if mandate is None or debited.exists() or mandate.debits.under_way().exists():
        return False
    payments.end_mandate(mandate.pk, None, reason="no contract is collected any more")
    return True


def end_unused_mandates() -> int:
    """End the mandates for which nothing is collected any more; says how many.

    Of a contract that ended while money was still to come it is asked again here. One that was given after
    that waits for the contract that it is meant for.
    """
    over = Contract.objects.filter(
        state=Contract.State.ENDED,
        payment=Contract.Payment.DIRECT_DEBIT,
        practice__mandates__state=Mandate.State.VALID,
        ended_on__gte=TruncDate("practice__mandates__valid_since", tzinfo=clock.AMSTERDAM),
    )
    last_of_each = over.values("practice").annotate(last=Max("pk")).values_list("last", flat=True)
    return sum(end_unused_mandate(contract_id) for contract_id in last_of_each)


@transaction.atomic
def fall_back_to_account(practice_id: int) -> int:
    """A mandate has ended: the contracts of its practice are paid on account again. Says how many.

    Those that ran elsewhere wait for a new one: nobody at this practice has given a mandate here yet.
    """
    contracts = Contract.objects.select_for_update().filter(
        practice=practice_id, payment=Contract.Payment.DIRECT_DEBIT
    )
    if payments.valid_mandate(practice_id):
        return 0
    changed = list(contracts.order_by("pk"))
    for contract in changed:
        states.begin(contract, contract.state, reason=Contract.Payment.ON_ACCOUNT)
    contracts.update(
        payment=Contract.Payment.ON_ACCOUNT,
        waits_for_mandate=Case(When(origin__startswith=ELSEWHERE, then=True), default=F("waits_for_mandate")),
    )
    return len(changed)
