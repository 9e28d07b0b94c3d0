"""Packing and calling off exclude each other, and a closed box can be opened again."""

from pathlib import Path
from typing import Any

import pytest

from d4d.foundation import clock
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.couriers import Label
from shop.shipping.models import Parcel, Shipment
from shop.shipping.services.label import _keep
from shop.stock.models import Batch
from tests.shop.builders import on_the_shelf
from tests.shop.shipping.stations import a_shipment, told
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


def test_what_was_called_off_just_now_is_not_packed() -> None:
    shipment = a_shipment(pieces=3)
    orders.cancel(shipment.order_id, reason="te laat", by=None)
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="manual")
    assert not Parcel.objects.exists()


def test_when_less_lies_ready_than_was_planned_the_pick_list_is_made_anew() -> None:
    shipment = a_shipment(pieces=3)
    line = shipment.order.lines.get()
    orders.cancel_lines(shipment.order_id, {line.pk: 1}, reason="te veel", by=None)
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="manual")
    waiting = Shipment.objects.get(state=Shipment.State.TO_PICK)
    assert [one.quantity for one in waiting.lines.all()] == [2]


def test_an_order_that_is_held_is_not_packed() -> None:
    shipment = a_shipment()
    Order.objects.filter(pk=shipment.order_id).update(state=Order.State.AWAITING_REVIEW)
    with pytest.raises(services.CannotPack):
        services.pack(shipment.pk, courier="manual")


def test_what_is_unpacked_is_on_the_pick_list_again_and_can_be_called_off() -> None:
    shipment = a_shipment(pieces=3)
    services.pack(shipment.pk, courier="manual", boxes=2)
    assert services.unpack(shipment.pk) == []
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.CANCELLED
    assert set(Parcel.objects.values_list("state", flat=True)) == {Parcel.State.CANCELLED}
    again = Shipment.objects.get(state=Shipment.State.TO_PICK)
    assert [one.quantity for one in again.lines.all()] == [3]
    orders.cancel(shipment.order_id, reason="", by=None)
    shipment.order.refresh_from_db()
    assert shipment.order.state == Order.State.CANCELLED


def test_staff_hears_which_labels_to_destroy(couriers: Outside) -> None:
    shipment = a_shipment()
    labelled, waiting = services.pack(shipment.pk, courier="dhl", boxes=2)
    services.make_label(labelled.pk)
    assert services.unpack(shipment.pk) == [labelled]
    services.make_label(waiting.pk)
    assert len(couriers.parcels()) == 1


def test_what_the_courier_has_seen_is_not_unpacked() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual")
    Parcel.objects.update(state=Parcel.State.IN_TRANSIT)
    with pytest.raises(services.CannotPack):
        services.unpack(shipment.pk)
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.PACKED


def test_what_has_left_is_not_unpacked() -> None:
    shipment = a_shipment()
    services.pack(shipment.pk, courier="manual")
    services.hand_over(shipment.pk)
    with pytest.raises(services.CannotPack):
        services.unpack(shipment.pk)


def test_a_closed_box_with_goods_that_expired_is_refused_and_can_be_unpacked() -> None:
    shipment = a_shipment(pieces=3, on_shelf=3)
    services.pack(shipment.pk, courier="manual")
    Batch.objects.update(expires_on=clock.today())
    on_the_shelf(shipment.order.lines.get().variant, 3, lot="fresh")
    orders.withdraw_expired()
    told()
    with pytest.raises(services.REFUSALS) as refused:
        services.hand_over(shipment.pk)
    assert services.in_words(refused.value)
    services.unpack(shipment.pk)
    again = Shipment.objects.get(state=Shipment.State.TO_PICK)
    services.pack(again.pk, courier="manual")
    services.hand_over(again.pk)
    assert list(again.lines.values_list("lot", "quantity")) == [("fresh", 3)]
    assert Parcel.objects.get(shipment=shipment).state == Parcel.State.CANCELLED


def test_a_label_that_arrives_after_unpacking_is_not_kept(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    shipment = a_shipment()
    parcel = services.pack(shipment.pk, courier="postnl")[0]
    Parcel.objects.filter(pk=parcel.pk).update(asked_at=clock.now())
    assert services.unpack(shipment.pk) == [parcel]
    _keep(parcel, Label("3SDEVC1", "3SDEVC1", b"%PDF-1.4"))
    assert not list(tmp_path.rglob("*.pdf"))
    parcel.refresh_from_db()
    assert (parcel.state, parcel.tracking_number) == (Parcel.State.CANCELLED, "")
