"""When the next bill of a contract is made."""

from datetime import date

from contracts.agreements.models import Contract
from contracts.agreements.months import ONE_DAY, first_at_or_after, last_day, step


def period_of(contract: Contract, first: date) -> tuple[date, date]:
    """The period that begins on one of the contract's own days."""
    return first, last_day(step(contract.anchor_on, first, contract.period_months))


def bill_again_from(contract: Contract, day: date) -> None:
    """Have a period looked at again in which something is to be paid from a day on; what is billed stays."""
    following = first_at_or_after(contract.anchor_on, contract.period_months, day)
    turn_on = following if following == day else step(contract.anchor_on, following, -contract.period_months)
    contract.bill_from = min(contract.bill_from or turn_on, turn_on)
    schedule(contract)


def schedule(contract: Contract) -> None:
    """Write down on which day the next period is billed, if one is to come."""
    contract.bill_on = next_bill_on(contract)
    contract.save(update_fields=["bill_from", "bill_on"])


def next_bill_on(contract: Contract) -> date | None:
    """In advance on the first day of the period, afterwards on the day after its last."""
    if contract.bill_from is None:
        return None
    first, last = period_of(contract, contract.bill_from)
    if contract.ends_on and first > contract.ends_on:
        return None
    if contract.bills_in_advance:
        return max(first, contract.starts_on)
    return min(last, contract.ends_on or last) + ONE_DAY
