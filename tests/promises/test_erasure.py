"""Who asks to be erased is gone, but for what a law keeps and a claim holds (PV42, PV60 to PV62)."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Practice, User
from d4d.foundation import clock
from d4d.foundation.models import StateChange
from privacy import erasure, journal, ties
from privacy.erasure import asking, carrying, receipt
from privacy.models import DataSubject, Disclosure, ErasureRun, Request
from shop.orders.models import Order
from shop.shipping.models import Parcel
from tests.accounts import people
from tests.promises.people import (
    NOTE,
    a_finished_order,
    erased,
    invoice_of,
    its_time_has_come,
    relay_all,
)
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _journals(settings: Any, tmp_path: Any) -> None:
    settings.ERASURE_JOURNALS = [str(tmp_path / "a"), str(tmp_path / "b")]
    settings.DATA_DIR = tmp_path


@pytest.fixture
def practice() -> Practice:
    return people.a_practice(state=Practice.State.APPROVED)


@pytest.fixture
def buyer(practice: Practice) -> User:
    return people.a_colleague(practice, "buyer", "zq07bo@linde.example")


def fresh(user: User) -> Client:
    """A browser in which somebody signed in a moment ago with their password."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": people.PASSWORD})
    return client


@pytest.mark.promise("PV60")
@pytest.mark.promise("PV61")
def test_somebody_erases_themselves_and_the_practice_keeps_its_books(practice: Practice, buyer: User) -> None:
    order = a_finished_order(practice, buyer, LAST_YEAR)
    other = a_finished_order(practice, people.manager_of(practice), LAST_YEAR, delivery_last_name="zq99ander")
    before = Order.objects.filter(pk=other.pk).values().get(), invoice_of(order).snapshot
    browser = fresh(buyer)
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


@pytest.mark.promise("PV61")
def test_it_happens_without_anybody_once_the_time_is_over(buyer: User) -> None:
    run = erasure.ask(buyer.subject.uuid)
    erasure.carry_out_due()
    assert ErasureRun.objects.get().state == "waiting"
    ErasureRun.objects.update(due_at=clock.now())
    erasure.carry_out_due()
    assert ErasureRun.objects.get(pk=run.pk).state == "done"


def test_the_undo_window_can_be_nothing_at_all(settings: Any, buyer: User) -> None:
    settings.ERASURE_UNDO_HOURS = 0
    erasure.ask(buyer.subject.uuid)
    relay_all()
    assert ErasureRun.objects.get().state == "done"


def test_a_wrong_password_erases_nothing(buyer: User) -> None:
    browser = fresh(buyer)
    answer = browser.post(reverse("privacy:erasure"), {"password": "een ander wachtwoord"})
    assert answer.status_code == 422
    assert not ErasureRun.objects.exists()


def test_an_old_sign_in_is_asked_for_the_password_again(buyer: User) -> None:
    browser = people.signed_in(buyer)
    answer = browser.get(reverse("privacy:erasure"))
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]


def test_it_can_be_taken_back_in_the_account_and_by_the_link(buyer: User) -> None:
    browser = fresh(buyer)
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


def test_sessions_end_everywhere_when_it_begins(buyer: User) -> None:
    one, two = fresh(buyer), fresh(buyer)
    assert two.get("/mijn/").status_code == 200
    keys = {one.session.session_key, two.session.session_key}
    erased(buyer.subject.uuid)
    assert not Session.objects.filter(session_key__in=keys).exists()
    assert two.get("/mijn/").status_code == 302


@pytest.mark.parametrize("dies_after", [0, 1, 3])
def test_an_erasure_that_dies_half_way_is_finished_later(
    practice: Practice, buyer: User, dies_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = a_finished_order(practice, buyer, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    done = iter(range(dies_after))
    whole = carrying._do

    def dying(item_id: int) -> None:
        if next(done, None) is None:
            raise KeyboardInterrupt
        whole(item_id)

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_do", dying)
        with pytest.raises(KeyboardInterrupt):
            erasure.carry_out(run.pk)
    assert ErasureRun.objects.get().state == "erasing"
    assert [entry.run for entry in journal.entries()] == [run.uuid]
    assert fresh(buyer).get("/mijn/").status_code == 302

    erasure.carry_out_due()

    order.refresh_from_db()
    assert order.delivery_last_name == "medewerker"
    assert not User.objects.filter(pk=buyer.pk).exists()
    assert ErasureRun.objects.get().report["erased"]["accounts.User"] == 1
    assert len(journal.entries()) == 1


def test_what_comes_in_meanwhile_goes_too(
    practice: Practice, buyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    whole, late = carrying._do_what_is_left, iter([order.pk])

    def with_a_late_row(one: ErasureRun) -> None:
        whole(one)
        if pk := next(late, None):
            Disclosure.objects.create(
                subject=run.subject,
                recipient="postnl",
                purpose="delivery",
                fields=[],
                occasion=f"box {pk}",
            )

    monkeypatch.setattr(carrying, "_do_what_is_left", with_a_late_row)
    erasure.carry_out(run.pk)
    assert not Disclosure.objects.filter(subject=run.subject).exists()


def test_two_at_once_come_to_one_end(practice: Practice, buyer: User) -> None:
    a_finished_order(practice, buyer, LAST_YEAR)
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    begun = carrying._begin(run.pk)
    assert begun is not None
    assert erasure.carry_out(run.pk)
    assert erasure.carry_out(run.pk)
    assert carrying._begin(run.pk) is None
    assert StateChange.objects.filter(kind="privacy.ErasureRun", went_to="done").count() == 1


@pytest.mark.promise("PV62")
def test_the_receipt_says_what_stays_until_when_and_is_forgotten_once_sent(practice: Practice) -> None:
    order = a_finished_order(practice, people.manager_of(practice), LAST_YEAR)
    manager = people.manager_of(practice)
    run = erased(practice.subject.uuid, by=manager.subject.uuid)
    letter = next(one for one in mail.outbox if one.attachments and "wis" in one.subject.lower())
    assert letter.to == [practice.billing_email]
    _name, content, kind = letter.attachments[0]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert kind == "application/pdf"
    assert "AWR art. 52" in text
    assert "1 januari 2033" in text
    assert receipt.mark_of(run) in text
    assert practice.name not in text
    assert run.sealed_address == ""
    assert order.number not in text


def test_the_mark_of_a_receipt_changes_with_what_it_says(buyer: User) -> None:
    run = erased(buyer.subject.uuid)
    mark = receipt.mark_of(run)
    run.report["erased"]["accounts.User"] = 2
    assert receipt.mark_of(run) != mark


def test_an_address_that_no_receipt_went_to_is_forgotten_after_a_day(buyer: User) -> None:
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    erasure.carry_out(run.pk)
    run.refresh_from_db()
    assert "zq07bo" not in run.sealed_address
    assert run.sealed_address
    from privacy.erasure import letters

    letters.forget_addresses()
    assert ErasureRun.objects.exclude(sealed_address="").exists()
    ErasureRun.objects.update(started_at=clock.now() - timedelta(hours=25))
    letters.forget_addresses()
    assert not ErasureRun.objects.exclude(sealed_address="").exists()


@pytest.mark.promise("PV62")
def test_a_practice_leaves_empty_and_its_books_stay(practice: Practice) -> None:
    manager = people.manager_of(practice)
    order = a_finished_order(practice, manager, LAST_YEAR)
    snapshot = invoice_of(order).snapshot
    run = erased(practice.subject.uuid)
    practice.refresh_from_db()
    assert (practice.state, practice.name, practice.kvk_number, practice.billing_email, practice.phone) == (
        "closed",
        "voormalige klant",
        "",
        "",
        "",
    )
    assert not practice.addresses.exists()
    assert not practice.memberships.exists()
    assert User.objects.filter(pk=manager.pk).exists()
    order.refresh_from_db()
    assert (order.delivery_note, order.reference) == ("", "")
    assert invoice_of(order).snapshot == snapshot
    assert not Parcel.objects.exists()
    kept = {line["table"]: line for line in run.report["kept"]}
    assert kept["invoicing.Invoice"] == {
        "table": "invoicing.Invoice",
        "rows": 1,
        "law": "AWR art. 52",
        "until": "2033-01-01",
    }


def test_proof_of_a_supply_without_vat_stays_with_its_books(practice: Practice) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    Order.objects.filter(pk=order.pk).update(vat_treatment="intra_community")
    practice.vat_checks.create(vat_id="BE0123456749", answer="valid")
    erased(practice.subject.uuid)
    assert Parcel.objects.count() == 1
    assert practice.vat_checks.count() == 1


def test_a_practice_that_owes_cannot_close_until_it_paid(practice: Practice) -> None:
    order = an_agreed_order(practice)
    browser = fresh(people.manager_of(practice))
    page = browser.get(reverse("privacy:erasure_practice")).content.decode()
    assert order.number in page
    assert "password" not in page
    with pytest.raises(erasure.CannotBeErased) as refusal:
        erasure.ask(practice.subject.uuid)
    assert [tie.blocks for tie in refusal.value.reasons] == [True]
    assert not ErasureRun.objects.exists()


def test_an_order_that_comes_in_while_one_thinks_puts_the_closing_off(practice: Practice) -> None:
    run = erasure.ask(practice.subject.uuid)
    an_agreed_order(practice)
    run = its_time_has_come(run)
    assert run.state == "waiting"
    assert run.due_at > clock.now() + timedelta(hours=23)
    assert Practice.objects.get().name == practice.name


def test_only_a_manager_closes_a_practice(buyer: User) -> None:
    assert fresh(buyer).get(reverse("privacy:erasure_practice")).status_code == 403


def test_an_open_payment_goes_on_when_a_person_leaves(practice: Practice, buyer: User) -> None:
    order = an_agreed_order(practice, placed_by=buyer)
    assert [tie.blocks for tie in ties.of(buyer.subject.uuid)] == [False]
    erased(buyer.subject.uuid)
    order.refresh_from_db()
    assert (order.state, order.placed_by_id) == ("awaiting_payment", None)


def test_the_last_manager_is_asked_for_a_successor_and_then_staff_takes_over(practice: Practice) -> None:
    manager = people.manager_of(practice)
    assert practice.name in fresh(manager).get(reverse("privacy:erasure")).content.decode()
    assert not Practice.objects.without_manager().exists()
    erased(manager.subject.uuid)
    assert list(Practice.objects.without_manager()) == [practice]
    assert Practice.objects.get().state == "approved"
