"""The staff erases on request, holds for a claim, and cannot look into what is kept of the erased (PV62)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import erasure, requests
from privacy.checks import there_is_time_to_think_again
from privacy.erasure import receipt
from privacy.models import ErasureRun, Hold, Look, Request
from tests.accounts import people
from tests.promises.people import LAST_YEAR, a_finished_order, erased, invoice_of, its_time_has_come
from tests.shop.builders import a_colleague_of_the_house

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


def desk_of(role: str) -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house(role))
    return client


@pytest.mark.promise("PV62")
@pytest.mark.parametrize(("role", "sees"), [("finance", True), ("service", False), ("sales", False)])
def test_books_of_the_erased_are_opened_by_bookkeepers_only_and_each_opening_is_noted(
    practice: Practice, role: str, sees: bool
) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    invoice = invoice_of(order)
    desk = desk_of(role)
    pages = {
        reverse("admin:invoicing_invoice_change", args=[invoice.pk]),
        reverse("admin:orders_order_change", args=[order.pk]),
    }
    assert {desk.get(page).status_code for page in pages} == {200}
    erased(practice.subject.uuid)
    before = Look.objects.count()
    answers = {desk.get(page).status_code for page in pages}
    found = desk.get(reverse("admin:orders_order_changelist"), {"q": order.number}).content.decode()
    assert answers == ({200} if sees else {302})
    assert (f"/{order.pk}/change/" in found) == sees
    if sees:
        opened = Look.objects.filter(pk__gt=0, place="invoicing.Invoice change")
        assert Look.objects.count() - before >= len(pages)
        assert opened.latest("pk").subject == practice.subject.uuid


def test_books_of_others_stay_ordinary_work(practice: Practice) -> None:
    a_finished_order(practice, None, LAST_YEAR)
    other = people.a_practice("Mondzorg De Eik", "eik@eik.example", state=Practice.State.APPROVED)
    order = a_finished_order(other, None, LAST_YEAR)
    erased(practice.subject.uuid)
    assert desk_of("service").get(reverse("admin:orders_order_change", args=[order.pk])).status_code == 200


@pytest.mark.promise("PV60")
def test_staff_sees_the_same_preview_and_asks_for_the_same_erasure(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    desk = desk_of("privacy officer")
    page = reverse("admin:privacy_erasurerun_ask", args=[buyer.subject_id])
    assert page in desk.get(reverse("admin:accounts_user_change", args=[buyer.pk])).content.decode()
    assert desk.get(page).status_code == 200
    assert not ErasureRun.objects.exists()
    desk.post(page)
    run = ErasureRun.objects.get()
    assert (run.origin, run.state) == ("staff", "waiting")
    run = its_time_has_come(run)
    text = desk.get(reverse("admin:privacy_erasurerun_change", args=[run.pk])).content.decode()
    assert receipt.mark_of(run) in text
    assert "bo@linde.example" not in text
    assert not User.objects.filter(pk=buyer.pk).exists()


def test_staff_takes_an_erasure_back_in_time(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    run = erasure.ask(buyer.subject.uuid)
    desk = desk_of("privacy officer")
    desk.post(reverse("admin:privacy_erasurerun_act", args=[run.pk, "take-back"]))
    assert ErasureRun.objects.get().state == "cancelled"


def test_who_does_not_decide_about_privacy_erases_nobody(practice: Practice) -> None:
    subject = people.manager_of(practice).subject_id
    for role in ("sales", "service", "warehouse", "finance"):
        answer = desk_of(role).post(reverse("admin:privacy_erasurerun_ask", args=[subject]))
        assert answer.status_code in {302, 403}
    assert not ErasureRun.objects.exists()


@pytest.mark.promise("PV42")
def test_a_hold_is_placed_with_a_reason_and_a_day_and_released_once(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    desk = desk_of("privacy officer")
    page = reverse("admin:privacy_hold_add")
    answers = {"whom": buyer.email, "reason": "geschil over een levering", "tables": ["orders.Order"]}
    yesterday = clock.today() - timedelta(days=1)
    desk.post(page, {**answers, "review_on": yesterday.isoformat()})
    desk.post(page, {**answers, "whom": "niemand@linde.example", "review_on": "2030-01-01"})
    assert not Hold.objects.exists()
    desk.post(page, {**answers, "review_on": "2030-01-01", "rows": "7, 9"})
    hold = Hold.objects.get()
    assert (hold.subject, hold.tables, hold.rows) == (buyer.subject.uuid, ["orders.Order"], [7, 9])
    assert hold.placed_by is not None
    assert "bo" in desk.get(reverse("admin:privacy_hold_change", args=[hold.pk])).content.decode().lower()
    desk.post(reverse("admin:privacy_hold_act", args=[hold.pk, "release"]))
    hold.refresh_from_db()
    assert hold.released_at is not None
    assert desk.get(reverse("admin:privacy_hold_act", args=[hold.pk, "release"])).status_code == 404


def test_what_waits_for_the_staff_stands_on_the_first_page(practice: Practice) -> None:
    erasure.place(practice.subject.uuid, "geschil", clock.today(), by=None)
    erased(people.manager_of(practice).subject.uuid)
    client = people.signed_in(people.somebody_of_the_staff(), second_factor=True)
    first = client.get(reverse("admin:index")).content.decode()
    assert "manager=none" in first
    assert "standing=review" in first
    listed = client.get(f"{reverse('admin:accounts_practice_changelist')}?manager=none").content.decode()
    assert practice.number in listed
    held = client.get(f"{reverse('admin:privacy_hold_changelist')}?standing=review").content.decode()
    assert "privacy/hold/" in held


def test_something_overdue_is_red(practice: Practice) -> None:
    client = people.signed_in(people.somebody_of_the_staff(), second_factor=True)
    assert client.get(reverse("statusz")).json()["overdue_periods"] == []
    a_finished_order(practice, None, date(2020, 1, 1))
    answer = client.get(reverse("statusz")).json()
    assert answer["is_red"]
    assert any("orders.Order.closed_at" in rule for rule in answer["overdue_periods"])


def test_the_terminal_previews_and_asks(practice: Practice, capsys: Any) -> None:
    manager = people.manager_of(practice)
    call_command("privacy_erase", manager.email, "--preview")
    assert "erased: people 1" in capsys.readouterr().out
    assert not ErasureRun.objects.exists()
    call_command("privacy_erase", manager.email)
    assert ErasureRun.objects.get().origin == "staff"


@pytest.mark.parametrize(("hours", "faults"), [(0, 0), (72, 0), (73, 1), (-1, 1)])
def test_the_time_to_think_again_has_its_bounds(settings: Any, hours: int, faults: int) -> None:
    settings.ERASURE_UNDO_HOURS = hours
    assert len(there_is_time_to_think_again()) == faults


def test_a_request_that_came_by_mail_is_carried_out_when_it_is_granted(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    asked = requests.open(buyer.subject.uuid, Request.Kind.ERASURE, source="mail", email=buyer.email)
    Request.objects.update(identity=Request.Identity.RECOGNISED)
    act = reverse("admin:privacy_request_act", args=[asked.pk, "decide"])
    desk_of("privacy officer").post(act, {"outcome": "granted", "article": "", "answer": ""})
    run = its_time_has_come(ErasureRun.objects.get())
    asked.refresh_from_db()
    assert (run.request_id, asked.state, asked.subject, asked.email) == (asked.pk, "granted", None, "")


def test_who_previews_an_erasure_at_the_desk_stands_in_the_journal_of_looks(practice: Practice) -> None:
    manager = people.manager_of(practice)
    desk_of("privacy officer").get(reverse("admin:privacy_erasurerun_ask", args=[manager.subject_id]))
    seen = Look.objects.get(subject=manager.subject.uuid)
    assert (seen.place, seen.role) == ("privacy.ErasureRun preview", "privacy officer")
