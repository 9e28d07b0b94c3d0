"""What a practice pays beyond is kept for it: set off against an invoice, or given back, to the cent."""

from typing import Any

import pytest
from django.test import Client

from d4d.foundation import clock
from privacy.models import DataSubject
from privacy.ties import IsLeaving
from shop.invoicing import services
from shop.invoicing.books import ageing
from shop.invoicing.models import BalanceEntry, BankLine, Invoice
from tests.shop.builders import a_colleague_of_the_house, a_practice
from tests.shop.invoicing.statements import OURS, an_invoice, camt, entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


def desk() -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house("finance"))
    return client


def overpaid() -> Invoice:
    """An invoice of 12.10 for which 20.00 came."""
    invoice = an_invoice()
    services.import_file(camt(entry(2_000, invoice.number)))
    return invoice


def page_of(line: BankLine) -> str:
    return f"/beheer/invoicing/bankline/{line.pk}/book/"


def test_what_is_paid_beyond_is_kept_and_pays_the_next_invoice() -> None:
    client, invoice = desk(), overpaid()
    line = BankLine.objects.get()
    assert (line.state, line.left_cents()) == ("open", 790)
    assert client.post(page_of(line), {"customer": invoice.customer.number}).status_code == 302
    line.refresh_from_db()
    assert (line.state, line.left_cents(), line.text) == ("booked", 0, "")
    assert services.open_cents(invoice.customer) == -790
    (debtor,) = ageing.open_items(clock.today())
    assert debtor.total_cents == -790

    later = an_invoice(invoice.customer)
    page = f"/beheer/invoicing/invoice/{later.pk}/"
    assert f"{page}use-credit/do/" in client.get(f"{page}change/").content.decode()
    assert client.post(f"{page}use-credit/do/").status_code == 302
    assert (later.open_now(), services.balance_cents(invoice.customer.pk)) == (420, 0)
    assert not BalanceEntry.objects.unused().exists()


def test_credit_is_given_back_by_a_transfer_and_never_more_than_there_is() -> None:
    client, invoice = desk(), overpaid()
    services.keep_rest(BankLine.objects.get().pk, invoice.customer)
    for cents, status in ((-791, 200), (-790, 302)):
        services.import_file(camt(entry(cents, f"terug {invoice.number}", reference=str(cents))))
        line = BankLine.objects.latest("pk")
        assert client.post(page_of(line), {"customer": invoice.customer.number}).status_code == status
    assert services.balance_cents(invoice.customer.pk) == 0
    assert BankLine.objects.to_look_at().get().amount_cents == -791


def test_a_transfer_of_one_practice_is_never_kept_for_another() -> None:
    overpaid()
    line = BankLine.objects.get()
    with pytest.raises(services.NothingToKeep):
        services.keep_rest(line.pk, a_practice())
    assert not BalanceEntry.objects.exists()
    assert desk().post(page_of(line), {"customer": "1"}).status_code == 200


def test_what_was_kept_for_the_wrong_practice_is_taken_back_once() -> None:
    client = desk()
    services.import_file(camt(entry(2_000, "zomaar")))
    line, wrong = BankLine.objects.get(), a_practice()
    kept = services.keep_rest(line.pk, wrong)
    page = f"/beheer/invoicing/balanceentry/{kept.pk}/take-back/do/"
    assert client.post(page, {"reason": "verkeerde praktijk"}).status_code == 302
    line.refresh_from_db()
    assert (line.state, line.practice, line.left_cents()) == ("open", None, 2_000)
    assert services.balance_cents(wrong.pk) == 0
    assert client.post(page, {"reason": "nog eens"}).status_code == 404
    with pytest.raises(services.CannotBeTakenBack):
        services.take_back_kept(kept.pk, reason="nog eens", by=None)
    right = a_practice()
    services.keep_rest(line.pk, right)
    assert services.balance_cents(right.pk) == 2_000


def test_what_was_used_is_not_taken_back() -> None:
    invoice = overpaid()
    kept = services.keep_rest(BankLine.objects.get().pk, invoice.customer)
    services.use_credit(an_invoice(invoice.customer).pk)
    with pytest.raises(services.NotThatMuchCredit):
        services.take_back_kept(kept.pk, reason="verkeerd", by=None)
    assert BankLine.objects.get().state == "booked"


def test_a_transfer_of_which_a_part_is_kept_stays_its_practices_when_the_other_is_taken_back() -> None:
    invoice = overpaid()
    line = BankLine.objects.get()
    services.keep_rest(line.pk, invoice.customer)
    services.take_back(invoice.settlements.get().pk, reason="verkeerd", by=None)
    line.refresh_from_db()
    assert (line.state, line.practice, line.left_cents()) == ("open", invoice.customer, 1_210)


def test_nothing_is_kept_for_whoever_is_being_erased() -> None:
    invoice = overpaid()
    line = BankLine.objects.get()
    DataSubject.objects.filter(pk=invoice.customer.subject_id).update(state="erasing")
    with pytest.raises(IsLeaving):
        services.keep_rest(line.pk, invoice.customer)
    with pytest.raises(IsLeaving):
        services.use_credit(invoice.pk)
    answer = desk().post(page_of(line), {"customer": invoice.customer.number})
    assert "gewist" in answer.content.decode()
    DataSubject.objects.filter(pk=invoice.customer.subject_id).update(state="erased")
    answer = desk().post(page_of(line), {"customer": invoice.customer.number})
    assert "bestaat niet" in answer.content.decode()
    assert not BalanceEntry.objects.exists()


def test_one_transfer_pays_several_invoices_and_the_last_in_part() -> None:
    practice = a_practice()
    invoices = [an_invoice(practice) for _ in range(3)]
    services.import_file(camt(entry(3_000, " en ".join(one.number for one in invoices))))
    assert [one.open_now() for one in invoices] == [0, 0, 630]
    assert BankLine.objects.get().state == "booked"


def test_a_credit_note_is_kept_instead_of_given_back_once() -> None:
    invoice = an_invoice()
    services.receive(invoice.pk, 1_210, reference="1", on=clock.today())
    note = services.credit(invoice.pk, reason="retour", occasion="staff:1:1")
    assert services.keep_note(note.pk) == 1_210
    assert services.keep_note(note.pk) == 0
    assert (note.open_now(), services.balance_cents(invoice.customer.pk)) == (0, 1_210)
    assert not Invoice.objects.to_give_back().exists()
