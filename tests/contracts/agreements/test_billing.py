"""Each line of a contract is billed once for each period, on the right day and to the cent."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from contracts.agreements import services
from contracts.agreements.models import Charge, Contract, Index, Plan
from d4d.foundation.models import Counter
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_device, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]
QUARTERLY = {"period_months": 3}
AFTERWARDS = {"billing": Plan.Billing.ARREARS}


def nets() -> list[int]:
    return list(Invoice.objects.order_by("pk").values_list("net_cents", flat=True))


def periods() -> list[tuple[date, date] | None]:
    said = Invoice.objects.order_by("pk").values_list("snapshot", flat=True)
    return [snapshot.from_json(text.encode()).period for text in said]


def test_in_advance_a_period_is_billed_on_its_first_day() -> None:
    contract = a_contract(plan=a_plan(**QUARTERLY), starts_on=date(2026, 1, 31))
    assert services.bill(date(2026, 1, 30)) == []
    assert len(services.bill(date(2026, 1, 31))) == 1
    assert services.bill(date(2026, 4, 29)) == []
    assert len(services.bill(date(2026, 4, 30))) == 1
    assert periods() == [
        (date(2026, 1, 31), date(2026, 4, 29)),
        (date(2026, 4, 30), date(2026, 7, 30)),
    ]
    assert nets() == [36_500, 36_500]
    line = snapshot.from_json(Invoice.objects.order_by("pk")[0].snapshot.encode()).lines[0]
    assert line.name.startswith("Zorgeloos: Melag Vacuclave, SN")
    assert (line.period, line.description) == (periods()[0], f"Contract {contract.number}")


def test_afterwards_a_period_is_billed_on_the_day_after_its_last() -> None:
    a_contract(plan=a_plan(**QUARTERLY, **AFTERWARDS))
    assert services.bill(date(2026, 3, 31)) == []
    assert len(services.bill(date(2026, 4, 1))) == 1
    assert periods() == [(date(2026, 1, 1), date(2026, 3, 31))]


def test_running_twice_bills_once() -> None:
    a_contract()
    assert len(services.bill(date(2026, 5, 1))) == 1
    assert services.bill(date(2026, 5, 1)) == []
    assert Counter.objects.get(series__startswith="invoice:F").value == 1


def test_a_run_that_is_years_late_bills_every_period_once() -> None:
    a_contract(plan=a_plan(period_months=1, price_cents=1_000, term_months=1))
    call_command("bill_contracts", as_of="2028-12-31")
    call_command("bill_contracts", as_of="2028-12-31")
    assert nets() == [1_000] * 36
    firsts = [span[0] for span in periods() if span]
    assert firsts == [date(2026 + n // 12, n % 12 + 1, 1) for n in range(36)]


def test_a_refused_contract_says_why_and_stops_no_other() -> None:
    wrong = a_practice()
    wrong.addresses.update(postcode="")
    bad = a_contract(wrong)
    a_contract()
    with pytest.raises(services.bill.__globals__["invoicing"].CannotBeIssued):
        services.bill(date(2026, 1, 1))
    bad.refresh_from_db()
    assert "NL-R-004" in bad.bill_refused
    assert nets() == [36_500]
    wrong.addresses.update(postcode="5211 AB")
    services.bill(date(2026, 1, 1))
    bad.refresh_from_db()
    assert (bad.bill_refused, nets()) == ("", [36_500, 36_500])


def test_a_device_that_comes_later_pays_for_its_days_of_the_paid_period_only() -> None:
    contract = a_contract()
    services.bill(date(2026, 1, 1))
    device = a_device(contract.practice)
    services.add_line(contract.pk, device.pk, date(2026, 10, 20), by=None)
    services.bill(date(2026, 10, 20))
    services.bill(date(2026, 12, 31))
    assert nets() == [36_500, 73 * 100]
    assert periods()[1] == (date(2026, 10, 20), date(2026, 12, 31))
    services.bill(date(2027, 1, 1))
    assert nets()[2:] == [73_000]


def test_a_device_that_goes_inside_a_paid_period_is_credited_by_the_day() -> None:
    contract = a_contract(devices=2)
    services.bill(date(2026, 1, 1))
    line = contract.lines.order_by("pk")[0]
    assert line.device
    services.take_off(contract.pk, line.device.pk, date(2026, 3, 14), by=None)
    with pytest.raises(services.NotOffered):
        services.take_off(contract.pk, line.device.pk, date(2026, 3, 14), by=None)
    first, note, anew = Invoice.objects.order_by("pk")
    assert (first.net_cents, note.net_cents, anew.net_cents) == (73_000, 73_000, 7_300 + 36_500)
    assert first.open_now() == 0
    assert anew.open_now() == anew.total_cents
    services.bill(date(2026, 12, 31))
    assert Invoice.objects.count() == 3


def test_a_device_goes_between_the_news_of_a_new_price_and_its_day() -> None:
    contract = a_contract(plan=a_plan(**QUARTERLY, term_months=1), devices=2)
    Index.objects.create(from_on=date(2026, 7, 1), permille=100, source="CBS")
    services.bill(date(2026, 4, 1))
    services.apply_indices(date(2026, 5, 2))
    goes, stays = list(contract.lines.filter(starts_on=date(2026, 1, 1)).order_by("pk"))
    assert goes.device
    assert goes.ends_on == date(2026, 6, 30)
    services.take_off(contract.pk, goes.device.pk, date(2026, 5, 31), by=None)
    assert list(contract.lines.filter(device=goes.device).values_list("ends_on", flat=True)) == [
        date(2026, 5, 31)
    ]
    services.bill(date(2026, 7, 1))
    assert nets()[-1] == 40_150
    assert contract.lines.filter(device=stays.device).count() == 2


def test_a_device_that_had_gone_before_a_price_that_was_billed_is_credited_at_both_prices() -> None:
    contract = a_contract(plan=a_plan(**QUARTERLY, term_months=1))
    Index.objects.create(from_on=date(2026, 7, 1), permille=100, source="CBS")
    services.bill(date(2026, 4, 1))
    services.apply_indices(date(2026, 5, 2))
    services.bill(date(2026, 7, 1))
    (line,) = contract.lines.filter(starts_on=date(2026, 1, 1))
    assert line.device
    services.take_off(contract.pk, line.device.pk, date(2026, 6, 29), by=None)
    kinds = list(Invoice.objects.order_by("pk").values_list("kind", "net_cents"))
    assert kinds[2:] == [
        ("invoice", 40_150),
        ("credit_note", 36_500),
        ("credit_note", 40_150),
        ("invoice", 36_500 - 401),
    ]
    assert services.bill(date(2026, 10, 1)) == []
    with pytest.raises(services.NotOffered):
        services.take_off(contract.pk, line.device.pk, date(2026, 6, 29), by=None)


def test_a_line_is_charged_once_a_period_whatever_anybody_tries() -> None:
    contract = a_contract()
    services.bill(date(2026, 1, 1))
    Contract.objects.filter(pk=contract.pk).update(bill_from=date(2026, 1, 1), bill_on=date(2026, 1, 1))
    assert services.bill(date(2026, 1, 1)) == []
    assert Charge.objects.count() == 1


def test_nothing_is_billed_before_it_is_agreed_or_after_it_ended() -> None:
    practice = a_practice()
    plan = a_plan(renews=False, period_months=3)
    offer = services.Offer(practice.pk, plan.pk, date(2026, 1, 1), [a_device(practice).pk])
    proposed = services.propose(offer, by=None)
    assert services.every_day(date(2027, 6, 1)) == []
    with time_machine.travel("2026-01-01 09:00:00+01:00", tick=False):
        services.accept(proposed.pk, by=None)
    services.every_day(date(2030, 1, 1))
    assert nets() == [36_500] * 4


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_night_on_which_the_clock_is_moved_bills_once(day: str) -> None:
    a_contract(plan=a_plan(period_months=1), starts_on=date.fromisoformat(day))
    for hour in ("00:30", "01:30", "02:30"):
        with time_machine.travel(f"{day} {hour}:00+00:00", tick=False):
            services.every_day()
    assert nets() == [36_500]
