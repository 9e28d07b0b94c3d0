"""Who asks to be erased is gone, after time to think again and not for whoever else asks (PV60, PV61)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Practice, User
from privacy import erasure, ties
from privacy.erasure import asking
from privacy.models import DataSubject, ErasureRun, Request
from shop.orders.models import Order
from tests.accounts import people
from tests.promises.people import (
    LAST_YEAR,
    NOTE,
    a_finished_order,
    erased,
    invoice_of,
    its_time_has_come,
    relay_all,
)
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV60")
@pytest.mark.promise("PV61")
def test_somebody_erases_themselves_and_the_practice_keeps_its_books(practice: Practice, buyer: User) -> None:
    order = a_finished_order(practice, buyer, LAST_YEAR)
    other = a_finished_order(practice, people.manager_of(practice), LAST_YEAR, delivery_last_name="zq99ander")
    before = Order.objects.filter(pk=other.pk).values().get(), invoice_of(order).snapshot
    browser = people.just_signed_in(buyer)
    page = browser.get(reverse("privacy:erasure")).content.decode()
    assert "medewerker" in page
    assert User.objects.filter(pk=buyer.pk).exists()
    browser.post(reverse("privacy:erasure"), {"password": people.PASSWORD})
    run = ErasureRun.objects.get()
    assert run.due_at - run.asked_at == timedelta(hours=24)
    relay_all()
    assert User.objects.filter(pk=buyer.pk).exists()

    run = its_time_has_come(run)

    assert run.state == "done"
    assert not User.objects.filter(pk=buyer.pk).exists()
    order.refresh_from_db()
    assert order.placed_by_id is None
    assert (order.delivery_first_name, order.delivery_last_name) == ("", "medewerker")
    assert (order.delivery_note, order.practice_id) == (NOTE, practice.pk)
    assert (Order.objects.filter(pk=other.pk).values().get(), invoice_of(order).snapshot) == before
    assert Practice.objects.get(pk=practice.pk).state == "approved"
    assert DataSubject.objects.get(uuid=run.subject).state == "erased"
    assert browser.get("/mijn/").status_code == 302


@pytest.mark.promise("PV60")
def test_customer_service_and_the_person_come_to_the_same(practice: Practice) -> None:
    reports = []
    for number, origin in enumerate(("account", "staff")):
        user = people.a_colleague(practice, "buyer", f"colleague{number}@linde.example")
        a_finished_order(practice, user, LAST_YEAR)
        report = erased(user.subject.uuid, origin=origin).report
        reports.append({act: report[act] for act in ("erased", "emptied", "kept", "held")})
    assert reports[0] == reports[1]
    assert reports[0]["erased"]["accounts.User"] == 1


def test_the_undo_window_can_be_nothing_at_all(settings: Any, buyer: User) -> None:
    settings.ERASURE_UNDO_HOURS = 0
    erasure.ask(buyer.subject.uuid)
    relay_all()
    assert ErasureRun.objects.get().state == "done"


def test_a_wrong_password_erases_nothing(buyer: User) -> None:
    browser = people.just_signed_in(buyer)
    answer = browser.post(reverse("privacy:erasure"), {"password": "een ander wachtwoord"})
    assert answer.status_code == 422
    assert not ErasureRun.objects.exists()


def test_an_old_sign_in_is_asked_for_the_password_again(buyer: User) -> None:
    browser = people.signed_in(buyer)
    answer = browser.get(reverse("privacy:erasure"))
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]


def test_it_can_be_taken_back_in_the_account_and_by_the_link(buyer: User) -> None:
    browser = people.just_signed_in(buyer)
    browser.post(reverse("privacy:erasure"), {"password": people.PASSWORD})
    browser.post(reverse("privacy:erasure_take_back"))
    assert ErasureRun.objects.get().state == "cancelled"
    assert Request.objects.get().state == "withdrawn"
    erasure.ask(buyer.subject.uuid)
    letter = [one for one in people.post_is_delivered() if "wissen" in one.body][-1]
    link = re.search(r"http\S+/privacy/wissen/\S+", letter.body)
    assert link is not None
    path = link[0].partition("//")[2].partition("/")[2]
    stranger = Client()
    assert stranger.get(f"/{path}").status_code == 200
    assert ErasureRun.objects.latest("pk").state == "waiting"
    stranger.post(f"/{path}")
    assert ErasureRun.objects.latest("pk").state == "cancelled"
    assert its_time_has_come(ErasureRun.objects.latest("pk")).state == "cancelled"
    assert User.objects.filter(pk=buyer.pk).exists()


def test_a_link_that_was_touched_leads_nowhere(buyer: User) -> None:
    run = erasure.ask(buyer.subject.uuid)
    token = asking.token_of(run)
    assert Client().post(reverse("privacy:erasure_cancel", args=[token[:-2] + "xx"])).status_code == 404
    assert ErasureRun.objects.get().state == "waiting"


def test_pressing_twice_is_one_erasure(buyer: User) -> None:
    first, second = erasure.ask(buyer.subject.uuid), erasure.ask(buyer.subject.uuid)
    assert first.pk == second.pk
    assert Request.objects.count() == 1


def test_an_open_payment_goes_on_when_a_person_leaves(practice: Practice, buyer: User) -> None:
    order = an_agreed_order(practice, placed_by=buyer)
    assert [tie.blocks for tie in ties.of(buyer.subject.uuid)] == [False]
    erased(buyer.subject.uuid)
    order.refresh_from_db()
    assert (order.state, order.placed_by_id) == ("awaiting_payment", None)
