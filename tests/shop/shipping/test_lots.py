"""What lies in a box is what the books say left the house, lot by lot."""

from datetime import timedelta

import pytest

from d4d.foundation import clock
from shop.orders import services as orders
from shop.shipping import services
from shop.shipping.models import Shipment
from shop.stock.models import Batch
from tests.shop.builders import on_the_shelf
from tests.shop.shipping.stations import a_paid_order, a_shipment, told

pytestmark = pytest.mark.django_db


def lots_of(shipment: Shipment) -> list[tuple[str, int]]:
    """The lots that a shipment says it has, with their pieces."""
    return sorted(shipment.lines.values_list("lot", "quantity"))


def two_shipments_of_one_line() -> tuple[Shipment, Shipment]:
    """Six of lot A are on the pick list; then four of lot B come in, which expire sooner."""
    order = a_paid_order(pieces=10, on_shelf=6, lot="A", is_lot_tracked=True)
    told()
    soon = clock.today() + timedelta(days=30)
    on_the_shelf(order.lines.get().variant, 4, lot="B", expires_on=soon)
    told()
    first, second = Shipment.objects.order_by("sequence")
    return first, second


@pytest.mark.parametrize("is_packed_first", [True, False])
def test_two_shipments_of_a_line_never_swap_their_lots(is_packed_first: bool) -> None:
    first, second = two_shipments_of_one_line()
    scans = {first.pk: ["A"], second.pk: ["B"]}
    for pk in sorted(scans, reverse=not is_packed_first):
        services.pack(pk, courier="manual", scanned=scans[pk])
    assert lots_of(first) == [("A", 6)]
    services.hand_over(first.pk)
    assert lots_of(first) == [("A", 6)]
    assert dict(Batch.objects.values_list("lot", "on_hand")) == {"A": 0, "B": 4}
    services.hand_over(second.pk)
    assert lots_of(second) == [("B", 4)]


def test_what_is_scanned_goes_even_when_another_shipment_was_first() -> None:
    first, second = two_shipments_of_one_line()
    services.pack(second.pk, courier="manual", scanned=["A"])
    services.pack(first.pk, courier="manual", scanned=["A", "B"])
    services.hand_over(second.pk)
    services.hand_over(first.pk)
    assert lots_of(second) == [("A", 4)]
    assert lots_of(first) == [("A", 2), ("B", 4)]


def test_a_lot_that_does_not_go_along_is_refused() -> None:
    first, _second = two_shipments_of_one_line()
    with pytest.raises(services.CannotPack, match="B"):
        services.pack(first.pk, courier="manual", scanned=["A", "B"])
    assert lots_of(first) == [("", 6)]


def test_goods_without_tracking_keep_their_shelf_too() -> None:
    order = a_paid_order(pieces=10, on_shelf=6, lot="A")
    told()
    services.pack(Shipment.objects.get().pk, courier="manual")
    on_the_shelf(order.lines.get().variant, 4, lot="B", expires_on=clock.today() + timedelta(days=30))
    told()
    first = Shipment.objects.get(sequence=1)
    services.hand_over(first.pk)
    assert lots_of(first) == [("A", 6)]


def test_pieces_that_expired_are_not_packed_and_the_pick_list_is_made_anew() -> None:
    shipment = a_shipment(pieces=3, on_shelf=2)
    order = shipment.order
    fresh = Batch.objects.get()
    variant = order.lines.get().variant
    old = on_the_shelf(variant, 1, expires_on=clock.today() + timedelta(days=1))
    told()
    second = Shipment.objects.get(sequence=2)
    Batch.objects.filter(pk=old.pk).update(expires_on=clock.today())
    with pytest.raises(services.CannotPack):
        services.pack(second.pk, courier="manual")
    orders.withdraw_expired()
    services.withdraw(order.pk)
    waiting = Shipment.objects.get(state=Shipment.State.TO_PICK)
    services.pack(waiting.pk, courier="manual")
    assert [line.batch for line in waiting.lines.all()] == [fresh]
