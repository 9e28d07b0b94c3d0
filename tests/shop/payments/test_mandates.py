"""Mandates and debits with the real adapter and the simulator: announced, charged once, followed."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.errors import Rejected
from privacy.models import Disclosure
from shop.catalogue import memory
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.invoicing.services import ServiceLine
from shop.payments import mollie, mollie_mandates, services
from shop.payments.models import Debit, Mandate
from shop.payments.mollie_mandates import Collection
from shop.payments.services import collecting
from tests.shop.builders import a_practice, the_tariffs
from tests.shop.payments.stories import news_is_told
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
NO_CUSTOMER = ["", "cst_", "cst_x/../../payments", "cst_abcd?x=1", "tr_abcdefgh", "cst_ab\ncd"]


@pytest.fixture(autouse=True)
def _tariffs() -> None:
    memory.forget()
    the_tariffs()


def a_mandate(till: Outside, practice: Practice | None = None) -> Mandate:
    practice = practice or a_practice(kvk_number="12345678")
    mandate = services.ask_mandate(practice.pk, None)
    till.pay(str(mandate.payment_id))
    return services.refresh_mandate(mandate.pk)


def an_invoice(mandate: Mandate) -> Invoice:
    return invoicing.issue_for_service(
        mandate.practice_id,
        [ServiceLine("Onderhoud", 1_000, 1_000_000)],
        occasion=f"contract:test:{uuid4().hex[:8]}",
        mandate=mandate.reference,
    )


def a_debit(till: Outside) -> Debit:
    """A debit of which the letter went out and the day has come; it was asked for."""
    mandate = a_mandate(till)
    invoice = an_invoice(mandate)
    debit = announced(invoice, mandate)
    news_is_told()
    return debit


def announced(invoice: Invoice, mandate: Mandate) -> Debit | None:
    """What is open of an invoice will be collected; None where nothing is."""
    services.announce([(invoice.pk, mandate.pk)], services.first_charge_day(clock.today()))
    return Debit.objects.filter(invoice=invoice).first()


def on_its_day(debit: Debit) -> "time_machine.travel":
    return time_machine.travel(clock.now() + timedelta(days=14), tick=False)


def charged(till: Outside, status: str = "") -> Debit:
    debit = a_debit(till)
    with on_its_day(debit):
        debit = services.follow_debit(debit.pk)
        if status:
            till.pay(str(debit.provider_id), status)
            debit = services.follow_debit(debit.pk)
    return debit


def calls(till: Outside, method: str, part: str) -> list[dict]:  # type: ignore[type-arg]
    return [one for one in till.ledger("mollie") if one["method"] == method and part in one["path"]]


def test_a_payment_of_one_cent_makes_a_mandate_and_only_the_name_goes_out(till: Outside) -> None:
    mandate = a_mandate(till)
    assert mandate.state == Mandate.State.VALID
    assert mandate.reference
    (enrolled,) = calls(till, "POST", "/customers")[:1]
    assert enrolled["body"] == {"name": "Praktijk De Linde"}
    said = Disclosure.objects.get(recipient="mollie", subject=mandate.practice.subject.uuid)
    assert said.fields == ["practice"]


def test_asking_twice_is_one_customer_and_one_payment(till: Outside) -> None:
    practice = a_practice()
    first, again = services.ask_mandate(practice.pk, None), services.ask_mandate(practice.pk, None)
    assert first == again
    assert Mandate.objects.count() == 1
    assert len(calls(till, "POST", "/customers")) == 2  # the customer, and its first payment


def test_a_first_payment_that_is_called_off_leaves_no_customer(till: Outside) -> None:
    mandate = services.ask_mandate(a_practice().pk, None)
    till.pay(str(mandate.payment_id), "canceled")
    mandate = services.refresh_mandate(mandate.pk)
    assert mandate.state == Mandate.State.FAILED
    news_is_told()
    assert len(calls(till, "DELETE", "/customers/")) == 1
    mandate.refresh_from_db()
    assert mandate.forgotten_at is not None


def test_a_withdrawn_mandate_is_forgotten_over_there_and_calls_off_what_was_announced(till: Outside) -> None:
    debit = a_debit(till)
    services.end_mandate(debit.mandate_id, None)
    news_is_told()
    debit.refresh_from_db()
    assert debit.state == Debit.State.CANCELLED
    assert len(calls(till, "DELETE", "/customers/")) == 1
    with on_its_day(debit):
        assert services.follow_debit(debit.pk).provider_id is None


def test_nothing_is_charged_before_the_letter_is_old_enough(till: Outside) -> None:
    debit = a_debit(till)
    assert services.collect_due() == 0
    assert services.follow_debit(debit.pk).state == Debit.State.PLANNED
    Debit.objects.filter(pk=debit.pk).update(charge_on=clock.today())  # a letter that went out late
    late = services.follow_debit(debit.pk)
    assert (late.state, late.charge_on) == (Debit.State.PLANNED, clock.today() + timedelta(days=14))
    assert not calls(till, "POST", "/payments")[1:]


def test_on_its_day_it_is_charged_once_however_often_the_clock_strikes(till: Outside) -> None:
    debit = a_debit(till)
    with on_its_day(debit):
        assert services.collect_due() == 1
        news_is_told()
        assert services.collect_due() == 0
        services.follow_debit(debit.pk)
    debit.refresh_from_db()
    assert debit.state == Debit.State.PENDING
    (_first, charge) = calls(till, "POST", "/payments")
    assert charge["body"]["amount"] == {"currency": "EUR", "value": "121.00"}
    assert charge["body"]["metadata"] == {"invoice": debit.invoice.number, "try": 1}


def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_key(till: Outside) -> None:
    debit = a_debit(till)
    with on_its_day(debit):
        till.fault("mollie", "lost_answer")
        try:
            services.follow_debit(debit.pk)
        except Exception:  # noqa: BLE001 - whatever the fault is called, the next turn mends it
            services.follow_debit(debit.pk)
    made = mollie.in_a_job().recent(clock.now() - timedelta(days=1))
    assert len([one for one in made if one.invoice == debit.invoice.number]) == 1
    debit.refresh_from_db()
    assert debit.provider_id


def test_a_charge_whose_key_has_died_is_looked_for_first(till: Outside) -> None:
    debit = charged(till)
    Debit.objects.filter(pk=debit.pk).update(
        provider_id=None, state=Debit.State.CREATING, asked_at=clock.now() - timedelta(hours=2)
    )
    before = len(calls(till, "POST", "/payments"))
    found = services.follow_debit(debit.pk)
    assert found.provider_id == debit.provider_id
    assert len(calls(till, "POST", "/payments")) == before


@pytest.mark.parametrize("is_known", [True, False])
def test_a_charge_whose_mandate_was_withdrawn_is_looked_for_and_not_made(
    till: Outside, is_known: bool
) -> None:
    debit = charged(till) if is_known else a_debit(till)
    Debit.objects.filter(pk=debit.pk).update(
        provider_id=None, state=Debit.State.CREATING, asked_at=clock.now() - timedelta(minutes=5)
    )
    services.end_mandate(debit.mandate_id, None)
    before = len(calls(till, "POST", "/payments"))
    found = services.follow_debit(debit.pk)
    assert (found.state, found.provider_id) == (
        (Debit.State.PENDING, debit.provider_id) if is_known else (Debit.State.CANCELLED, None)
    )
    assert len(calls(till, "POST", "/payments")) == before


def test_what_was_on_its_way_when_it_was_called_off_counts_all_the_same(till: Outside) -> None:
    debit = charged(till)
    Debit.objects.filter(pk=debit.pk).update(provider_id=None, state=Debit.State.CANCELLED)
    till.pay(str(debit.provider_id), "paid")
    found = collecting.record_debit(debit.pk, mollie.in_a_job().fetch(str(debit.provider_id)))
    assert (found.state, found.invoice.open_now()) == (Debit.State.PAID, 0)


def test_what_is_paid_settles_the_invoice_once(till: Outside) -> None:
    debit = charged(till, "paid")
    services.follow_debit(debit.pk)
    assert debit.state == Debit.State.PAID
    assert debit.invoice.open_now() == 0
    assert debit.invoice.settlements.count() == 1


def test_a_charge_back_after_paid_opens_the_invoice_and_tells_the_practice(
    till: Outside,
    mailoutbox: list,  # type: ignore[type-arg]
) -> None:
    debit = charged(till, "paid")
    till.bank(chargeback=str(debit.provider_id))
    for _ in range(2):
        debit = services.follow_debit(debit.pk)
    assert debit.state == Debit.State.CHARGED_BACK
    assert debit.invoice.open_now() == 12_100
    news_is_told()
    letters = [letter.body for letter in mailoutbox if debit.invoice.number in letter.subject]
    assert "121,00" in letters[-1]
    assert "NL91ABNA0417164300" in letters[-1]


def test_a_charge_back_in_parts_that_comes_and_goes_counts_each_time(till: Outside) -> None:
    debit = charged(till, "paid")
    seen = mollie.in_a_job().fetch(str(debit.provider_id))
    for taken in (5_000, 12_100, 5_000, 12_100, 12_100, 0, 5_000):
        debit = collecting.record_debit(debit.pk, replace(seen, charged_back_cents=taken))
        assert debit.invoice.open_now() == taken
    assert debit.state == Debit.State.CHARGED_BACK


def test_a_failed_debit_leaves_the_invoice_open_and_says_so(till: Outside) -> None:
    debit = charged(till, "failed")
    assert debit.state == Debit.State.FAILED
    assert debit.invoice.open_now() == 12_100


def test_a_mandate_that_was_revoked_at_the_bank_is_noticed_at_the_next_charge(till: Outside) -> None:
    debit = a_debit(till)
    mandate = debit.mandate
    mandate.refresh_from_db()
    mollie_mandates.in_a_job().forget(str(mandate.customer_id))
    with on_its_day(debit):
        assert services.follow_debit(debit.pk).state == Debit.State.FAILED
        news_is_told()
    mandate.refresh_from_db()
    assert mandate.state == Mandate.State.INVALID
    assert services.valid_mandate(mandate.practice_id) is None


def test_what_was_paid_meanwhile_is_not_charged(till: Outside) -> None:
    debit = a_debit(till)
    invoicing.receive(debit.invoice_id, 12_100, reference="X1", on=clock.today())
    with on_its_day(debit):
        assert services.follow_debit(debit.pk).state == Debit.State.CANCELLED
    assert len(calls(till, "POST", "/payments")) == 1


def test_the_webhook_is_only_a_hint(till: Outside) -> None:
    debit = charged(till)
    assert services.hint(debit.token, "tr_somethingElse")
    assert not services.hint(uuid4(), "tr_somethingElse")
    news_is_told()
    debit.refresh_from_db()
    assert debit.state == Debit.State.PENDING


@pytest.mark.parametrize("wrong", NO_CUSTOMER)
def test_what_is_no_id_reaches_nobody(till: Outside, wrong: str) -> None:
    provider = mollie_mandates.in_a_job()
    wanted = Collection("F2026-000001", 1, 100, "http://localhost/x")
    for act in (
        lambda: provider.forget(wrong),
        lambda: provider.mandate(wrong, "mdt_abcdefgh"),
        lambda: provider.mandate("cst_abcdefgh", wrong.replace("cst", "mdt") or "x/y"),
        lambda: provider.collect(wrong, "mdt_abcdefgh", wanted, uuid4()),
    ):
        with pytest.raises(Rejected):
            act()
    assert till.ledger("mollie") == []
