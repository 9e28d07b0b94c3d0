"""An open invoice is paid at the provider once, and its balance drops without anybody's hands."""

import re
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client

from accounts.models import Membership
from d4d.foundation import clock, mail, relay
from privacy import walk
from privacy.models import Disclosure, Hold
from privacy.retention.applying import held
from shop.invoicing import services as invoicing
from shop.invoicing.mails import invoice_letter
from shop.invoicing.models import BalanceEntry, Invoice
from shop.payments import services
from shop.payments.models import BillPayment, Debit, Mandate, PayoutPart
from shop.payments.mollie_settlements import SeenPart, SeenSettlement
from shop.payments.services.bill_links import token_of
from shop.payments.services.catching_up import catch_up
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice
from tests.shop.debtors.builders import an_invoice, without_files
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
State = BillPayment.State


def an_open_invoice() -> Invoice:
    return an_invoice(a_practice(), due_on=clock.today())


def begun(invoice: Invoice) -> BillPayment:
    payment = services.pay_bill(invoice)
    assert payment.provider_id
    return payment


def news_is_told() -> None:
    while relay.run_once():
        pass


def test_a_bookkeeper_pays_with_the_button_and_nothing_is_open_any_more(till: Outside) -> None:
    invoice = an_open_invoice()
    browser = signed_in(a_member(invoice.customer, Membership.Role.BOOKKEEPER))
    page = f"/mijn/facturen/{invoice.number}"
    assert f'action="{page}/betalen/"' in browser.get("/mijn/facturen/openstaand/").content.decode()
    sent_to = {browser.post(f"{page}/betalen/")["Location"] for _ in range(2)}
    payment = BillPayment.objects.get()
    assert (sent_to, payment.state) == ({payment.checkout_url}, State.OPEN)
    assert payment.provider_id

    till.pay(payment.provider_id)
    hint = Client().post(f"/webhooks/mollie/{payment.token}/", {"id": payment.provider_id})
    news_is_told()
    assert (hint.status_code, invoice.open_now()) == (200, 0)
    (said,) = [one for one in till.ledger("mollie") if one["method"] == "POST"]
    assert invoice.customer.name not in str(said)
    told = Disclosure.objects.get(recipient="mollie")
    assert (told.fields, told.subject) == (["amount", "invoice_number"], invoice.customer.subject.uuid)
    assert "betaald" in browser.get(f"{page}/betaald/", follow=True).content.decode()


def test_a_payout_knows_it(till: Outside) -> None:
    payment = begun(an_open_invoice())
    till.pay(payment.provider_id or "")
    part = SeenPart("payment", payment.provider_id or "", payment.provider_id or "", payment.amount_cents)
    seen = SeenSettlement("stl_000001", "1234567.2611.01", clock.today(), payment.amount_cents, 0, 0, 0)
    payout = services.keep_payout(seen, [part])
    assert (payout.state, payout.parts.get().bill_id) == ("waiting", payment.pk)


def test_a_part_of_a_payout_stands_in_the_copy_of_whoever_paid_and_is_held_with_it(till: Outside) -> None:
    practice = a_practice()
    payment = BillPayment.objects.create(invoice=an_invoice(practice), attempt=1, amount_cents=121_000)
    mandate = Mandate.objects.create(practice=practice)
    debit = Debit.objects.create(
        mandate=mandate, invoice=payment.invoice, amount_cents=121_000, charge_on=clock.today()
    )
    seen = SeenSettlement("stl_000001", "1234567.2611.01", clock.today(), 0, 0, 0, 0)
    payout = services.keep_payout(seen, [])
    ways: list[dict[str, Any]] = [{"bill": payment}, {"debit": debit}, {"mandate": mandate}]
    parts = {
        PayoutPart.objects.create(
            payout=payout, kind="payment", provider_id=f"tr_{number}", amount_cents=1, **way
        ).pk
        for number, way in enumerate(ways)
    }
    copied = [
        rows.queryset.values_list("pk", flat=True)
        for rows in walk.copies(practice.subject.uuid)
        if rows.model is PayoutPart and "amount_cents" in rows.columns
    ]
    assert {pk for pks in copied for pk in pks} == parts
    Hold.objects.create(subject=practice.subject.uuid, reason="geding", review_on=clock.today())
    assert held(PayoutPart, sorted(parts), Hold.objects.in_force()) == parts


def test_looking_twice_books_once_and_a_charge_back_opens_it_again(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    till.pay(payment.provider_id or "")
    for _ in range(2):
        services.refresh_bill(payment.pk)
    assert (invoice.open_now(), invoice.settlements.count()) == (0, 1)
    till.bank(chargeback=payment.provider_id or "")
    for _ in range(2):
        services.refresh_bill(payment.pk)
    assert (invoice.open_now(), invoice.settlements.count()) == (121_000, 2)


def test_what_is_paid_otherwise_is_called_off_at_the_provider(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    invoicing.receive(invoice.pk, 121_000, reference="T", on=clock.today())
    news_is_told()
    payment.refresh_from_db()
    assert (payment.state, invoice.open_now()) == (State.CANCELED, 0)
    with pytest.raises(services.CannotBePaid):
        services.pay_bill(invoice)


def test_credit_that_pays_a_part_calls_off_what_asks_for_more(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    kept = {"kind": "paid_beyond", "amount_cents": 21_000, "occasion": "x", "booked_on": clock.today()}
    BalanceEntry.objects.create(practice=invoice.customer, **kept)
    invoicing.use_credit(invoice.pk)
    news_is_told()
    payment.refresh_from_db()
    assert (payment.state, invoice.open_now()) == (State.CANCELED, 100_000)
    again = begun(invoice)
    news_is_told()
    again.refresh_from_db()
    assert (again.state, again.amount_cents) == (State.OPEN, 100_000)


def test_giving_up_a_part_calls_off_what_asks_for_all_of_it(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    invoicing.write_off(invoice.pk, 21_000, reason="schikking", by=None)
    news_is_told()
    payment.refresh_from_db()
    assert (payment.state, invoice.open_now()) == (State.CANCELED, 100_000)


def test_paid_in_part_meanwhile_asks_for_the_rest_only(till: Outside) -> None:
    invoice = an_open_invoice()
    first = begun(invoice)
    invoicing.receive(invoice.pk, 21_000, reference="T", on=clock.today())
    second = begun(invoice)
    first.refresh_from_db()
    assert (first.state, second.amount_cents, second.attempt) == (State.CANCELED, 100_000, 2)


def test_paid_after_all_although_it_was_called_off_is_to_be_given_back(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    till.pay(payment.provider_id or "")
    invoicing.receive(invoice.pk, 121_000, reference="T", on=clock.today())
    news_is_told()
    payment.refresh_from_db()
    assert (payment.state, invoice.open_now()) == (State.PAID, -121_000)
    assert list(Invoice.objects.to_give_back()) == [invoice]


def test_another_amount_than_asked_is_looked_at_and_books_nothing(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    BillPayment.objects.update(amount_cents=1)
    till.pay(payment.provider_id or "")
    services.refresh_bill(payment.pk)
    payment.refresh_from_db()
    assert (payment.state, invoice.open_now()) == (State.MISMATCH, 121_000)


def test_a_credit_note_cannot_be_paid() -> None:
    invoice = an_open_invoice()
    invoicing.receive(invoice.pk, 121_000, reference="T", on=clock.today())
    note = invoicing.credit(invoice.pk, reason="terug", occasion="test:1")
    without_files()
    with pytest.raises(services.CannotBePaid):
        services.pay_bill(note)


def test_a_payment_that_was_begun_after_a_backup_is_taken_in(till: Outside) -> None:
    invoice = an_open_invoice()
    payment = begun(invoice)
    till.pay(payment.provider_id or "")
    BillPayment.objects.all().delete()
    (finding,) = catch_up(clock.now())
    assert (invoice.open_now(), finding.is_open, invoice.number in finding.text) == (0, False, True)
    assert list(catch_up(clock.now())) == []


def test_who_holds_the_letter_pays_its_invoice_without_signing_in(till: Outside) -> None:
    invoice = an_open_invoice()
    letter = mail.render(invoice_letter(invoice))
    found = re.search(r"/voldoen/\S+/", letter.text)
    assert found
    path, visitor = found[0], Client()
    page = visitor.get(path)
    assert "betalen</h1>" in page.content.decode()
    assert "€\u00a01.210,00" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    sent_to = {visitor.post(path)["Location"] for _ in range(2)}
    payment = BillPayment.objects.get()
    assert sent_to == {payment.checkout_url}
    assert payment.provider_id
    till.pay(payment.provider_id)
    visitor.post(f"/webhooks/mollie/{payment.token}/", {"id": payment.provider_id})
    news_is_told()
    invoice.refresh_from_db()
    assert invoice.open_cents == 0
    paid = visitor.get(path).content.decode()
    assert ("staat niets meer open" in paid, "betalen</h1>" in paid) == (True, False)
    assert "/voldoen/" not in mail.render(invoice_letter(invoice)).text
    assert visitor.post(path)["Location"] == path  # nothing is charged twice
    assert BillPayment.objects.count() == 1


def test_another_secret_key_ends_the_links_in_letters(settings: Any) -> None:
    path = path_of(an_open_invoice())
    assert Client().get(path).status_code == 200
    settings.SECRET_KEY = "another" * 8
    assert Client().get(path).status_code == 404


def test_a_link_opens_its_own_invoice_only() -> None:
    own, other = an_open_invoice(), an_open_invoice()
    secret = services.pay_now_address(own).rstrip("/").rpartition("-")[2]
    for token in (
        f"{other.pk}-{secret}",
        f"{own.pk}-{secret[:-1]}x",
        f"{own.pk}-",
        "x",
        f"{own.pk}-{'0' * 64}",
    ):
        answer = Client().get(f"/voldoen/{token}/")
        assert answer.status_code == 404
        assert own.number not in answer.content.decode()


def test_what_we_collect_is_not_asked_for_a_second_time_with_the_link() -> None:
    invoice = an_open_invoice()
    path = path_of(invoice)
    mandate = Mandate.objects.create(practice=invoice.customer, state=Mandate.State.VALID)
    debit = Debit.objects.create(
        mandate=mandate, invoice=invoice, amount_cents=121_000, charge_on=clock.today()
    )
    page = Client().get(path).content.decode()
    assert "Wij schrijven dit bedrag af. U hoeft niets te doen." in page
    assert ("Nu betalen" in page, house.CONTROLLER["iban"] in page) == (False, False)
    assert services.pay_now_address(invoice) == ""
    assert Client().post(path)["Location"] == path
    assert not BillPayment.objects.exists()
    Debit.objects.filter(pk=debit.pk).update(state=Debit.State.FAILED)
    page = Client().get(path).content.decode()
    assert ("Nu betalen" in page, house.CONTROLLER["iban"] in page) == (True, True)


def test_no_link_leads_to_a_credit_note() -> None:
    invoice = an_open_invoice()
    invoicing.receive(invoice.pk, 121_000, reference="T", on=clock.today())
    note = invoicing.credit(invoice.pk, reason="terug", occasion="test:1")
    without_files()
    assert services.pay_now_address(note) == ""
    assert Client().get(path_of(note)).status_code == 404
    assert "/voldoen/" not in mail.render(invoice_letter(note)).text


def test_of_an_invoice_that_is_paid_in_part_the_link_asks_the_rest(till: Outside) -> None:
    invoice = an_open_invoice()
    path = path_of(invoice)
    Client().post(path)
    invoicing.receive(invoice.pk, 21_000, reference="T", on=clock.today())
    assert "€\u00a01.000,00" in Client().get(path).content.decode()
    to = Client().post(path)["Location"]
    first, second = invoice.tries.order_by("attempt")
    assert (first.state, second.amount_cents, second.checkout_url) == (State.CANCELED, 100_000, to)


def test_the_link_and_the_account_lead_to_the_same_payment(till: Outside) -> None:
    invoice = an_open_invoice()
    browser = signed_in(a_member(invoice.customer, Membership.Role.BOOKKEEPER))
    in_the_account = browser.post(f"/mijn/facturen/{invoice.number}/betalen/")["Location"]
    assert Client().post(path_of(invoice))["Location"] == in_the_account
    assert BillPayment.objects.get().checkout_url == in_the_account


def path_of(invoice: Invoice) -> str:
    """The page behind the link in a letter, also where no letter has it any more."""
    return f"/voldoen/{token_of(invoice)}/"
