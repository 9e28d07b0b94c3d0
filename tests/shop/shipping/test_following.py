"""One parcel that makes trouble does not hide the others, and no scan is lost."""

import pytest

from d4d.foundation.errors import Misconfigured, Temporary
from shop.shipping import services
from shop.shipping.models import Parcel, Shipment
from shop.stock.models import Allocation
from tests.shop.shipping.stations import a_shipment
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
COURIERS = ["postnl", "dhl", "dpd"]


def parcels_on_their_way(courier: str, couriers: Outside, boxes: int = 3) -> list[Parcel]:
    """Boxes of one shipment that the courier has scanned; we do not know it yet."""
    parcels = services.pack(a_shipment().pk, courier=courier, boxes=boxes)
    for parcel in parcels:
        services.make_label(parcel.pk)
        parcel.refresh_from_db()
        couriers.scan(parcel.tracking_number, "in_transit")
    return parcels


def states() -> list[str]:
    """Where the parcels are, as far as we know, oldest first."""
    return list(Parcel.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("courier", COURIERS)
def test_a_parcel_that_the_courier_cannot_read_does_not_hide_the_others(
    courier: str, couriers: Outside
) -> None:
    first, *_others = parcels_on_their_way(courier, couriers)
    Parcel.objects.filter(pk=first.pk).update(tracking_number="onbekend")
    services.ask_courier(courier)
    assert states() == ["registered", "in_transit", "in_transit"]
    assert not Parcel.objects.filter(polled_at=None).exists()


@pytest.mark.parametrize("courier", COURIERS)
def test_one_answer_that_fails_does_not_hide_the_others(courier: str, couriers: Outside) -> None:
    parcels_on_their_way(courier, couriers)
    couriers.fault(courier, "error", count=1)
    services.ask_courier(courier)
    assert states() == ["registered", "in_transit", "in_transit"]
    services.ask_courier(courier)
    assert states() == ["in_transit"] * 3


def test_a_service_that_is_down_is_left_alone(couriers: Outside) -> None:
    parcels_on_their_way("postnl", couriers, boxes=5)
    couriers.fault("postnl", "error", count=5)
    before = len(couriers.ledger("postnl"))
    with pytest.raises(Temporary):
        services.ask_courier("postnl")
    assert len(couriers.ledger("postnl")) - before == 3


def test_a_courier_that_does_not_know_us_is_told_at_once(couriers: Outside) -> None:
    parcels_on_their_way("postnl", couriers)
    couriers.fault("postnl", "unauthorised", count=1)
    with pytest.raises(Misconfigured):
        services.ask_courier("postnl")


def test_a_scan_is_kept_when_the_shipment_cannot_be_booked(couriers: Outside) -> None:
    (parcel,) = parcels_on_their_way("postnl", couriers, boxes=1)
    Allocation.objects.all().delete()
    services.ask_courier("postnl")
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.IN_TRANSIT
    assert parcel.scans.count() == 1
    assert Shipment.objects.get().state == Shipment.State.PACKED
