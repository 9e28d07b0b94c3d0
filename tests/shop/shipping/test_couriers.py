"""PostNL, DHL and DPD get a name and an address, make one label, and are followed."""

import json
from collections import Counter

import pytest
from django.core.cache import cache

from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from privacy.models import Disclosure
from shop.shipping import services
from shop.shipping.couriers.dpd import DPD
from shop.shipping.models import Parcel
from tests.shop.shipping.stations import a_parcel, a_shipment
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
COURIERS = ["postnl", "dhl", "dpd"]
ADDRESS = ["city", "country", "house_number", "postcode", "practice", "street"]


@pytest.mark.parametrize("courier", COURIERS)
def test_a_box_gets_a_number_and_a_label(courier: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    services.make_label(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.REGISTERED
    assert parcel.tracking_number == couriers.parcels()[0]["id"]
    with parcel.label.open() as label:
        assert label.read().startswith(b"%PDF")


@pytest.mark.parametrize("courier", COURIERS)
def test_a_label_that_exists_is_not_made_again(courier: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    services.make_label(parcel.pk)
    services.make_label(parcel.pk)
    assert len(couriers.parcels()) == 1


@pytest.mark.promise("PV23")
@pytest.mark.parametrize("courier", COURIERS)
def test_name_and_address_leave_and_nothing_else(courier: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    order = parcel.shipment.order
    order.delivery_first_name, order.delivery_last_name = "Sanne", "de Wit"
    order.reference, order.delivery_note = "geheim-kenmerk", "geheime-notitie"
    order.save()
    services.make_label(parcel.pk)
    heard = json.dumps([call.get("body") for call in couriers.ledger(courier)])
    for needle in (order.placed_by.email, order.practice.billing_email, "geheim", order.practice.number):
        assert needle not in heard
    assert "de Wit" in heard
    assert "Lindelaan" in heard


@pytest.mark.promise("PV32")
def test_the_practice_can_see_afterwards_what_the_courier_got(couriers: Outside) -> None:
    parcel = a_parcel()
    services.make_label(parcel.pk)
    row = Disclosure.objects.get(recipient="postnl")
    assert row.subject == parcel.shipment.order.placed_by.subject.uuid
    assert set(ADDRESS) <= set(row.fields) <= {*ADDRESS, "first_name", "last_name", "addition"}
    assert row.occasion == f"parcel {parcel.reference}"


@pytest.mark.parametrize("courier", ["postnl", "dhl"])
def test_an_answer_that_was_lost_leaves_one_parcel_at_the_courier(courier: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    couriers.fault(courier, "lost_answer", count=1)
    with pytest.raises(Temporary):
        services.make_label(parcel.pk)
    for _ in range(3):
        services.make_label(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.REGISTERED
    assert Counter(one["reference"] for one in couriers.parcels()) == {parcel.reference: 1}


def test_dpd_cannot_say_what_became_of_a_try_so_somebody_looks(couriers: Outside) -> None:
    parcel = a_parcel("dpd")
    DPD()._sign_in()
    couriers.fault("dpd", "lost_answer", count=1)
    for _ in range(3):
        with pytest.raises(Rejected, match="DPD portal"):
            services.make_label(parcel.pk)
    assert len(couriers.parcels()) == 1
    services.make_label_again(parcel.pk)
    services.make_label(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.REGISTERED


@pytest.mark.parametrize("courier", COURIERS)
@pytest.mark.parametrize("fault", ["rate_limit", "error", "html", "reset"])
def test_a_courier_that_is_down_is_tried_later(courier: str, fault: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    couriers.fault(courier, fault, count=1)
    with pytest.raises(Temporary):
        services.make_label(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.WANTED
    assert not parcel.label


def test_a_courier_that_does_not_know_us_is_no_reason_to_ask_again(couriers: Outside) -> None:
    parcel = a_parcel("postnl")
    couriers.fault("postnl", "unauthorised", count=1)
    with pytest.raises(Misconfigured):
        services.make_label(parcel.pk)


def test_a_token_that_died_early_is_asked_anew(couriers: Outside) -> None:
    cache.set("courier:dhl:token", "an old one")
    parcel = a_parcel("dhl")
    services.make_label(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.REGISTERED


@pytest.mark.parametrize("courier", COURIERS)
def test_a_parcel_is_followed_to_the_door(courier: str, couriers: Outside) -> None:
    parcel = a_parcel(courier)
    services.make_label(parcel.pk)
    parcel.refresh_from_db()
    for step in ("handed_over", "in_transit", "out_for_delivery", "delivered"):
        couriers.scan(parcel.tracking_number, step)
    services.ask_courier(courier)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.DELIVERED
    assert parcel.scans.filter(status="delivered").count() == 1
    services.ask_courier(courier)
    assert parcel.scans.filter(status="delivered").count() == 1


def test_a_parcel_without_adapter_is_followed_by_hand() -> None:
    parcel = services.pack(a_shipment().pk, courier="manual")[0]
    services.make_label(parcel.pk)
    services.mark_delivered(parcel.pk)
    parcel.refresh_from_db()
    assert parcel.state == Parcel.State.DELIVERED
    assert parcel.shipment.state == "handed_over"
