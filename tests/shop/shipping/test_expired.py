"""Goods that expire in a closed box: fresh ones go in, or the books say what left."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from d4d import desk
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.models import Parcel, Shipment, ShipmentLine
from shop.stock.models import Allocation, Batch, Movement
from tests.shop.builders import a_colleague_of_the_house, on_the_shelf
from tests.shop.shipping.stations import a_shipment, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


def expired_in_its_box(*, fresh: int = 3, **facts: Any) -> Shipment:
    """Three pieces of lot OLD were packed and expired overnight; so many of lot NEW came in."""
    shipment = a_shipment(pieces=3, on_shelf=3, lot="OLD", **facts)
    services.pack(shipment.pk, courier="manual", scanned=["OLD"])
    services.make_label(shipment.parcels.get().pk)
    for rows in (Batch.objects.all(), ShipmentLine.objects.all()):
        rows.update(expires_on=clock.today())
    if fresh:
        later = clock.today() + timedelta(days=300)
        on_the_shelf(shipment.order.lines.get().variant, fresh, lot="NEW", expires_on=later)
    orders.withdraw_expired()
    told()
    shipment.refresh_from_db()
    return shipment


def the_courier_has(shipment: Shipment) -> None:
    shipment.parcels.update(state=Parcel.State.IN_TRANSIT)


def lots_of(shipment: Shipment) -> list[tuple[str, int]]:
    return sorted(shipment.lines.values_list("lot", "quantity"))


def on_hand() -> dict[str, tuple[int, int]]:
    """What lies on the shelf of each lot, and what of it is set aside."""
    return {lot: (here, kept) for lot, here, kept in Batch.objects.values_list("lot", "on_hand", "allocated")}


def test_other_batches_go_in_the_same_boxes_under_the_same_label() -> None:
    shipment = expired_in_its_box(is_lot_tracked=True)
    parcel = shipment.parcels.get()
    with pytest.raises(services.CannotPack, match="NEW"):
        services.take_other_batches(shipment.pk, scanned=["OLD"])
    assert lots_of(shipment) == [("OLD", 3)]
    services.take_other_batches(shipment.pk, scanned=["NEW"])
    assert (lots_of(shipment), shipment.parcels.get()) == ([("NEW", 3)], parcel)
    assert not Shipment.objects.with_expired_goods(clock.today()).exists()
    services.hand_over(shipment.pk)
    assert on_hand() == {"OLD": (0, 0), "NEW": (0, 0)}
    assert Order.objects.get().state == Order.State.SHIPPED


def test_when_too_little_is_fresh_the_boxes_are_left_as_they_are() -> None:
    shipment = expired_in_its_box(fresh=2)
    with pytest.raises(services.CannotPack):
        services.take_other_batches(shipment.pk)
    assert lots_of(shipment) == [("OLD", 3)]
    services.unpack(shipment.pk)
    assert Shipment.objects.get(state=Shipment.State.TO_PICK).lines.get().quantity == 2


@pytest.mark.parametrize("fresh", [0, 2, 3])
def test_what_left_before_it_was_withdrawn_is_booked_as_it_left(fresh: int) -> None:
    shipment = expired_in_its_box(fresh=fresh)
    the_courier_has(shipment)
    with pytest.raises(services.REFUSALS):
        services.hand_over(shipment.pk)
    services.book_as_left(shipment.pk)
    shipment.refresh_from_db()
    line = shipment.order.lines.get()
    assert (shipment.state, lots_of(shipment)) == (Shipment.State.HANDED_OVER, [("OLD", 3)])
    assert (line.shipped, line.allocated, line.to_come) == (3, 0, 0)
    assert on_hand() == {"OLD": (0, 0)} | ({"NEW": (fresh, 0)} if fresh else {})
    of_the_lot = Movement.objects.filter(batch__lot="OLD").order_by("pk")
    assert list(of_the_lot.values_list("kind", "quantity")) == [
        ("receipt", 3),
        ("adjustment", -3),
        ("adjustment", 3),
        ("shipment", -3),
    ]
    assert not Allocation.objects.exists()
    assert Order.objects.get().state == Order.State.SHIPPED
    assert not Shipment.objects.exclude(pk=shipment.pk).exists()


def test_what_left_on_account_is_billed_as_it_left() -> None:
    shipment = expired_in_its_box()
    Order.objects.update(terms=Order.Terms.ON_ACCOUNT)
    the_courier_has(shipment)
    services.book_as_left(shipment.pk)
    assert invoicing.open_cents(shipment.order.practice) == shipment.order.total_cents


def test_pieces_that_were_called_off_meanwhile_cannot_be_booked_as_left() -> None:
    shipment = expired_in_its_box(fresh=0)
    orders.cancel_lines(shipment.order_id, {shipment.order.lines.get().pk: 2}, reason="te laat", by=None)
    the_courier_has(shipment)
    before = on_hand()
    with pytest.raises(services.REFUSALS):
        services.book_as_left(shipment.pk)
    shipment.refresh_from_db()
    assert (shipment.state, on_hand()) == (Shipment.State.PACKED, before)


def test_each_way_is_open_only_where_the_boxes_are() -> None:
    shipment = expired_in_its_box()
    with pytest.raises(services.CannotPack):
        services.book_as_left(shipment.pk)
    the_courier_has(shipment)
    with pytest.raises(services.CannotPack):
        services.take_other_batches(shipment.pk)


def test_fresh_goods_in_a_box_need_no_decision() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual")
    for act in (services.take_other_batches, services.book_as_left):
        with pytest.raises(services.CannotPack):
            act(shipment.pk)


def page_of(shipment: Shipment) -> str:
    return f"/beheer/shipping/shipment/{shipment.pk}/verlopen/"


def at_the_desk(role: str = "warehouse") -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house(role))
    return client


def test_the_warehouse_finds_the_boxes_and_decides() -> None:
    shipment, client = expired_in_its_box(), at_the_desk()
    (queue,) = [one for one in desk.QUEUES if one.query == "expired=1"]
    assert list(queue.waiting()) == [shipment]
    listed = client.get(f"/beheer/shipping/shipment/?{queue.query}").context["cl"].result_list
    assert list(listed) == [shipment]
    change = f"/beheer/shipping/shipment/{shipment.pk}/change/"
    assert page_of(shipment) in client.get(change).content.decode()
    answer = client.post(page_of(shipment), {"decision": "left"})
    assert answer.context["form"].errors.keys() == {"decision"}
    assert client.post(page_of(shipment), {"decision": "others"})["Location"] == change
    assert (lots_of(shipment), queue.waiting().count()) == ([("NEW", 3)], 0)
    assert client.post(page_of(shipment), {"decision": "unpack"})["Location"] == change
    assert Shipment.objects.get().state == Shipment.State.PACKED


def test_the_warehouse_unpacks_or_books_what_left() -> None:
    shipment, client = expired_in_its_box(fresh=2), at_the_desk()
    refused = client.post(page_of(shipment), {"decision": "others"})
    assert refused.context["form"].non_field_errors()
    the_courier_has(shipment)
    assert 'value="others"' not in client.get(page_of(shipment)).content.decode()
    assert client.post(page_of(shipment), {"decision": "left"}).status_code == 302
    assert Shipment.objects.get().state == Shipment.State.HANDED_OVER


@pytest.mark.parametrize("role", ["sales", "finance", "service"])
def test_who_does_not_pack_decides_nothing(role: str) -> None:
    shipment = expired_in_its_box()
    assert at_the_desk(role).post(page_of(shipment), {"decision": "unpack"}).status_code == 404
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.PACKED
