"""Contracts that are collected: never what was credited, and the mandate stays until the last bill."""

from datetime import date

import pytest
import time_machine

from accounts.models import Practice
from contracts.agreements import services
from contracts.agreements.models import Contract, Plan
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments.models import Debit, Mandate
from tests.contracts.agreements.builders import a_contract, a_plan
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]
COLLECTED = Contract.Payment.DIRECT_DEBIT


def at(day: str) -> "time_machine.travel":
    return time_machine.travel(f"{day} 09:00:00+00:00", tick=False)


def a_mandate(practice: Practice, since: str = "2026-01-01") -> Mandate:
    """Valid; the provider was never told of it here."""
    with at(since):
        return Mandate.objects.create(
            practice=practice, state=Mandate.State.VALID, reference="D4D-000001", valid_since=clock.now()
        )


def a_collected_contract(**terms: object) -> Contract:
    practice = a_practice(kvk_number="12345678")
    a_mandate(practice)
    return a_contract(practice, a_plan(**terms), payment=COLLECTED)  # type: ignore[arg-type]


def test_what_the_credit_pays_already_is_not_announced() -> None:
    contract = a_collected_contract(term_months=1)
    with at("2026-01-01"):
        services.every_day()
        first = Invoice.objects.get()
        invoicing.receive(first.pk, first.total_cents, reference="X1", on=date(2026, 1, 1))
    with at("2026-01-10"):
        services.give_notice(contract.pk, by=None)
    with at("2026-03-01"):
        services.every_day()
    anew = Invoice.objects.filter(kind="invoice").order_by("-pk")[0]
    assert anew != first
    assert anew.open_now() == 0
    assert not Debit.objects.filter(invoice=anew).exists()


def test_of_a_new_bill_only_what_the_credit_does_not_pay_is_announced() -> None:
    contract = a_collected_contract(term_months=1)
    with at("2026-01-01"):
        services.every_day()
        invoicing.receive(Invoice.objects.get().pk, 5_000, reference="X1", on=date(2026, 1, 1))
    with at("2026-01-10"):
        services.give_notice(contract.pk, by=None)
    with at("2026-03-01"):
        services.every_day()
    anew = Invoice.objects.filter(kind="invoice").order_by("-pk")[0]
    assert anew.total_cents == 7_139
    assert anew.debits.get().amount_cents == 2_139


def test_a_mandate_stays_until_the_last_bill_in_arrears_is_collected() -> None:
    practice = a_practice(kvk_number="12345678")
    mandate = a_mandate(practice)
    plan = a_plan(billing=Plan.Billing.ARREARS, period_months=3, term_months=1)
    contract = a_contract(practice, plan, payment=COLLECTED)
    with at("2026-01-10"):
        services.give_notice(contract.pk, by=None)
    with at("2026-03-01"):
        services.end_contracts()
        assert not services.end_unused_mandate(contract.pk)  # the news is told before the bill is made
        services.every_day()
    debit = Debit.objects.get()
    assert debit.mandate == mandate
    with at("2026-03-02"):
        services.every_day()
        mandate.refresh_from_db()
        assert mandate.state == Mandate.State.VALID
    Debit.objects.filter(pk=debit.pk).update(state=Debit.State.PAID)
    with at("2026-04-01"):
        services.every_day()
    mandate.refresh_from_db()
    assert mandate.state == Mandate.State.REVOKED


def test_a_mandate_that_was_given_after_the_last_contract_waits_for_the_next() -> None:
    practice = a_practice(kvk_number="12345678")
    contract = a_contract(practice, a_plan(renews=False), payment=COLLECTED)
    with at("2027-01-01"):
        services.every_day()
    contract.refresh_from_db()
    assert contract.state == Contract.State.ENDED
    mandate = a_mandate(practice, "2027-02-01")
    with at("2027-02-02"):
        services.every_day()
    mandate.refresh_from_db()
    assert mandate.state == Mandate.State.VALID
