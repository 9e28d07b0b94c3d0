"""A service travels in no box: it is delivered and billed once, as soon as its order may go out."""

import pytest

from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.models import Delivery
from shop.cart.quote import Wanted, goods_only
from shop.catalogue import memory
from shop.catalogue.models import Product, Variant
from shop.invoicing import services as invoicing
from shop.invoicing.models import Billable, Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.events import ServicesBegun
from shop.shipping.models import Shipment
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf, the_tariffs
from tests.shop.shipping.stations import told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tariffs(db: None) -> None:
    memory.forget()
    the_tariffs()


@pytest.fixture
def training() -> Variant:
    """A service that begins no contract."""
    return an_article(name="Instructie op locatie", unit_price_e4=500_000, is_service=True)


def now(order: Order) -> Order:
    told()
    order.refresh_from_db()
    return order


def test_on_account_an_order_of_services_ends_delivered_and_billed_once(training: Variant) -> None:
    order = now(an_order(a_practice(), {training: 2}, terms="on_account"))
    assert (order.state, order.lines.get().shipped) == (Order.State.SHIPPED, 2)
    assert order.closed_at is not None
    services.begin_services(order.pk)
    assert Invoice.objects.get().net_cents == 10_000
    assert not Shipment.objects.exists()


def test_paid_in_advance_it_is_delivered_and_has_its_invoice_already(training: Variant) -> None:
    order = an_order(a_practice(), {training: 1})
    assert now(order).state == Order.State.AWAITING_PAYMENT
    orders.mark_paid(order.pk)
    invoicing.issue_for_order(order.pk)
    assert now(order).state == Order.State.SHIPPED
    assert Invoice.objects.count() == 1


def test_an_order_that_is_held_begins_when_it_is_released(training: Variant) -> None:
    order = now(an_order(a_practice(), {training: 1}, terms="on_account", needs_review=True))
    assert (order.state, order.lines.get().shipped) == (Order.State.AWAITING_REVIEW, 0)
    services.begin_services(order.pk)
    orders.release(order.pk, None, reason="gebeld")
    assert now(order).state == Order.State.SHIPPED
    assert Invoice.objects.count() == 1


def test_what_was_called_off_before_is_not_billed(training: Variant) -> None:
    order = an_order(a_practice(), {training: 3}, terms="on_account")
    orders.cancel_lines(order.pk, {order.lines.get().pk: 1}, reason="te veel", by=None)
    assert now(order).state == Order.State.SHIPPED
    assert Invoice.objects.get().net_cents == 10_000


def test_goods_beside_it_keep_their_carriage_and_do_not_wait_for_it(training: Variant) -> None:
    goods = an_article()
    on_the_shelf(goods, 1)
    order = an_order(a_practice(), {goods: 1, training: 1}, terms="on_account", ships_complete=True)
    assert now(order).state == Order.State.RELEASED
    assert Invoice.objects.get().net_cents == 5_000
    shipment = Shipment.objects.get()
    services.pack(shipment.pk, courier="manual")
    services.hand_over(shipment.pk)
    assert now(order).state == Order.State.SHIPPED
    assert Invoice.objects.latest("pk").net_cents == 1_000 + order.carriage_cents


def test_who_gets_one_invoice_a_month_finds_it_there(training: Variant) -> None:
    monthly = a_practice(invoice_rhythm=Practice.InvoiceRhythm.MONTHLY)
    assert now(an_order(monthly, {training: 1}, terms="on_account")).state == Order.State.SHIPPED
    assert not Invoice.objects.exists()
    assert Billable.objects.get().quantity == 1
    (invoice,) = invoicing.issue_collected(clock.months_later(clock.today(), 1))
    assert invoice.net_cents == 5_000


@pytest.mark.parametrize("is_held", [False, True])
def test_a_service_that_staff_add_is_billed_when_the_order_is_released(
    training: Variant, *, is_held: bool
) -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=1_000_000)
    order = now(an_order(practice, {an_article(): 1}, terms="on_account", needs_review=is_held))
    training.refresh_from_db()
    counted = goods_only(practice, [Wanted(training, 1)], "NL")
    orders.add_pieces(order.pk, counted, reason="gebeld", by=None)
    told()
    assert Invoice.objects.exists() is not is_held
    if is_held:
        orders.release(order.pk, None, reason="gezien")
    assert now(order).state == Order.State.RELEASED
    assert Invoice.objects.get().net_cents == 5_000


def test_a_service_that_comes_later_is_billed_by_itself(training: Variant) -> None:
    order = now(an_order(a_practice(), {training: 1, an_article(): 1}, terms="on_account"))
    later = order.lines.get(is_service=True)
    later.pk, later.position, later.shipped = None, 3, 0
    later.save()
    services.begin_services(order.pk)
    begun = Delivery.objects.filter(topic=ServicesBegun.topic).order_by("pk")
    assert [row.payload["occasion"][-2:] for row in begun] == [":1", ":3"]
    assert [one.net_cents for one in Invoice.objects.all()] == [5_000, 5_000]


def test_what_lies_on_a_shelf_is_no_service_by_its_line_not_by_its_article(training: Variant) -> None:
    """An article may become goods, or a service, after it was ordered."""
    order = an_order(a_practice(), {training: 1}, terms="on_account", needs_review=True)
    Product.objects.update(is_service=False)
    on_the_shelf(training, 1)
    told()
    line = order.lines.get()
    assert (line.allocated, line.to_come) == (0, 1)
    Product.objects.update(is_service=True)
    training.refresh_from_db()
    assert (
        an_order(a_practice(), {training: 1}, terms="on_account", needs_review=True).lines.get().allocated
        == 0
    )


def test_no_parcel_takes_a_service_along(training: Variant) -> None:
    order = an_order(a_practice(), {training: 1}, terms="on_account")
    order.lines.update(allocated=1)
    assert services.queue(order.pk) is None
