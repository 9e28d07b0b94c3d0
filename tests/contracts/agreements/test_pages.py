"""The pages of the practice and of the desk: what they show, who may act, and how little they ask."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from contracts.agreements import history, services
from contracts.agreements.models import Contract
from d4d.foundation import clock
from privacy import ties
from shop.invoicing.models import Invoice
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.contracts.agreements.builders import a_contract, a_device, a_plan, an_offer
from tests.shop.builders import a_member, a_practice, an_article, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]


def manager_of(contract: Contract) -> Client:
    return signed_in(a_member(contract.practice, Membership.Role.MANAGER))


def url(name: str, contract: Contract) -> str:
    return reverse(f"agreements:{name}", args=[contract.number])


def test_a_practice_agrees_online_and_only_with_a_tick() -> None:
    contract = services.propose(an_offer(starts_on=clock.today()), by=None)
    client = manager_of(contract)
    assert "Wij doen u dit aanbod" in client.get(url("detail", contract)).content.decode()
    client.post(url("accept", contract))
    contract.refresh_from_db()
    assert contract.state == Contract.State.PROPOSED
    client.post(url("accept", contract), {"agreed": "1"})
    contract.refresh_from_db()
    assert contract.state == Contract.State.ACTIVE
    assert contract.agreed_at is not None


def test_notice_shows_its_end_before_it_is_given_and_can_be_taken_back() -> None:
    contract = a_contract(starts_on=clock.today())
    client = manager_of(contract)
    page = client.get(url("give_notice", contract)).content.decode()
    contract.refresh_from_db()
    assert contract.state == Contract.State.ACTIVE
    client.post(url("give_notice", contract))
    contract.refresh_from_db()
    assert contract.ends_on
    assert f"{contract.ends_on.day} " in page
    assert str(contract.ends_on.year) in page
    client.post(url("take_back_notice", contract))
    contract.refresh_from_db()
    assert (contract.state, contract.ends_on) == (Contract.State.ACTIVE, None)


def test_notice_stays_when_the_device_has_another_contract_afterwards() -> None:
    contract = a_contract(starts_on=clock.today())
    ended = services.give_notice(contract.pk, by=None)
    assert ended.ends_on
    device = contract.lines.get().device_id
    offer = services.Offer(
        contract.practice_id, contract.plan_id, ended.ends_on + timedelta(days=1), [device or 0]
    )
    following = services.record(offer, by=None)
    client = manager_of(contract)
    page = client.post(url("take_back_notice", contract), follow=True).content.decode()
    contract.refresh_from_db()
    assert (contract.state, contract.ends_on) == (Contract.State.UNDER_NOTICE, ended.ends_on)
    assert following.number in page


def test_without_a_mandate_direct_debit_begins_with_giving_one() -> None:
    contract = a_contract(starts_on=clock.today())
    answer = manager_of(contract).post(url("choose_payment", contract), {"payment": "direct_debit"})
    assert answer["Location"] == reverse("payments:mandate")
    contract.refresh_from_db()
    assert contract.payment == Contract.Payment.ON_ACCOUNT


def test_a_page_costs_the_same_after_ten_years(django_assert_max_num_queries: object) -> None:
    contract = a_contract(plan=a_plan(period_months=1, term_months=1), starts_on=date(2019, 1, 1))
    client = manager_of(contract)
    services.bill(date(2028, 12, 31))
    assert Invoice.objects.count() == 120
    with django_assert_max_num_queries(18) as captured:  # type: ignore[operator]
        assert client.get(url("detail", contract)).status_code == 200
    assert len(asked(captured)) <= 18
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(reverse("agreements:list")).status_code == 200


def test_a_device_tells_its_contracts_with_two_questions(django_assert_max_num_queries: object) -> None:
    contract = a_contract(starts_on=clock.today() - timedelta(days=3))
    device = contract.lines.get().device
    assert device
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        told = [one.text for one in history.of(device)]
        assert history.panel_of(device)
    assert f"Onder contract {contract.number}" in told


def test_a_running_contract_ties_a_practice() -> None:
    contract = a_contract(starts_on=clock.today())
    (tie,) = [tie for tie in ties.of(contract.practice.subject.uuid) if contract.number in str(tie.text)]
    assert tie.blocks
    assert tie.link == url("detail", contract)


def test_the_contract_on_paper_is_for_its_own_practice_only() -> None:
    contract = a_contract(starts_on=clock.today())
    services.print_contract(contract.pk)
    assert manager_of(contract).get(url("paper", contract)).content.startswith(b"%PDF-")
    other = signed_in(a_member(a_practice(), Membership.Role.MANAGER))
    assert other.get(url("paper", contract)).status_code == 404


def test_staff_offers_a_contract_looks_at_the_months_and_runs_the_bills() -> None:
    client = signed_in(somebody_of_the_staff(), second_factor=True)
    practice, plan = a_practice(kvk_number="12345678"), a_plan()
    device = a_device(practice)
    answers = {
        "practice": practice.number,
        "plan": plan.pk,
        "starts_on": clock.today().isoformat(),
        "serials": device.serial,
        "is_agreed": "on",
    }
    assert client.post(reverse("admin:agreements_contract_offer"), answers).status_code == 302
    contract = Contract.objects.get()
    assert contract.state == Contract.State.ACTIVE
    again = client.post(reverse("admin:agreements_contract_offer"), answers)
    assert f"{contract.number}" in again.content.decode()
    assert Contract.objects.count() == 1
    assert client.get(reverse("admin:agreements_contract_calendar")).status_code == 200
    run = reverse("admin:agreements_contract_run")
    assert contract.number in client.get(run).content.decode()
    client.post(run, {"as_of": clock.today().isoformat(), "run": "1"})
    assert Invoice.objects.get().net_cents == 36_500
    page = client.get(reverse("admin:agreements_contract_change", args=[contract.pk]))
    assert Invoice.objects.get().number in page.content.decode()
    assert client.get(reverse("admin:agreements_contract_changelist")).status_code == 200


def test_a_price_of_a_plan_is_typed_in_euros() -> None:
    desk, plan = signed_in(somebody_of_the_staff(), second_factor=True), a_plan(36_500)
    address = reverse("admin:agreements_plan_change", args=[plan.pk])
    page = desk.get(address)
    assert 'value="365,00"' in page.content.decode()
    price = plan.prices.get()
    rows = {"TOTAL_FORMS": 2, "INITIAL_FORMS": 1, "0-id": price.pk, "0-price_cents": "365,00"}
    rows |= {"0-valid_from": "2010-01-01", "1-valid_from": "2026-12-01", "1-price_cents": "1.399,50"}
    rows |= {f"{row}-plan": plan.pk for row in (0, 1)} | {f"{row}-kind": price.kind_id for row in (0, 1)}
    terms = {name: value for name, value in page.context["adminform"].form.initial.items() if value}
    answers = terms | {f"prices-{name}": answer for name, answer in rows.items()}
    assert desk.post(address, answers).status_code == 302
    assert sorted(plan.prices.values_list("price_cents", flat=True)) == [36_500, 139_950]


def test_a_plan_bears_the_vat_of_its_article() -> None:
    desk, plan = signed_in(somebody_of_the_staff(), second_factor=True), a_plan()
    article = an_article(is_service=True, vat_class="low")
    address = reverse("admin:agreements_plan_change", args=[plan.pk])
    initial = desk.get(address).context["adminform"].form.initial
    answers = {name: value for name, value in initial.items() if value} | {"variant": article.pk}
    answers |= {"prices-TOTAL_FORMS": 0, "prices-INITIAL_FORMS": 0}
    refused = desk.post(address, answers)
    assert "Het artikel van dit onderhoudsplan heeft een andere btw-soort." in refused.content.decode()
    assert desk.post(address, answers | {"vat_class": "low"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.variant, plan.vat_class) == (article, "low")


def test_a_choice_that_was_not_made_bears_a_word() -> None:
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    page = desk.get(reverse("admin:agreements_plan_add")).content.decode()
    assert '<option value="">–</option>' in page
    variant = re.findall(r'<select name="variant"[^>]*>', desk.get(reverse("admin:catalogue_price_add")).text)
    assert len(variant) == 1
    assert " required" not in variant[0]
    assert "urlify" in page  # a plan's code is made from its name
    assert "urlify" not in desk.get(reverse("admin:catalogue_price_add")).content.decode()
