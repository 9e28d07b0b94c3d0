"""A contract that ran elsewhere is billed on from the day that is not billed yet, and never before it."""

from datetime import date

import pytest
import time_machine

from contracts.agreements import services
from contracts.agreements.models import Contract, Plan
from contracts.service import services as service
from contracts.service.models import Visit
from privacy import finding
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from shop.payments import services as payments
from shop.payments.models import Mandate
from tests.contracts.agreements.builders import a_device, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]
TODAY = "2026-11-23 09:00+01:00"
START = date(2024, 1, 31)


@pytest.fixture(autouse=True)
def a_day_in_november():
    with time_machine.travel(TODAY, tick=False):
        yield


def brought(bill_from: date, *, plan: Plan | None = None, **facts) -> Contract:
    practice = facts.pop("practice", None) or a_practice(kvk_number="12345678")
    usual = {"begun_on": START, "prices": [(a_device(practice).pk, 30_000), (a_device(practice).pk, 18_001)]}
    running = services.Running(practice.pk, plan or a_plan(), "K-1", bill_from=bill_from, **(usual | facts))
    return services.bring(running)


def billed(until: date) -> list[tuple[date, date]]:
    """The periods that were billed in all, when the bills are run every month until a day."""
    day = date(2026, 11, 23)
    while day <= until:
        services.bill(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 23)
    said = Invoice.objects.order_by("pk").values_list("snapshot", flat=True)
    return [snapshot.from_json(text.encode()).period for text in said]


def test_in_advance_the_first_bill_is_of_the_first_unbilled_period_and_then_each_once() -> None:
    contract = brought(date(2027, 1, 31))
    assert (contract.bill_on, contract.renews_on) == (date(2027, 1, 31), date(2027, 1, 31))
    assert contract.is_in_force(date(2026, 11, 23))
    (hits,) = finding.find("K-1", lambda right: right == "agreements.view_contract")
    assert [row.pk for row in hits.rows] == [contract.pk]
    spans = billed(date(2029, 3, 1))
    assert spans == [
        (date(2027, 1, 31), date(2028, 1, 30)),
        (date(2028, 1, 31), date(2029, 1, 30)),
        (date(2029, 1, 31), date(2030, 1, 30)),
    ]
    assert set(Invoice.objects.values_list("net_cents", flat=True)) == {48_001}


def test_afterwards_the_running_quarter_is_billed_when_it_is_over() -> None:
    plan = a_plan(period_months=3, billing=Plan.Billing.ARREARS)
    brought(date(2026, 10, 31), plan=plan)
    assert billed(date(2027, 2, 23)) == [(date(2026, 10, 31), date(2027, 1, 30))]


def test_bills_may_follow_days_of_their_own() -> None:
    contract = brought(date(2027, 1, 1), plan=a_plan(period_months=3), begun_on=date(2024, 3, 15))
    assert (contract.starts_on, contract.counted_from) == (date(2026, 10, 1), date(2024, 1, 1))
    assert billed(date(2027, 4, 30)) == [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
    ]


def test_the_last_day_of_a_month_is_not_lost_in_a_short_one() -> None:
    contract = brought(date(2026, 12, 31), plan=a_plan(period_months=3), begun_on=date(2025, 7, 10))
    assert contract.counted_from == date(2025, 3, 31)
    services.add_line(contract.pk, a_device(contract.practice).pk, date(2026, 12, 1), None)
    assert billed(date(2027, 1, 23)) == [
        (date(2026, 12, 1), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 3, 30)),
    ]


def test_what_is_not_renewed_ends_with_its_term() -> None:
    contract = brought(date(2027, 1, 31), plan=a_plan(renews=False))
    assert (contract.renews_on, contract.ends_on) == (date(2027, 1, 31), date(2027, 1, 30))
    assert (contract.bill_on, billed(date(2027, 3, 1))) == (None, [])


@pytest.mark.parametrize("from_on", [date(2024, 1, 31), date(2026, 12, 1)])
def test_a_device_that_is_added_in_what_was_paid_is_billed_for_its_own_days_only(from_on: date) -> None:
    contract = brought(date(2027, 1, 31))
    device = a_device(contract.practice)
    services.add_line(contract.pk, device.pk, from_on, None)
    first = max(from_on, date(2026, 1, 31))
    services.bill(date(2026, 12, 23))
    lines = snapshot.from_json(Invoice.objects.get().snapshot.encode()).lines
    assert [(line.period, device.serial in line.name) for line in lines] == [
        ((first, date(2027, 1, 30)), True)
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"bill_from": date(2025, 11, 22)}, "bill_from"),
        ({"bill_from": date(2025, 1, 31)}, "bill_from"),
        ({"bill_from": date(2206, 1, 31)}, "bill_from"),
        ({"bill_from": date(2027, 1, 31), "ends_on": date(2026, 11, 1)}, "ends_on"),
        ({"bill_from": date(2027, 1, 31), "renews_on": date(2026, 11, 1)}, "renews_on"),
        ({"bill_from": date(2027, 1, 31), "renews_on": date(2027, 3, 15)}, "renews_on"),
    ],
)
def test_days_that_contradict_each_other_are_refused(facts: dict, field: str) -> None:
    with pytest.raises(services.DoesNotFit) as refusal:
        brought(**facts)
    assert refusal.value.field == field
    assert not Contract.objects.exists()


def test_the_turns_before_the_next_visit_are_not_made_again() -> None:
    contract = brought(date(2027, 1, 31), plan=a_plan(visits_a_year=2))
    service.expect(contract.pk, date(2026, 12, 15))
    service.follow_contract(contract.pk)
    service.plan_visits()
    visits = Visit.objects.order_by("due_on")
    assert [(one.due_on, one.devices.count()) for one in visits] == [(date(2026, 12, 15), 2)]


def test_without_a_mandate_it_waits_on_account_and_is_collected_once_there_is_one() -> None:
    contract = brought(date(2027, 1, 31), is_debited=True)
    assert (contract.payment, contract.waits_for_mandate) == (Contract.Payment.ON_ACCOUNT, True)
    assert list(Contract.objects.waiting_for_mandate()) == [contract]
    payments.bring_mandate(
        contract.practice_id, "cst_8wmqcHMN4U", "mdt_h3gAaD5zP", reference="M-1", given_on=START
    )
    services.every_day()
    contract.refresh_from_db()
    assert (contract.payment, contract.waits_for_mandate) == (Contract.Payment.DIRECT_DEBIT, False)


def test_when_its_mandate_turns_out_not_to_hold_it_waits_for_another() -> None:
    practice = a_practice(kvk_number="12345678")
    mandate = payments.bring_mandate(
        practice.pk, "cst_8wmqcHMN4U", "mdt_h3gAaD5zP", reference="M-1", given_on=START
    )
    contract = brought(date(2027, 1, 31), practice=practice, is_debited=True)
    assert contract.payment == Contract.Payment.DIRECT_DEBIT
    Mandate.objects.filter(pk=mandate.pk).update(state=Mandate.State.INVALID)
    services.fall_back_to_account(practice.pk)
    contract.refresh_from_db()
    assert contract.payment == Contract.Payment.ON_ACCOUNT
    assert list(Contract.objects.waiting_for_mandate()) == [contract]


@pytest.mark.parametrize(
    ("customer", "mandate", "field"),
    [("1234", "mdt_h3gAaD5zP", "customer"), ("cst_8wmqcHMN4U", "mdt_", "mandate")],
)
def test_a_mandate_has_numbers_of_the_provider(customer: str, mandate: str, field: str) -> None:
    practice = a_practice()
    with pytest.raises(payments.CannotBeBrought) as refusal:
        payments.bring_mandate(practice.pk, customer, mandate, reference="M-1", given_on=START)
    assert refusal.value.field == field
