"""A plan that is bought in the shop becomes a contract when its order is released, once."""

from datetime import timedelta

import pytest

from contracts.agreements import services
from contracts.agreements.models import Contract, Plan
from contracts.devices.services.arriving import set_service
from d4d.foundation import clock, relay
from shop.cart.quote import Wanted, goods_only
from shop.catalogue import memory
from shop.catalogue.models import Variant
from shop.invoicing import services as invoicing
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping.models import Shipment
from tests.contracts.agreements.builders import a_device, a_kind, a_plan
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    memory.forget()
    the_tariffs()
    article = an_article(name="Onderhoudscontract Zorgeloos", unit_price_e4=3_650_000, is_service=True)
    return a_plan(variant=article)


def news_is_told() -> None:
    while relay.run_once():
        pass


def article_of(plan: Plan) -> Variant:
    assert plan.variant
    return plan.variant


def paid(order: Order) -> Order:
    orders.mark_paid(order.pk)
    news_is_told()
    order.refresh_from_db()
    return order


def test_a_bought_plan_runs_from_its_payment_and_its_first_period_is_paid_for(plan: Plan) -> None:
    order = paid(an_order(a_practice(kvk_number="12345678"), {article_of(plan): 2}))
    contract = Contract.objects.get()
    assert (contract.state, contract.starts_on) == (Contract.State.ACTIVE, clock.today())
    assert [line.price_cents for line in contract.lines.all()] == [36_500, 36_500]
    assert order.state == Order.State.SHIPPED
    assert not Shipment.objects.exists()
    services.every_day(clock.today() + timedelta(days=364))
    assert not Invoice.objects.filter(occasion__startswith="contract:").exists()
    services.every_day(clock.today() + timedelta(days=367))
    assert Invoice.objects.get(occasion__startswith="contract:").net_cents == 73_000


def test_the_same_order_makes_one_contract_however_often_it_is_told(plan: Plan) -> None:
    order = paid(an_order(a_practice(), {article_of(plan): 1}))
    services.activate_bought(order.pk)
    assert Contract.objects.count() == 1


def test_a_contract_begins_with_the_delivery_of_its_plan_and_not_with_the_release(plan: Plan) -> None:
    order = an_order(a_practice(), {article_of(plan): 3}, terms=Order.Terms.ON_ACCOUNT)
    line = order.lines.get()
    assert services.activate_bought(order.pk) == []
    orders.cancel_lines(order.pk, {line.pk: 1}, reason="te veel", by=None)
    news_is_told()
    assert Contract.objects.get().lines.count() == 2
    assert Invoice.objects.get().net_cents == 2 * 36_500


def test_what_was_not_billed_begins_no_contract(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise invoicing.AlreadyBilled

    monkeypatch.setattr(invoicing, "bill_shipment", fails)
    order = an_order(a_practice(), {article_of(plan): 1}, terms=Order.Terms.ON_ACCOUNT)
    news_is_told()
    assert order.lines.get().shipped == 0
    assert not Contract.objects.exists()


def test_nothing_begins_before_the_money_is_in(plan: Plan) -> None:
    an_order(a_practice(), {article_of(plan): 1})
    news_is_told()
    assert not Contract.objects.exists()


def test_on_account_the_service_is_billed_at_once(plan: Plan) -> None:
    an_order(a_practice(), {article_of(plan): 1}, terms=Order.Terms.ON_ACCOUNT)
    news_is_told()
    assert Invoice.objects.get().net_cents == 36_500
    assert Contract.objects.count() == 1


def test_the_carriage_of_goods_comes_with_the_goods_and_not_with_the_plan_beside_them(plan: Plan) -> None:
    goods = an_article()
    order = an_order(a_practice(), {article_of(plan): 1, goods: 1}, terms=Order.Terms.ON_ACCOUNT)
    news_is_told()
    assert (Invoice.objects.get().net_cents, order.carriage_cents) == (36_500, 695)
    line = order.lines.get(variant=goods)
    invoicing.bill_shipment(order.pk, "the goods", {line.pk: 1}, clock.today())
    assert Invoice.objects.latest("pk").net_cents == 1_000 + 695


@pytest.mark.parametrize("is_held", [False, True])
def test_a_plan_that_staff_add_begins_when_the_order_is_released(plan: Plan, *, is_held: bool) -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=1_000_000)
    order = an_order(practice, {an_article(): 1}, terms=Order.Terms.ON_ACCOUNT, needs_review=is_held)
    news_is_told()
    counted = goods_only(practice, [Wanted(article_of(plan), 1)], "NL")
    orders.add_pieces(order.pk, counted, reason="gebeld", by=None)
    news_is_told()
    assert Contract.objects.exists() is not is_held
    if is_held:
        orders.release(order.pk, None, reason="gezien")
        news_is_told()
    assert Contract.objects.count() == 1
    assert Invoice.objects.get().net_cents == 36_500


@pytest.mark.parametrize(("vat_answer", "letter"), [("valid", "AE"), ("unknown", "S")])
def test_vat_falls_alike_on_the_first_period_and_the_next(plan: Plan, vat_answer: str, letter: str) -> None:
    practice = a_practice(vat_id="DE136695976", vat_answer=vat_answer)
    order = an_order(practice, {article_of(plan): 1, an_article(): 1}, terms=Order.Terms.ON_ACCOUNT)
    news_is_told()
    services.every_day(clock.today() + timedelta(days=367))
    first, later = Invoice.objects.order_by("pk")
    assert later.occasion.startswith("contract:")
    assert [letters_on(one) for one in (first, later)] == [[letter], [letter]]
    assert first.vat_amounts.get().box == later.vat_amounts.get().box
    assert order.lines.get(is_service=False).vat_category == "S"


def letters_on(invoice: Invoice) -> list[str]:
    return [one.vat_category for one in snapshot.from_json(invoice.snapshot.encode()).lines]


def test_a_device_that_comes_with_it_is_covered_when_it_is_there(plan: Plan) -> None:
    goods = an_article(name="Autoclaaf", is_serial_tracked=True)
    set_service(goods.product, a_kind(), 24)
    on_the_shelf(goods, 1, serial="SN-77")
    practice = a_practice()
    order = paid(an_order(practice, {goods: 1, article_of(plan): 1}))
    assert order.state == Order.State.RELEASED
    shipped = Shipment.objects.get().lines.get()
    device = a_device(practice, serial="SN-77", origin=f"shipment-line:{shipped.pk}")
    assert services.take_device(device.pk)
    assert services.take_device(device.pk) is None
    line = Contract.objects.get().lines.get()
    assert (line.device, line.description) == (device, "Melag Vacuclave, SN-77")


def test_a_plan_without_a_device_is_put_on_one_by_the_practice(plan: Plan) -> None:
    practice = a_practice()
    paid(an_order(practice, {article_of(plan): 1}))
    line = Contract.objects.get().lines.get()
    with pytest.raises(services.NotOffered):
        services.attach(line.pk, a_device(a_practice()).pk, by=None)
    device = a_device(practice)
    services.attach(line.pk, device.pk, by=None)
    line.refresh_from_db()
    assert line.device == device
