"""Notice that is taken back: what its last period was shortened by is billed after all, once."""

from datetime import date
from itertools import pairwise

import pytest
import time_machine

from contracts.agreements import services
from contracts.agreements.models import Charge, Contract
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]


def at(day: str) -> "time_machine.travel":
    return time_machine.travel(f"{day} 09:00:00+00:00", tick=False)


def by_the_month() -> Contract:
    """A year is paid in advance and notice ends it by the month, so inside a period."""
    return a_contract(plan=a_plan(price_cents=36_501, term_months=1))


def notice(contract: Contract, day: str) -> None:
    with at(day):
        services.give_notice(contract.pk, by=None)
        services.bill()


def stays(contract: Contract, day: str) -> None:
    with at(day):
        services.take_back_notice(contract.pk, by=None)
        services.bill()
        services.bill()


def bills() -> list[tuple[str, int]]:
    return list(Invoice.objects.order_by("pk").values_list("kind", "net_cents"))


def days_are_charged_once(contract: Contract) -> None:
    for line in contract.lines.all():
        spans = list(line.charges.order_by("first_on").values_list("first_on", "last_on"))
        assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_the_rest_of_a_period_that_was_billed_short_is_billed_once() -> None:
    contract = by_the_month()
    notice(contract, "2026-01-10")
    (_short, short_cents) = bills()[0]
    stays(contract, "2026-02-20")
    assert sum(cents for _kind, cents in bills()) == 36_501
    assert len(bills()) == 2
    rest = snapshot.from_json(Invoice.objects.order_by("-pk")[0].snapshot.encode())
    assert rest.period == (date(2026, 3, 1), date(2026, 12, 31))
    assert bills()[1] == ("invoice", 36_501 - short_cents)
    services.bill(date(2027, 1, 1))
    assert [cents for _kind, cents in bills()[2:]] == [36_501]


def test_notice_given_and_taken_back_again_and_again_bills_each_day_once() -> None:
    contract = by_the_month()
    notice(contract, "2026-01-10")
    for given, back in (("2026-01-15", "2026-01-16"), ("2026-02-03", "2026-02-27")):
        stays(contract, given)
        notice(contract, back)
    stays(contract, "2026-03-01")
    assert sum(cents for _kind, cents in bills()) == 36_501
    days_are_charged_once(contract)


def test_who_leaves_after_all_is_credited_the_days_that_are_not_used() -> None:
    contract = by_the_month()
    notice(contract, "2026-01-10")
    stays(contract, "2026-02-20")
    notice(contract, "2026-05-10")
    with at("2026-07-02"):
        services.every_day()
    contract.refresh_from_db()
    assert contract.state == Contract.State.ENDED
    assert contract.ended_on
    paid = sum(cents if kind == "invoice" else -cents for kind, cents in bills())
    assert paid == 100 * ((contract.ended_on - date(2025, 12, 31)).days)
    assert sum(Charge.objects.values_list("net_cents", flat=True)) == paid
    assert Invoice.objects.filter(kind="invoice").count() == 3


def test_what_was_never_billed_short_is_billed_as_ever() -> None:
    contract = by_the_month()
    services.bill(date(2026, 1, 1))
    notice(contract, "2026-01-10")
    stays(contract, "2026-01-20")
    assert bills() == [("invoice", 36_501)]
