"""What a claim needs stays whatever else comes: the end of a period, or an erasure that has begun (PV42)."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import erasure, retention
from privacy.erasure import carrying
from privacy.models import ErasureItem, ErasureRun, Hold
from shop.orders.models import Order, OrderLine
from shop.payments.models import Payment
from shop.shipping.models import Parcel, Shipment
from tests.accounts import people
from tests.promises.desk import the_officer
from tests.promises.people import NAME, a_finished_order, relay_all

pytestmark = pytest.mark.django_db
PAID_ON = date(2025, 6, 30)
ITS_BOOKS_ARE_OVER = date(2033, 1, 1)


@pytest.fixture
def practice() -> Practice:
    return people.a_practice(state=Practice.State.APPROVED)


def held(practice: Practice, *tables: str) -> Hold:
    return erasure.place(practice.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=tables)


def with_a_payment(order: Order) -> Order:
    Payment.objects.create(order=order, attempt=1, amount_cents=order.total_cents)
    return order


# --- the end of a period -------------------------------------------------------------------------------


@pytest.mark.promise("PV42")
@pytest.mark.parametrize("part", [Payment, Parcel, OrderLine, Shipment])
def test_a_held_part_keeps_its_order_when_the_period_ends(practice: Practice, part: Any) -> None:
    order = with_a_payment(a_finished_order(practice, None, PAID_ON))
    hold = held(practice, part._meta.label)
    retention.night(ITS_BOOKS_ARE_OVER)
    assert part.objects.count() == 1
    assert Order.objects.filter(pk=order.pk).exists()
    assert retention.overdue(date(2033, 2, 1)) == []
    erasure.release(hold.pk, by=None)
    retention.night(ITS_BOOKS_ARE_OVER)
    assert not Order.objects.exists()
    assert not part.objects.exists()


def test_an_alarm_sounds_for_a_row_behind_hundreds_of_held_ones(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("privacy.retention.night"), "AT_ONCE", 1)
    held(practice)
    a_finished_order(practice, None, date(2019, 6, 30))
    assert retention.overdue(date(2027, 1, 1)) == []
    other = people.a_practice("Mondzorg De Eik", "eik@eik.example")
    a_finished_order(other, None, date(2020, 6, 30))
    assert any("orders.Order.closed_at" in rule for rule in retention.overdue(date(2027, 1, 1)))


# --- an erasure that has begun -------------------------------------------------------------------------


def a_run_that_is_stuck(buyer: User, monkeypatch: pytest.MonkeyPatch) -> ErasureRun:
    """Everything is found and written down, nothing is done yet."""
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())

    def stuck(item_id: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_do", stuck)
        with pytest.raises(KeyboardInterrupt):
            erasure.carry_out(run.pk)
    return run


@pytest.mark.promise("PV42")
def test_a_hold_stops_an_erasure_that_has_begun(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    buyer = people.a_colleague(practice, "buyer", "zq07bo@linde.example")
    order = a_finished_order(practice, buyer, PAID_ON)
    run = a_run_that_is_stuck(buyer, monkeypatch)
    hold = erasure.place(buyer.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=["orders.Order"])
    assert erasure.carry_out(run.pk)
    order.refresh_from_db()
    run.refresh_from_db()
    assert order.delivery_last_name == NAME
    assert run.report["held"] == {"orders.Order": 1}
    assert "orders.Order" not in run.report["emptied"]
    assert not User.objects.filter(pk=buyer.pk).exists()
    erasure.release(hold.pk, by=None)
    assert erasure.erase_what_was_released() == 1
    relay_all()
    order.refresh_from_db()
    assert order.delivery_last_name == "medewerker"


def test_what_a_late_hold_stands_on_stays_with_it(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer = people.a_colleague(practice, "buyer", "zq07bo@linde.example")
    run = a_run_that_is_stuck(buyer, monkeypatch)
    erasure.place(buyer.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=["account.EmailAddress"])
    assert erasure.carry_out(run.pk)
    run.refresh_from_db()
    assert run.report["held"] == {"account.EmailAddress": 1, "accounts.User": 1}
    assert User.objects.filter(pk=buyer.pk).exists()
    assert ErasureItem.objects.filter(act="held", done_at=None).count() == 2


# --- at the desk ---------------------------------------------------------------------------------------


ANSWERS = {"reason": "geschil over een levering", "review_on": "2030-01-01"}


def test_a_hold_is_placed_on_a_practice_by_its_number_or_whole_name(practice: Practice) -> None:
    desk = the_officer()
    for whom in (practice.number, practice.name.upper()):
        desk.post(reverse("admin:privacy_hold_add"), {**ANSWERS, "whom": whom})
    assert [hold.subject for hold in Hold.objects.all()] == [practice.subject.uuid] * 2


def test_two_practices_of_one_name_are_told_apart_by_their_number(practice: Practice) -> None:
    other = people.a_practice(practice.name, "ander@linde.example")
    desk = the_officer()
    page = desk.post(reverse("admin:privacy_hold_add"), {**ANSWERS, "whom": practice.name})
    assert "klantnummer" in page.content.decode()
    assert not Hold.objects.exists()
    desk.post(reverse("admin:privacy_hold_add"), {**ANSWERS, "whom": other.number})
    assert Hold.objects.get().subject == other.subject.uuid


@pytest.mark.parametrize("tables", [[], ["orders.Order", "payments.Payment"]])
def test_rows_are_held_of_one_table(practice: Practice, tables: list[str]) -> None:
    desk = the_officer()
    answers = {**ANSWERS, "whom": practice.number, "rows": "7", "tables": tables}
    page = desk.post(reverse("admin:privacy_hold_add"), answers)
    assert "de ene tabel" in page.content.decode()
    assert not Hold.objects.exists()
