"""Notice, reminders and renewals: nobody is held for a term of which they were not told in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from contracts.agreements import services, subscriptions
from contracts.agreements.events import ReminderDue
from contracts.agreements.models import Contract, Reminder
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]
# A year from 1 January, a month's notice: the last day for notice is 1 December, the reminder goes out
# between 2 October and 1 November.


def at(day: str) -> "time_machine.travel":
    return time_machine.travel(f"{day} 09:00:00+00:00", tick=False)


def run(day: str) -> list[int]:
    with at(day):
        done = services.every_day()
        deliver_letters()
        return done


def deliver_letters() -> None:
    for one in Delivery.objects.filter(topic=ReminderDue.topic, done_at=None):
        subscriptions.remind_of_the_renewal(ReminderDue(**one.payload))
        Delivery.objects.filter(pk=one.pk).update(done_at=datetime.now(UTC))


def fresh(contract: Contract) -> Contract:
    contract.refresh_from_db()
    return contract


def test_a_reminder_goes_out_once_a_term_and_then_it_renews(mailoutbox: list) -> None:  # type: ignore[type-arg]
    contract = a_contract()
    for day in ("2026-10-01", "2026-10-02", "2026-10-03", "2026-12-15", "2026-12-31"):
        run(day)
    assert Reminder.objects.count() == 1
    assert [letter.subject for letter in mailoutbox] == [
        f"Contract {contract.number} wordt op 1 januari 2027 verlengd"
    ]
    assert "1 december 2026" in mailoutbox[0].body
    assert fresh(contract).renews_on == date(2027, 1, 1)
    run("2027-01-01")
    assert fresh(contract).renews_on == date(2028, 1, 1)
    assert Invoice.objects.count() == 2


def test_without_a_reminder_in_time_the_term_moves_by_the_month_until_one_was_sent() -> None:
    contract = a_contract()
    run("2026-11-02")  # a day too late for 1 January
    assert fresh(contract).renews_on == date(2027, 2, 1)
    assert Reminder.objects.get().term_on == date(2027, 2, 1)
    run("2027-02-01")
    assert fresh(contract).renews_on == date(2028, 2, 1)


def test_a_letter_that_never_left_renews_nothing() -> None:
    contract = a_contract()
    with at("2026-10-10"):
        services.every_day()
    assert Reminder.objects.get().sent_at is None
    with at("2027-01-01"):
        services.every_day()
    assert fresh(contract).renews_on == date(2027, 3, 1)  # who is told today has until 1 February


def test_a_job_that_comes_a_year_late_renews_for_a_month_only() -> None:
    contract = a_contract()
    run("2028-01-05")
    renews_on = fresh(contract).renews_on
    assert date(2028, 2, 1) < renews_on <= date(2028, 5, 1)
    assert Invoice.objects.count() == 3  # 2026, 2027 and 2028 began


@pytest.mark.parametrize(
    ("given", "ends"),
    [("2026-06-15", "2026-12-31"), ("2026-12-01", "2026-12-31"), ("2026-12-02", "2027-01-31")],
)
def test_notice_ends_it_with_the_term_or_by_the_month_when_nobody_was_reminded(given: str, ends: str) -> None:
    contract = a_contract()
    with at(given):
        services.give_notice(contract.pk, by=None)
    assert fresh(contract).ends_on == date.fromisoformat(ends)


def test_late_notice_after_a_reminder_ends_it_with_the_next_term() -> None:
    contract = a_contract()
    run("2026-10-15")
    with at("2026-12-02"):
        services.give_notice(contract.pk, by=None)
    assert fresh(contract).ends_on == date(2027, 12, 31)


def test_it_ends_on_the_right_day_after_a_short_month() -> None:
    contract = a_contract(plan=a_plan(term_months=1, period_months=1), starts_on=date(2026, 1, 31))
    with at("2026-02-10"):
        services.every_day()
        assert services.end_after_notice(fresh(contract), date(2026, 2, 10)) == date(2026, 3, 30)
        services.give_notice(contract.pk, by=None)
    run("2026-03-30")
    assert fresh(contract).state == Contract.State.UNDER_NOTICE
    run("2026-03-31")
    assert (fresh(contract).state, contract.ended_on) == (Contract.State.ENDED, date(2026, 3, 30))


def test_notice_can_be_taken_back_until_the_last_day_and_billing_goes_on() -> None:
    contract = a_contract(plan=a_plan(period_months=3))
    with at("2026-06-15"):
        services.every_day()
        services.give_notice(contract.pk, by=None)
        assert fresh(contract).bill_on == date(2026, 7, 1)
    run("2026-12-30")
    assert fresh(contract).bill_on is None
    with at("2026-12-31"):
        services.take_back_notice(contract.pk, by=None)
    assert (fresh(contract).state, contract.bill_on) == (Contract.State.ACTIVE, date(2027, 1, 1))
    with at("2027-01-02"), pytest.raises(services.NoNotice):
        services.take_back_notice(contract.pk, by=None)


def test_a_contract_that_ends_inside_a_paid_period_gives_the_rest_back() -> None:
    contract = a_contract()
    run("2026-01-01")
    run("2027-01-01")  # no reminder was sent: by the month, and 2027 is billed
    with at("2027-01-01"):
        services.give_notice(contract.pk, by=None)
    ends_on = fresh(contract).ends_on
    assert ends_on
    run((ends_on + timedelta(days=1)).isoformat())
    days = (ends_on - date(2026, 12, 31)).days
    bills = list(Invoice.objects.order_by("pk").values_list("kind", "net_cents"))
    assert bills[1:] == [("invoice", 36_500), ("credit_note", 36_500), ("invoice", 100 * days)]
    run("2029-01-01")
    assert Invoice.objects.count() == 4


def test_a_bill_that_staff_credited_by_hand_holds_nothing_up() -> None:
    contract, other = a_contract(), a_contract()
    run("2026-01-01")
    run("2027-01-01")
    with at("2027-01-01"):
        services.give_notice(contract.pk, by=None)
    for invoice in Invoice.objects.filter(practice=contract.practice):
        invoicing.credit(invoice.pk, reason="in overleg", occasion=f"staff:{invoice.pk}:1")
    ends_on = fresh(contract).ends_on
    assert ends_on
    run((ends_on + timedelta(days=1)).isoformat())
    assert fresh(contract).state == Contract.State.ENDED
    run("2028-01-01")
    assert Invoice.objects.filter(practice=other.practice).count() == 3


def test_a_bill_that_was_given_up_holds_nothing_up_and_is_not_credited() -> None:
    contract = a_contract()
    run("2026-01-01")
    run("2027-01-01")
    with at("2027-01-01"):
        services.give_notice(contract.pk, by=None)
    billed = Invoice.objects.latest("pk")
    invoicing.write_off(billed.pk, billed.total_cents, reason="failliet", by=None)
    ends_on = fresh(contract).ends_on
    assert ends_on
    run((ends_on + timedelta(days=1)).isoformat())
    assert (fresh(contract).state, contract.bill_refused) == (Contract.State.ENDED, "")
    assert list(Invoice.objects.filter(kind="credit_note")) == []


def test_only_a_running_contract_can_be_ended() -> None:
    practice = a_practice()
    contract = a_contract(practice, a_plan(renews=False))
    with pytest.raises(services.NoNotice):
        services.give_notice(contract.pk, by=None)
    assert fresh(contract).ends_on == date(2026, 12, 31)
