"""Indices: prices rise with a published figure, announced in a letter, and never inside a paid period."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from contracts.agreements.events import PriceRaised
from contracts.agreements.models import Contract, ContractLine, Index, Indexation
from contracts.agreements.months import first_at_or_after, last_day
from d4d.foundation import clock, outbox
from d4d.foundation.money import round_half_up

THOUSAND = 1_000


def apply_indices(as_of: date | None = None) -> int:
    """Apply every index to the contracts that it concerns, once each; says to how many."""
    day = as_of or clock.today()
    return sum(_apply(index, day) for index in Index.objects.order_by("from_on") if _is_near(index, day))


def raised(price_cents: int, permille: int) -> int:
    """A price after an index."""
    return round_half_up(Decimal(price_cents) * (THOUSAND + permille) / THOUSAND)


def first_day_of(contract: Contract, index: Index, day: date) -> date:
    """From when an index counts: a period that is not billed, of a term that is not begun, told in time."""
    told = day + timedelta(days=settings.CONTRACT_INDEX_DAYS)
    earliest = max(index.from_on, told, contract.renews_on, contract.bill_from or contract.starts_on)
    return first_at_or_after(contract.anchor_on, contract.period_months, earliest)


def _is_near(index: Index, day: date) -> bool:
    """An index is announced when it can count within a year, so that prices are known in time."""
    return index.from_on <= day + timedelta(days=settings.CONTRACT_INDEX_DAYS)


def _apply(index: Index, day: date) -> int:
    done = Indexation.objects.filter(contract=OuterRef("pk"), index=index)
    open_ones = Contract.objects.filter(
        ~Exists(done), state=Contract.State.ACTIVE, ends_on=None, starts_on__lt=index.from_on
    )
    return sum(_raise(contract_id, index, day) for contract_id in open_ones.values_list("pk", flat=True))


@transaction.atomic
def _raise(contract_id: int, index: Index, day: date) -> bool:
    """Close the lines at the old price and open them at the new one; the old lines stay as history."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    from_on = first_day_of(contract, index, day)
    lines = _lines(contract, from_on)
    is_done = Indexation.objects.filter(contract=contract, index=index).exists()
    if contract.state != Contract.State.ACTIVE or contract.ends_on or is_done or not lines:
        return False
    after_cents = sum(_make_dearer(line, from_on, index.permille) for line in lines)
    indexation = Indexation.objects.create(
        contract=contract,
        index=index,
        from_on=from_on,
        before_cents=sum(line.price_cents for line in lines),
        after_cents=after_cents,
    )
    outbox.publish(PriceRaised(indexation_id=indexation.pk))
    return True


def _lines(contract: Contract, from_on: date) -> list[ContractLine]:
    """The lines that cost something on that day; one that was agreed for that day keeps its price.

    Where another index counts from the same day, this one rests on it.
    """
    is_raised = contract.indexations.filter(from_on=from_on).exists()
    open_ones = Q(ends_on=None) | Q(ends_on__gte=from_on)
    begun = Q(starts_on__lte=from_on) if is_raised else Q(starts_on__lt=from_on)
    return list(contract.lines.filter(open_ones, begun).order_by("pk"))


def _make_dearer(line: ContractLine, from_on: date, permille: int) -> int:
    price_cents = raised(line.price_cents, permille)
    if line.starts_on == from_on:
        ContractLine.objects.filter(pk=line.pk).update(price_cents=price_cents)
        return price_cents
    ContractLine.objects.filter(pk=line.pk).update(ends_on=last_day(from_on))
    ContractLine.objects.create(
        contract_id=line.contract_id,
        device_id=line.device_id,
        description=line.description,
        price_cents=price_cents,
        starts_on=from_on,
        ends_on=line.ends_on,
    )
    return price_cents
