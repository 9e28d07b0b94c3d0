"""What left the house with a serial number stands in the register of the practice, once."""

from datetime import date

import pytest

from contracts.devices import services
from contracts.devices.models import Device, ProductService
from d4d.foundation import clock
from privacy.models import DataSubject
from shop.catalogue.models import Attribute, AttributeValue, Variant
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services as shipping
from shop.shipping.models import Parcel, Shipment
from tests.contracts.devices.builders import a_device, a_kind
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs
from tests.shop.shipping.stations import told

pytestmark = pytest.mark.django_db


def an_order_of_two() -> Order:
    """Two autoclaves with their own serial numbers, paid for."""
    the_tariffs()
    article = an_article(name="Autoclaaf B", is_serial_tracked=True, gtin="8712345678906")
    for serial in ("SN-1", "SN-2"):
        on_the_shelf(article, 1, serial=serial)
    practice = a_practice()
    order = an_order(practice, {article: 2}, placed_by=a_member(practice))
    return orders.mark_paid(order.pk)


def sent(order: Order) -> Shipment:
    """With the courier; news is not yet told."""
    shipment = shipping.queue(order.pk) or order.shipments.get()
    shipping.pack(shipment.pk, courier="manual", scanned=["SN-1", "SN-2"])
    shipping.hand_over(shipment.pk)
    return shipment


def article_of(order: Order) -> Variant:
    return order.lines.get().variant


def test_each_piece_with_a_serial_number_becomes_a_device_once() -> None:
    order = an_order_of_two()
    article = article_of(order)
    attribute = Attribute.objects.create(code="connection", name="Aansluiting", name_en="Connection")
    AttributeValue.objects.create(variant=article, attribute=attribute, value="230 V")
    ProductService.objects.create(product=article.product, kind=a_kind(), warranty_months=24)
    sent(order)
    told()
    for parcel in Parcel.objects.all():
        services.receive_parcel(parcel.pk)
    devices = Device.objects.order_by("serial")
    assert [(one.serial, one.practice, one.variant, one.kind.code) for one in devices] == [
        ("SN-1", order.practice, article, "autoclave"),
        ("SN-2", order.practice, article, "autoclave"),
    ]
    device = devices[0]
    assert (device.brand, device.model, device.connection) == ("Merk", "Autoclaaf B", "230 V")
    assert (device.udi_di, device.bought_on) == ("08712345678906", clock.today())
    assert device.warranty_until == clock.months_later(clock.today(), 24)
    assert device.changes.get().kind == "brought"


def test_a_product_that_gets_its_kind_later_is_caught_up_with() -> None:
    order = an_order_of_two()
    sent(order)
    told()
    assert not Device.objects.exists()
    for _again in range(2):
        services.set_service(article_of(order).product, a_kind(), 12)
        told()
    assert Device.objects.count() == 2


def test_a_device_that_the_practice_wrote_down_first_is_recognised() -> None:
    order = an_order_of_two()
    ProductService.objects.create(product=article_of(order).product, kind=a_kind(), warranty_months=6)
    known = a_device(order.practice, brand="MERK", serial="SN-1", room="Kelder")
    sent(order)
    told()
    assert Device.objects.count() == 2
    known.refresh_from_db()
    assert (known.variant, known.room, known.is_ours) == (article_of(order), "Kelder", True)
    assert known.warranty_until is not None


def test_a_serial_number_that_is_used_again_makes_its_own_device() -> None:
    order = an_order_of_two()
    ProductService.objects.create(product=article_of(order).product, kind=a_kind())
    elsewhere = a_device(a_practice(), brand="Merk", serial="SN-1")
    sent(order)
    told()
    assert Device.objects.filter(practice=order.practice).count() == 2
    elsewhere.refresh_from_db()
    assert elsewhere.variant is None


def test_nothing_is_written_down_of_a_practice_that_is_erased() -> None:
    order = an_order_of_two()
    sent(order)
    told()
    DataSubject.objects.filter(pk=order.practice.subject_id).update(state=DataSubject.State.ERASED)
    services.set_service(article_of(order).product, a_kind(), 12)
    told()
    assert not Device.objects.exists()


def test_the_warranty_ends_on_the_last_day_of_a_short_month() -> None:
    assert clock.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
