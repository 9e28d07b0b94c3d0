"""What lies ready is picked once, packed with its lots, and leaves stock and books together."""

from datetime import date

import pytest

from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.models import Parcel, Shipment
from shop.stock.models import Batch
from tests.shop.builders import on_the_shelf
from tests.shop.shipping.stations import a_paid_order, a_shipment, told

pytestmark = pytest.mark.django_db


def test_a_released_order_is_on_the_pick_list_once() -> None:
    order = a_paid_order(pieces=3)
    services.queue(order.pk)
    services.queue(order.pk)
    assert [line.quantity for line in Shipment.objects.get().lines.all()] == [3]


def test_an_unpaid_order_is_not_picked() -> None:
    order = a_paid_order()
    Order.objects.filter(pk=order.pk).update(state=Order.State.AWAITING_PAYMENT)
    assert services.queue(order.pk) is None
    assert not Shipment.objects.exists()


def test_what_is_short_follows_in_a_second_shipment() -> None:
    order = a_paid_order(pieces=10, on_shelf=6)
    first = services.queue(order.pk)
    assert first is not None
    services.pack(first.pk, courier="manual")
    services.hand_over(first.pk)
    order.refresh_from_db()
    line = order.lines.get()
    assert (order.state, line.shipped, line.back_ordered) == (Order.State.PARTLY_SHIPPED, 6, 4)
    on_the_shelf(line.variant, 5)
    told()
    second = Shipment.objects.get(sequence=2)
    assert [one.quantity for one in second.lines.all()] == [4]


def test_a_practice_that_wants_one_delivery_waits_for_all_of_it() -> None:
    order = a_paid_order(pieces=10, on_shelf=6, ships_complete=True)
    assert services.queue(order.pk) is None
    on_the_shelf(order.lines.get().variant, 4)
    told()
    assert [line.quantity for line in Shipment.objects.get().lines.all()] == [10]


def test_pieces_that_were_called_off_leave_the_pick_list() -> None:
    order = a_paid_order(pieces=3)
    services.queue(order.pk)
    orders.cancel_lines(order.pk, {order.lines.get().pk: 1}, reason="te veel", by=None)
    services.withdraw(order.pk)
    waiting = Shipment.objects.get(state=Shipment.State.TO_PICK)
    assert [line.quantity for line in waiting.lines.all()] == [2]


def test_a_packed_order_can_no_longer_be_called_off() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual")
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel(shipment.order_id, reason="", by=None)
    shipment.order.refresh_from_db()
    assert shipment.order.state == Order.State.RELEASED


@pytest.mark.parametrize("scans", [[], ["ABC124"], ["(01)08712345678906(10)XYZ"]])
def test_a_tracked_article_is_not_packed_without_its_lot(scans: list[str]) -> None:
    shipment = a_shipment(is_lot_tracked=True, lot="ABC123")
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="manual", scanned=scans)
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.TO_PICK
    assert not Parcel.objects.exists()


@pytest.mark.parametrize("scan", ["ABC123", " ABC123 ", "(01)04012345678901(17)271231(10)ABC123"])
def test_the_lot_that_was_scanned_stands_on_the_shipment(scan: str) -> None:
    shipment = a_shipment(is_lot_tracked=True, lot="ABC123")
    services.pack(shipment.pk, courier="manual", scanned=[scan])
    services.hand_over(shipment.pk)
    assert list(shipment.lines.values_list("lot", "quantity")) == [("ABC123", 3)]


def test_an_unknown_courier_is_refused() -> None:
    shipment = a_shipment()
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="pigeon")
    assert not Parcel.objects.exists()


def test_a_shipment_is_packed_once() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual", boxes=2)
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="manual")
    assert Parcel.objects.count() == 2
    assert len(set(Parcel.objects.values_list("reference", flat=True))) == 2


def test_handing_over_takes_the_goods_from_the_shelf_once() -> None:
    shipment = a_shipment(pieces=3, on_shelf=10)
    services.pack(shipment.pk, courier="manual")
    assert services.hand_over(shipment.pk)
    assert not services.hand_over(shipment.pk)
    batch = Batch.objects.get()
    assert (batch.on_hand, batch.allocated) == (7, 0)
    shipment.order.refresh_from_db()
    assert shipment.order.state == Order.State.SHIPPED


def test_goods_on_account_are_billed_when_they_leave() -> None:
    shipment = a_shipment(pieces=3)
    Order.objects.filter(pk=shipment.order_id).update(terms=Order.Terms.ON_ACCOUNT)
    practice = shipment.order.practice
    practice.kvk_number = "12345678"
    practice.save()
    services.pack(shipment.pk, courier="manual")
    services.hand_over(shipment.pk)
    invoice = Invoice.objects.get()
    assert invoice.net_cents == 3 * 1000 + shipment.order.carriage_cents
    assert invoice.issued_on >= date(2020, 1, 1)


def test_goods_paid_in_advance_are_not_billed_again() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual")
    services.hand_over(shipment.pk)
    assert not Invoice.objects.exists()
