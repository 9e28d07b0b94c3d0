"""Reminders come by the table, once per invoice and level, and stop for what speaks against them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.debtors import mails, services
from shop.debtors.models import Dispute, Reminder, ReminderLine
from shop.invoicing import services as invoicing
from shop.payments.services import pay_now_address
from tests.shop.builders import a_practice
from tests.shop.debtors.builders import DUE, an_invoice, days_pass, on, paid, post_goes_out, without_files

pytestmark = pytest.mark.django_db
FIRST = "Herinnering aan openstaande facturen"
LAST = "Laatste herinnering aan openstaande facturen"


def test_in_sixty_days_each_level_comes_once_on_its_day_also_when_the_job_runs_twice() -> None:
    invoice = an_invoice(a_practice())
    assert days_pass(*range(-1, 61), times=2) == [(3, FIRST), (14, FIRST), (30, LAST)]
    levels = ReminderLine.objects.filter(invoice=invoice).order_by("level")
    assert list(levels.values_list("level", "open_cents")) == [(1, 121_000), (2, 121_000), (3, 121_000)]


def test_one_letter_per_level_lists_every_invoice_that_came_so_far() -> None:
    practice = a_practice()
    two = [an_invoice(practice), an_invoice(practice, net_cents=50_000)]
    younger = an_invoice(practice, due_on=DUE + timedelta(days=11))
    assert days_pass(3, 13, 14) == [(3, FIRST), (14, FIRST), (14, FIRST)]
    (first, *_rest) = mail.outbox
    for invoice in two:
        assert invoice.number in first.body
    assert ("€\u00a01.815,00" in first.body, younger.number in first.body) == (True, False)
    assert first.to == [practice.billing_email]


def test_a_run_that_is_late_passes_over_no_level_and_hurries_nobody() -> None:
    an_invoice(a_practice())
    assert days_pass(20, 21, 30, 31, 32, 46, 47, 60) == [(20, FIRST), (31, FIRST), (47, LAST)]


def test_payment_stops_also_a_letter_that_was_decided() -> None:
    practice = a_practice()
    invoice = an_invoice(practice)
    days_pass(3)
    with on(DUE + timedelta(days=14)):
        services.remind()
        invoicing.receive(invoice.pk, 121_000, reference="T", on=DUE)
        post_goes_out()
    assert days_pass(15, 30, 31) == []
    assert Reminder.objects.filter(practice=practice).count() == 1


def test_a_letter_about_many_invoices_asks_as_often_as_one_about_few() -> None:
    asked = []
    for invoices in (2, 6):
        practice = a_practice()
        for _ in range(invoices):
            an_invoice(practice)
        with on(DUE + timedelta(days=3)):
            services.remind_practice(practice.pk)
            reminder = practice.reminders.get()
            with CaptureQueriesContext(connection) as captured:
                mails.remind(reminder.pk)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_letter_leaves_out_what_was_disputed_after_it_was_decided() -> None:
    practice = a_practice()
    wrong, right = an_invoice(practice), an_invoice(practice)
    with on(DUE + timedelta(days=3)):
        services.remind()
        services.dispute(wrong.pk, reason="niet geleverd", by=None)
        post_goes_out()
    assert (wrong.number in mail.outbox[0].body, right.number in mail.outbox[0].body) == (False, True)


def test_a_disputed_invoice_is_silent_and_begins_where_it_was_after_a_pause() -> None:
    invoice = an_invoice(a_practice())
    assert days_pass(3, 10) == [(3, FIRST)]
    with on(DUE + timedelta(days=10)):
        row = services.dispute(invoice.pk, reason="niet geleverd", by=None)
        with pytest.raises(services.NothingToStop):
            services.dispute(invoice.pk, reason="nog eens", by=None)
    assert days_pass(14, 30) == []
    with on(DUE + timedelta(days=40)):
        services.end_dispute(row.pk, outcome="alsnog geleverd", by=None)
    assert days_pass(40, 50, 51, 66, 67) == [(51, FIRST), (67, LAST)]
    assert (Dispute.objects.count(), Dispute.objects.get().ended_on) == (1, DUE + timedelta(days=40))


def test_a_paused_practice_hears_nothing_until_its_day() -> None:
    practice = a_practice()
    an_invoice(practice)
    with on(DUE):
        services.pause(practice.pk, reason="regeling", until=DUE + timedelta(days=20), by=None)
        with pytest.raises(services.NothingToStop):
            services.pause(practice.pk, reason="nog een", until=None, by=None)
    assert days_pass(3, 20, 21, 22) == [(21, FIRST)]
    with on(DUE + timedelta(days=22)):
        services.pause(practice.pk, reason="verlengd", until=None, by=None)
        assert days_pass(32, 60) == []
        services.resume(practice.pk, reason="klaar", by=None)
    assert days_pass(61) == [(61, FIRST)]


def test_a_pause_ends_with_its_last_day_and_a_dispute_with_its_invoice() -> None:
    practice = a_practice()
    invoice, other = an_invoice(practice), an_invoice(practice)
    with on(DUE):
        services.pause(practice.pk, reason="regeling", until=DUE + timedelta(days=20), by=None)
        for one in (invoice, other):
            services.dispute(one.pk, reason="niet geleverd", by=None)
    with on(DUE + timedelta(days=20)):
        assert services.end_pauses() == 0
        paid(invoice)
    for ended in (1, 0):
        with on(DUE + timedelta(days=25)):
            assert services.end_pauses() == ended
    pause = practice.pauses.get()
    assert (pause.state, pause.ended_on) == ("ended", DUE + timedelta(days=20))
    disputes = Dispute.objects.order_by("pk").values_list("invoice", "state", "ended_on")
    assert list(disputes) == [
        (invoice.pk, "ended", DUE + timedelta(days=20)),
        (other.pk, "open", None),
    ]


def test_what_comes_to_a_level_later_on_a_day_waits_for_the_next() -> None:
    practice = a_practice()
    an_invoice(practice)
    services.dispute(an_invoice(practice).pk, reason="niet geleverd", by=None)
    assert days_pass(3) == [(3, FIRST)]
    Dispute.objects.all().delete()
    assert days_pass(3, 4) == [(4, FIRST)]


def test_nobody_is_reminded_whom_we_owe_as_much() -> None:
    practice = a_practice()
    an_invoice(practice)
    other = an_invoice(practice)
    with on(DUE - timedelta(days=5)):
        paid(other)
        invoicing.credit(other.pk, reason="terug", occasion="test:1")
        without_files()
        post_goes_out()
    mail.outbox.clear()
    assert days_pass(3, 30) == []


def test_the_last_letter_says_what_follows_and_the_invoices_are_enclosed() -> None:
    practice = a_practice()
    invoice = an_invoice(practice)
    invoicing.render_files(invoice.pk)
    days_pass(3, 14, 30)
    first, last = mail.outbox[0], mail.outbox[-1]
    assert [name for name, *_file in last.attachments] == [f"{invoice.number}.pdf"]
    assert ("15 april 2026" in last.body, "€\u00a0181,50" in last.body) == (True, True)
    assert "incassobureau" not in first.body
    assert pay_now_address(invoice) in first.body
    assert "rente" not in last.body  # no rate is known for these days
