"""Three years of fifty contracts, the daily work killed at random: each period billed once, to the cent."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from contracts.agreements import services, subscriptions
from contracts.agreements.events import ReminderDue
from contracts.agreements.models import BillingPeriod, Charge, Contract, Reminder
from contracts.agreements.months import last_day
from contracts.agreements.services import billing
from d4d.foundation import clock
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from shop.invoicing.services import ServiceBill
from tests.contracts.agreements.builders import a_contract, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
CONTRACTS = 50
PLANS = ("advance", "arrears")
STEPS = (3, 5, 9, 14)  # days between two turns of the clock; some turns are missed


class Killed(BaseException):
    """The process is gone; nothing catches it on its way out."""


def fifty(chance: random.Random) -> list[Contract]:
    practices = [a_practice(kvk_number="12345678") for _ in range(10)]
    kinds = [(months, when, term) for months in (3, 12) for when in PLANS for term in (1, 12)]
    plans = [
        a_plan(price_cents=1_099 * months + number, period_months=months, billing=when, term_months=term)
        for number, (months, when, term) in enumerate([*kinds, (1, "advance", 12), (1, "arrears", 12)])
    ]
    return [
        a_contract(
            chance.choice(practices),
            plans[number % len(plans)],
            starts_on=FIRST + timedelta(days=chance.randrange(365)),
            devices=chance.randint(1, 3),
        )
        for number in range(CONTRACTS)
    ]


def killed_at_random(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> None:
    """The ground falls away before or after an invoice is made, while its transaction is open."""
    issue, write = invoicing.issue_for_services, billing._write_schedules

    def issue_or_die(bills: Sequence[ServiceBill]) -> list[Invoice]:
        if chance.random() < 0.02 * len(bills):
            raise Killed
        invoices = issue(bills)
        if chance.random() < 0.02 * len(bills):
            raise Killed
        return invoices

    def write_or_die(contracts: Sequence[Contract]) -> None:
        if chance.random() < 0.01 * len(contracts):
            raise Killed
        write(contracts)
        if chance.random() < 0.01 * len(contracts):
            raise Killed

    monkeypatch.setattr(invoicing, "issue_for_services", issue_or_die)
    monkeypatch.setattr(billing, "_write_schedules", write_or_die)


def a_day(day: date, chance: random.Random) -> int:
    """What the clock does on a day, dying now and then and starting again."""
    died = 0
    with time_machine.travel(datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC), tick=False):
        for _ in range(chance.choice((1, 1, 2))):
            try:
                services.every_day()
            except Killed:
                died += 1
        for one in Delivery.objects.filter(topic=ReminderDue.topic, done_at=None):
            subscriptions.remind_of_the_renewal(ReminderDue(**one.payload))
            Delivery.objects.filter(pk=one.pk).update(done_at=datetime.now(UTC))
    return died


def due_periods(contract: Contract) -> list[tuple[date, date]]:
    """Counted apart from the house: every period that should have been billed by the last day."""
    found, turn = [], 0
    while True:
        first = clock.months_later(contract.starts_on, turn * contract.period_months)
        last = last_day(clock.months_later(contract.starts_on, (turn + 1) * contract.period_months))
        if (first if contract.billing == "advance" else last + timedelta(days=1)) > LAST:
            return found
        found.append((first, last))
        turn += 1


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("seed", [4])
def test_three_years_of_work_that_is_killed_at_random(
    seed: int, monkeypatch: pytest.MonkeyPatch, tariffs: None
) -> None:
    chance = random.Random(seed)
    contracts = fifty(chance)
    killed_at_random(monkeypatch, chance)
    monkeypatch.setattr(billing, "AT_ONCE", 5)
    died, day = 0, FIRST
    while day <= LAST:
        died += a_day(day, chance)
        day += timedelta(days=chance.choice(STEPS))
    while Contract.objects.filter(bill_on__lte=LAST).exists():
        died += a_day(LAST, chance)
    assert died > 10
    _billed_once_and_to_the_cent(contracts)
    _reminded_once_a_term(contracts)


def _billed_once_and_to_the_cent(contracts: list[Contract]) -> None:
    for contract in contracts:
        expected = due_periods(contract)
        billed = list(contract.periods.order_by("first_on").values_list("first_on", "last_on", "part"))
        assert billed == [(first, last, 0) for first, last in expected]
        price = sum(contract.lines.values_list("price_cents", flat=True))
        assert set(contract.periods.values_list("net_cents", flat=True)) <= {price}
    assert BillingPeriod.objects.filter(invoice=None).count() == 0
    assert Invoice.objects.count() == BillingPeriod.objects.count()
    for period in BillingPeriod.objects.select_related("invoice"):
        assert period.invoice
        assert snapshot.from_json(period.invoice.snapshot.encode()).totals.net_cents == period.net_cents
    turns = Counter(Charge.objects.values_list("line", "turn_on"))
    assert max(turns.values()) == 1
    numbers = list(Invoice.objects.order_by("series", "sequence").values_list("series", "sequence"))
    for series in {series for series, _ in numbers}:
        own = [sequence for name, sequence in numbers if name == series]
        assert own == list(range(1, len(own) + 1))


def _reminded_once_a_term(contracts: list[Contract]) -> None:
    assert not Reminder.objects.filter(sent_at=None).exists()
    terms = Counter(Reminder.objects.values_list("contract", "term_on"))
    assert max(terms.values()) == 1
    for contract in contracts:
        contract.refresh_from_db()
        if contract.term_months == 12:
            assert contract.reminders.count() >= 2
        assert contract.renews_on > LAST - timedelta(days=1)
