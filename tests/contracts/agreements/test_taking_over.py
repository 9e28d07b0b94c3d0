"""Another practice takes over: contract and devices go on from a day, bills stay, both pay their days."""

from datetime import date

import pytest
import time_machine

from contracts.agreements import coverage, mails, services, subscriptions
from contracts.agreements.events import PriceRaised
from contracts.agreements.models import Contract, Index
from d4d.foundation import clock
from d4d.foundation.models import Delivery
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]


def at(day: str) -> "time_machine.travel":
    return time_machine.travel(f"{day} 09:00:00+00:00", tick=False)


def test_in_the_middle_of_a_paid_year_each_pays_its_days_to_the_cent() -> None:
    contract = a_contract(plan=a_plan(price_cents=36_501))
    old, new = contract.practice, a_practice(kvk_number="87654321")
    with at("2026-01-01"):
        services.every_day()
    with at("2026-05-10"):
        follows = services.take_over(contract.pk, new.pk, date(2026, 5, 10), by=None)
        assert services.take_over(contract.pk, new.pk, date(2026, 5, 10), by=None) == follows
        services.every_day()
    contract.refresh_from_db()
    assert (contract.state, contract.ended_on) == (Contract.State.ENDED, date(2026, 5, 9))
    of_old = list(Invoice.objects.filter(practice=old).order_by("pk").values_list("kind", "net_cents"))
    of_new = list(Invoice.objects.filter(practice=new).values_list("kind", "net_cents"))
    assert of_old == [("invoice", 36_501), ("credit_note", 36_501), ("invoice", 12_900)]
    assert of_new == [("invoice", 23_601)]
    device = follows.lines.get().device
    assert device
    assert device.practice == new
    assert coverage.of(device, date(2026, 5, 10)).contract == follows
    with at("2027-01-01"):
        services.every_day()
    assert Invoice.objects.filter(practice=new).order_by("-pk")[0].net_cents == 36_501
    assert Invoice.objects.filter(practice=old).count() == 3


def test_a_day_that_is_still_to_come_waits_for_it() -> None:
    contract = a_contract(plan=a_plan(period_months=3))
    new = a_practice(kvk_number="87654321")
    with at("2026-04-20"):
        services.every_day()
        follows = services.take_over(contract.pk, new.pk, date(2026, 7, 1), by=None)
        device = follows.lines.get().device
        assert device
        assert device.practice == contract.practice
        assert coverage.of(device, clock.today()).contract == contract
        with pytest.raises(services.NoNotice):
            services.take_back_notice(contract.pk, by=None)
    with at("2026-07-01"):
        services.every_day()
    device.refresh_from_db()
    assert device.practice == new
    assert Invoice.objects.filter(practice=new).get().net_cents == 36_500
    assert Invoice.objects.filter(kind="credit_note").count() == 0


def test_only_a_running_contract_goes_to_another_practice_and_once() -> None:
    contract = a_contract()
    new, third = a_practice(), a_practice()
    for to, on in ((contract.practice, date(2026, 3, 1)), (new, date(2026, 1, 1))):
        with pytest.raises(services.CannotBeTakenOver):
            services.take_over(contract.pk, to.pk, on, by=None)
    services.take_over(contract.pk, new.pk, date(2026, 3, 1), by=None)
    with pytest.raises(services.CannotBeTakenOver):
        services.take_over(contract.pk, third.pk, date(2026, 4, 1), by=None)
    assert Contract.objects.count() == 2


def test_what_was_given_back_stays_where_it_went() -> None:
    contract = a_contract()
    first, second = contract.practice, a_practice(kvk_number="87654321")
    with at("2026-03-01"):
        wrong = services.take_over(contract.pk, second.pk, date(2026, 3, 1), by=None)
    with at("2026-03-05"):
        right = services.take_over(wrong.pk, first.pk, date(2026, 3, 5), by=None)
    for day in ("2026-03-05", "2026-03-06", "2026-03-07"):
        with at(day):
            services.every_day()
            device = right.lines.get().device
            assert device
            assert device.practice == first


def test_an_index_that_was_applied_before_is_not_applied_again_after(mailoutbox: list) -> None:  # type: ignore[type-arg]
    contract = a_contract(plan=a_plan(period_months=3, term_months=1))
    new = a_practice(kvk_number="87654321")
    Index.objects.create(from_on=date(2026, 7, 1), permille=100, source="CBS CPI oktober 2025")
    with at("2026-05-02"):
        services.every_day()
        mails.announce_price(contract.indexations.get().pk)
        follows = services.take_over(contract.pk, new.pk, date(2026, 5, 10), by=None)
    with at("2026-05-10"):
        services.every_day()
        told = follows.indexations.get()
        subscriptions.announce_the_price(PriceRaised(told.pk))
    assert (told.from_on, told.before_cents, told.after_cents) == (date(2026, 7, 1), 36_500, 40_150)
    with at("2026-10-01"):
        services.every_day()
    bills = Invoice.objects.filter(practice=new).order_by("pk").values_list("net_cents", flat=True)
    assert list(bills)[1:] == [40_150, 40_150]
    assert [letter.to for letter in mailoutbox] == [[contract.practice.billing_email], [new.billing_email]]
    assert Delivery.objects.filter(topic=PriceRaised.topic).count() == 2


def test_what_was_told_before_the_takeover_is_not_told_twice() -> None:
    contract = a_contract(plan=a_plan(period_months=3, term_months=1))
    Index.objects.create(from_on=date(2026, 4, 1), permille=100, source="CBS CPI oktober 2025")
    with at("2026-01-31"):
        services.every_day()
    with at("2026-05-10"):
        follows = services.take_over(contract.pk, a_practice().pk, date(2026, 5, 10), by=None)
    assert follows.indexations.get().from_on == date(2026, 4, 1)
    assert Delivery.objects.filter(topic=PriceRaised.topic).count() == 1
