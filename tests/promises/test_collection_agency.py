"""A collection agency comes in after the last reminder only, gets fixed fields, and the customer is told."""

import csv
import io
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils.translation import override

from accounts.models import Practice
from privacy.disclosure import NotOnTheList, disclose
from privacy.models import Disclosure
from privacy.vocabulary import COLLECTION
from shop.debtors import mails, services
from shop.debtors.dossier import WORDS, Claim, Owing
from shop.debtors.models import CollectionCase
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from tests.accounts.people import dutch, signed_in
from tests.promises.desk import a_customer, a_role, both_parts
from tests.shop.debtors.builders import DUE, an_invoice, days_pass, on, paid, post_goes_out, without_files

pytestmark = [pytest.mark.django_db, pytest.mark.promise("PV53")]
AGENCY = "dossiers@incasso.example"
FIELDS = [
    "customer_number",
    "practice",
    "street",
    "house_number",
    "addition",
    "postcode",
    "city",
    "country",
    "kvk_number",
    "invoice_number",
    "invoice_date",
    "due_on",
    "amount",
]
LAST_WORD = DUE + timedelta(days=30)
MAY_GO = LAST_WORD + timedelta(days=14 + 1)  # the letter leaves fourteen days, and those are whole


@pytest.fixture
def practice() -> Practice:
    return a_customer().memberships.get().practice


def handed_over(practice: Practice) -> CollectionCase:
    dossier = services.dossier_for(practice)
    assert dossier
    by = a_role("finance", "geld@d4d.example").subject.uuid
    case = services.hand_over(practice.pk, seen=dossier.fingerprint(), reason="blijft open", by=by)
    mail.outbox.clear()
    post_goes_out()
    return case


def warned(practice: Practice, **facts: Any) -> Invoice:
    """An invoice of which the last reminder has gone out."""
    invoice = an_invoice(practice, **facts)
    days_pass(3, 14, 30)
    return invoice


def to(address: str) -> list[Any]:
    return [one for one in mail.outbox if one.to == [address]]


def test_before_the_last_reminder_and_its_fortnight_nothing_may_go(practice: Practice) -> None:
    an_invoice(practice)
    assert days_pass(3, 14, 29) != []
    with on(MAY_GO):
        assert services.dossier_for(practice) is None  # the last letter is still to come
    days_pass(30)
    with on(MAY_GO - timedelta(days=1)):
        assert services.dossier_for(practice) is None
        with pytest.raises(services.CannotBeHandedOver):
            services.hand_over(practice.pk, seen="", reason="", by=practice.subject.uuid)
    with on(MAY_GO):
        assert services.dossier_for(practice) is not None
    assert not Disclosure.objects.filter(recipient="collection").exists()


def test_the_agency_gets_the_fixed_fields_and_the_customer_hears_and_sees_it(practice: Practice) -> None:
    invoice = warned(practice)
    with on(MAY_GO):
        case = handed_over(practice)
        shared = signed_in(practice.memberships.get().user).get("/mijn/privacy/gedeeld/").content.decode()

    (dossier,) = to(AGENCY)
    ((name, content, _kind),) = dossier.attachments
    rows = list(csv.reader(io.StringIO(str(content)), delimiter=";"))
    assert (name, rows[0]) == (f"{case}.csv", FIELDS)
    assert rows[1][:2] == [practice.number, practice.name]
    assert rows[1][-4:] == [invoice.number, str(invoice.issued_on), str(DUE), "1210.00"]
    assert len(rows) == 2
    for part in both_parts(dossier):
        assert (practice.name in part, practice.billing_email in part) == (False, False)

    (told,) = Disclosure.objects.filter(recipient="collection")
    filled = {name for name, value in zip(FIELDS, rows[1], strict=True) if value}
    assert (told.subject, set(told.fields)) == (practice.subject.uuid, filled)
    (letter,) = to(practice.billing_email)
    assert (invoice.number in letter.body, "overgedragen" in letter.subject) == (True, True)
    assert dutch("Collection agency") in shared


def test_there_is_no_room_for_anything_else() -> None:
    assert [one.name for one in (*fields(Owing), *fields(Claim))] == FIELDS
    assert set(FIELDS) <= COLLECTION.gets
    with pytest.raises(NotOnTheList):
        disclose(COLLECTION, {"email": "x"}, lambda: None, subject=None, occasion="collection 1")


def test_what_is_disputed_stays_out_and_alone_stops_it(practice: Practice) -> None:
    wrong, right = an_invoice(practice), warned(practice)
    with on(MAY_GO):
        services.dispute(wrong.pk, reason="niet geleverd", by=None)
        dossier = services.dossier_for(practice)
        assert dossier
        assert [claim.invoice_number for claim in dossier.claims] == [right.number]
        row = services.dispute(right.pk, reason="ook niet", by=None)
        assert services.dossier_for(practice) is None
        services.end_dispute(row.pk, outcome="toch wel", by=None)
        services.pause(practice.pk, reason="regeling", until=None, by=None)
        assert services.dossier_for(practice) is None


def test_without_a_balance_nothing_goes_and_a_restriction_stops_no_claim(practice: Practice) -> None:
    warned(practice)
    paid_before = an_invoice(practice)
    with on(MAY_GO):
        paid(paid_before)
        invoicing.credit(paid_before.pk, reason="terug", occasion="test:1")
        without_files()
        assert services.dossier_for(practice) is None
    with on(MAY_GO):
        note = paid_before.credit_notes.get()
        invoicing.settle(note.pk, 121_000, "test:2", "refund")
    with on(MAY_GO):
        practice.subject.state = "restricted"
        practice.subject.save()
        handed_over(practice)
    assert len(to(AGENCY)) == 1


def test_what_changed_since_it_was_seen_does_not_leave(practice: Practice) -> None:
    invoice = warned(practice)
    with on(MAY_GO):
        seen = services.dossier_for(practice)
        assert seen
        invoicing.receive(invoice.pk, 21_000, reference="T", on=date(2026, 4, 1))
        with pytest.raises(services.HasChanged):
            services.hand_over(practice.pk, seen=seen.fingerprint(), reason="x", by=practice.subject.uuid)
    assert not CollectionCase.objects.exists()


def test_paid_is_called_back_and_both_hear_of_it(practice: Practice) -> None:
    invoice = warned(practice)
    with on(MAY_GO):
        case = handed_over(practice)
    assert days_pass(50, 60) == []  # the agency writes now
    mail.outbox.clear()
    with on(MAY_GO + timedelta(days=7)):
        paid(invoice)
        post_goes_out()
    (stop,), (letter,) = to(AGENCY), to(practice.billing_email)
    assert (invoice.number in stop.subject, practice.number in stop.body) == (True, True)
    assert invoice.number in letter.subject
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("recalled", MAY_GO + timedelta(days=7))
    last = Disclosure.objects.filter(recipient="collection").latest("pk")
    assert last.fields == ["customer_number", "invoice_number"]


def test_what_is_paid_before_the_dossier_leaves_does_not_leave(practice: Practice) -> None:
    invoice = warned(practice)
    with on(MAY_GO):
        dossier = services.dossier_for(practice)
        assert dossier
        services.hand_over(practice.pk, seen=dossier.fingerprint(), reason="x", by=practice.subject.uuid)
        invoicing.receive(invoice.pk, 121_000, reference="T", on=MAY_GO)
        services.recall_invoice(invoice.pk, reason="paid")
        mail.outbox.clear()
        post_goes_out()
    assert (to(AGENCY), to(practice.billing_email)) == ([], [])
    assert not Disclosure.objects.filter(recipient="collection").exists()


def test_the_agency_hears_of_no_invoice_that_it_never_got(practice: Practice) -> None:
    kept_back, sent = an_invoice(practice), warned(practice)
    with on(MAY_GO):
        dossier = services.dossier_for(practice)
        assert dossier
        services.hand_over(practice.pk, seen=dossier.fingerprint(), reason="x", by=practice.subject.uuid)
        services.dispute(kept_back.pk, reason="niet geleverd", by=None)
        mail.outbox.clear()
        post_goes_out()
    assert [kept_back.number in part for one in mail.outbox for part in both_parts(one)] == [False] * 4
    (letter,) = to(AGENCY)
    ((_name, content, _kind),) = letter.attachments
    assert (sent.number in str(content), kept_back.number in str(content)) == (True, False)
    assert CollectionCase.objects.get().lines.exclude(sent_at=None).get().invoice_id == sent.pk


def test_who_heard_of_the_agency_hears_that_it_stops_also_when_nothing_left_yet(practice: Practice) -> None:
    invoice = warned(practice)
    with on(MAY_GO):
        dossier = services.dossier_for(practice)
        assert dossier
        by = practice.subject.uuid
        case = services.hand_over(practice.pk, seen=dossier.fingerprint(), reason="x", by=by)
        mails.tell_of_collection(case.pk)
        services.recall_invoice(invoice.pk, reason="paid")
        mail.outbox.clear()
        post_goes_out()
    (letter,) = mail.outbox
    assert (letter.to, invoice.number in letter.subject) == ([practice.billing_email], True)


def test_the_desk_sees_what_leaves_before_it_decides(practice: Practice) -> None:
    invoice = warned(practice)
    path = f"/beheer/debtors/debtor/{practice.pk}/collect/do/"
    with on(MAY_GO):
        client = signed_in(a_role("finance", "geld@d4d.example"), second_factor=True)
        page = client.get(path)
        text = page.content.decode()
        with override("nl"):
            words = [str(WORDS[name]) for name in FIELDS]
        assert all(word in text for word in (*words, invoice.number, practice.name, "1.210,00"))
        seen = page.context["form"].initial["seen"]
        assert client.post(path, {"reason": "blijft open", "seen": seen}).status_code == 302
        sales = signed_in(a_role("sales", "verkoop@d4d.example"), second_factor=True)
        assert sales.get(path).status_code == 403
    assert CollectionCase.objects.get().lines.get().invoice_id == invoice.pk
