"""What a claim holds stays, who got the data hears of it, and a restore brings nobody back (PV42)."""

from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.models import Membership, Practice, User
from d4d.foundation import clock
from d4d.foundation.models import StateChange
from privacy import erasure, journal
from privacy.models import DataSubject, Disclosure, ErasureItem, ErasureRun, Hold, Request
from shop.invoicing.models import Invoice
from tests.accounts import people
from tests.promises.people import (
    LAST_YEAR,
    NAME,
    NOTE,
    REFERENCE,
    a_finished_order,
    erased,
    relay_all,
)

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV42")
def test_a_hold_keeps_exactly_its_rows_until_it_is_released(practice: Practice, buyer: User) -> None:
    mine = a_finished_order(practice, buyer, LAST_YEAR)
    free = a_finished_order(practice, buyer, LAST_YEAR)
    clerk = people.somebody_of_the_staff()
    hold = erasure.place(
        buyer.subject.uuid,
        "geschil over een levering",
        date(2027, 1, 1),
        by=clerk.subject.uuid,
        tables=["orders.Order"],
        rows=[mine.pk],
    )
    assert [line.rows for line in erasure.preview(buyer.subject.uuid).held] == [1]
    run = erased(buyer.subject.uuid)
    mine.refresh_from_db()
    free.refresh_from_db()
    assert (mine.delivery_last_name, free.delivery_last_name) == (NAME, "medewerker")
    assert run.report["held"] == {"orders.Order": 1}
    assert Request.objects.get().state == "partly_granted"
    assert erasure.erase_what_was_released() == 0

    erasure.release(hold.pk, by=clerk.subject.uuid)
    assert erasure.erase_what_was_released() == 1
    relay_all()

    mine.refresh_from_db()
    assert mine.delivery_last_name == "medewerker"
    assert (mine.delivery_note, mine.reference) == (NOTE, REFERENCE)
    assert erasure.erase_what_was_released() == 0


def test_a_hold_on_everything_keeps_the_account_itself(buyer: User) -> None:
    hold = erasure.place(buyer.subject.uuid, "geschil", date(2027, 1, 1), by=None)
    erased(buyer.subject.uuid)
    row = User.objects.get(pk=buyer.pk)
    assert (row.email, row.is_active) == (buyer.email, False)
    erasure.release(hold.pk, by=None)
    erasure.erase_what_was_released()
    relay_all()
    assert not User.objects.filter(pk=buyer.pk).exists()


def test_what_a_held_row_stands_on_stays_with_it(buyer: User) -> None:
    erasure.place(buyer.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=["account.EmailAddress"])
    run = erased(buyer.subject.uuid)
    assert EmailAddress.objects.filter(user=buyer.pk).exists()
    assert run.report["held"] == {"account.EmailAddress": 1, "accounts.User": 1}
    assert not Membership.objects.filter(user=buyer.pk).exists()


def test_a_hold_says_when_it_must_be_looked_at_again() -> None:
    subject = DataSubject.objects.create().uuid
    erasure.place(subject, "geschil", date(2026, 12, 1), by=None)
    assert not Hold.objects.to_review(date(2026, 11, 30)).exists()
    assert Hold.objects.to_review(date(2026, 12, 1)).exists()


def test_recipients_hear_of_it_or_are_noted(settings: Any, buyer: User) -> None:
    settings.RECIPIENT_MAILBOXES = {"brevo": "privacy@recipient.example"}
    subject = buyer.subject.uuid
    for recipient in ("brevo", "postnl"):
        Disclosure.objects.create(
            subject=subject, recipient=recipient, purpose="delivery", fields=["email"], occasion="parcel P-1"
        )
    run = erased(subject)
    letters = [one for one in mail.outbox if one.to == ["privacy@recipient.example"]]
    assert ["parcel P-1" in one.body for one in letters] == [True]
    assert "zq07bo" not in letters[0].body
    noted = Disclosure.objects.filter(occasion=f"erasure {run.uuid} told")
    assert {row.recipient for row in noted if not row.fields} == {"postnl"}
    assert not Disclosure.objects.filter(subject=subject).exists()


def test_a_restored_database_forgets_the_same_people_again(practice: Practice, buyer: User) -> None:
    order = a_finished_order(practice, buyer, LAST_YEAR)
    entry = journal.Entry(clock.today(), DataSubject.objects.create().uuid, buyer.subject.uuid)
    assert erasure.replay([entry]) == 1
    order.refresh_from_db()
    assert order.delivery_last_name == "medewerker"
    assert not User.objects.filter(pk=buyer.pk).exists()
    assert ErasureRun.objects.get().uuid == entry.run
    assert not [one for one in mail.outbox if buyer.email in one.to]
    assert erasure.replay([entry]) == 1
    assert ErasureRun.objects.count() == 1


def test_a_run_that_was_waiting_in_the_restored_database_is_that_run(buyer: User) -> None:
    waiting = erasure.ask(buyer.subject.uuid)
    entry = journal.Entry(clock.today(), DataSubject.objects.create().uuid, buyer.subject.uuid)
    erasure.replay([entry])
    waiting.refresh_from_db()
    assert (waiting.uuid, waiting.state) == (entry.run, "done")


def test_the_numbers_of_rows_are_forgotten_and_the_report_holds_nothing_personal(
    practice: Practice, buyer: User
) -> None:
    a_finished_order(practice, buyer, LAST_YEAR)
    run = erased(buyer.subject.uuid)
    assert not ErasureItem.objects.exclude(ids=[]).exists()
    assert "zq0" not in str(run.report)
    assert set(run.report) == {"recipients", "erased", "emptied", "held", "kept"}


def test_words_of_the_staff_about_somebody_go_with_them(practice: Practice) -> None:
    StateChange.objects.create(
        kind="accounts.Practice",
        row_id=practice.pk,
        came_from="denied",
        went_to="pending",
        reason="zq08",
    )
    erased(practice.subject.uuid)
    assert not StateChange.objects.filter(reason__contains="zq08").exists()


def test_a_second_look_finds_nothing_left(practice: Practice, buyer: User) -> None:
    a_finished_order(practice, buyer, LAST_YEAR)
    erased(buyer.subject.uuid)
    seen = erasure.preview(buyer.subject.uuid)
    assert (seen.erased, seen.emptied) == ([], [])
    assert Invoice.objects.count() == 1
    assert Membership.objects.filter(user=buyer.pk).count() == 0
