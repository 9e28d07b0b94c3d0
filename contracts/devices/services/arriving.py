"""What we sold with a serial number becomes a device of the practice that it was sent to."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from contracts.devices.events import ProductBecameDevice
from contracts.devices.models import Device, DeviceChange, DeviceKind, ProductService
from contracts.devices.origins import origin_of
from contracts.devices.recognising import COLOUR, CONNECTION, facts_of, name_of
from contracts.devices.services.keeping import DeviceFields, add, note, retire
from d4d.foundation import clock, outbox
from privacy.models import DataSubject
from shop.catalogue.models import Product
from shop.shipping.models import Parcel, Shipment, ShipmentLine

GONE = (DataSubject.State.ERASING, DataSubject.State.ERASED)


@transaction.atomic
def set_service(product: Product, kind: DeviceKind, warranty_months: int) -> ProductService:
    """From now on pieces of a product become devices of a kind, and so do those that were sent before."""
    service, _made = ProductService.objects.update_or_create(
        product=product, defaults={"kind": kind, "warranty_months": warranty_months}
    )
    outbox.nudge(ProductBecameDevice(product_id=product.pk))
    return service


def receive_parcel(parcel_id: int) -> list[Device]:
    """A parcel went to a practice: every piece in its shipment with a serial number is a device there.

    Harmless to repeat: a line of a shipment makes one device, once.
    """
    shipment = Parcel.objects.values_list("shipment_id", flat=True).get(pk=parcel_id)
    return _write_down(_lines().filter(shipment=shipment))


def catch_up(product_id: int) -> list[Device]:
    """A product is known to be a device: pieces that went out before are written down after all."""
    return _write_down(_lines().filter(order_line__variant__product=product_id))


def retire_returned(shipment_line_id: int) -> Device | None:
    """A piece that was sent back is out of use where it came from; None when it was no device there."""
    line = ShipmentLine.objects.select_related("shipment__order").filter(pk=shipment_line_id).first()
    if line is None:
        return None
    stood = Device.objects.in_use().filter(
        origin=origin_of(line.pk), practice=line.shipment.order.practice_id
    )
    device = stood.first()
    return retire(device.pk, by=None) if device else None


def _lines() -> QuerySet[ShipmentLine]:
    """Pieces with a serial number that left, of products that are devices, to practices that exist."""
    return (
        ShipmentLine.objects.filter(
            shipment__state=Shipment.State.HANDED_OVER,
            order_line__variant__product__service__isnull=False,
        )
        .exclude(serial="")
        .exclude(shipment__order__practice__subject__state__in=GONE)
        .select_related(
            "shipment__order",
            "order_line__variant__product__brand",
            "order_line__variant__product__service",
        )
        .order_by("pk")
    )


def _write_down(lines: Iterable[ShipmentLine]) -> list[Device]:
    return [device for line in lines if (device := _device_of(line))]


@transaction.atomic
def _device_of(line: ShipmentLine) -> Device | None:
    origin = origin_of(line.pk)
    if Device.objects.filter(origin=origin).exists():
        return None
    fields = _fields(line)
    practice_id = line.shipment.order.practice_id
    if known := _written_down_by_hand(practice_id, fields):
        return _recognise(known, fields, origin)
    return add(practice_id, fields, None, is_sure=True, origin=origin)


def _written_down_by_hand(practice_id: int, fields: DeviceFields) -> Device | None:
    """The same piece, when the practice entered it before we did."""
    same = Device.objects.select_for_update().filter(
        practice=practice_id, serial=fields.serial, brand__iexact=fields.brand, origin=None
    )
    return same.order_by("pk").first()


def _recognise(device: Device, fields: DeviceFields, origin: str) -> Device:
    device.origin, device.variant_id, device.product_id = origin, fields.variant_id, fields.product_id
    device.udi_di = device.udi_di or fields.udi_di
    device.bought_on = device.bought_on or fields.bought_on
    device.warranty_until = device.warranty_until or fields.warranty_until
    device.save()
    note(device, DeviceChange.Kind.BROUGHT, by=None, on=fields.bought_on)
    return device


def _fields(line: ShipmentLine) -> DeviceFields:
    variant = line.order_line.variant
    product, service = variant.product, variant.product.service
    left_on = _left_on(line)
    facts = facts_of(variant)
    return DeviceFields(
        kind_id=service.kind_id,
        brand=product.brand.name,
        model=name_of(variant),
        colour=facts.get(COLOUR, "")[:40],
        connection=facts.get(CONNECTION, "")[:40],
        serial=line.serial,
        lot=line.lot,
        udi_di=variant.gtin.zfill(14) if variant.gtin else "",
        bought_on=left_on,
        warranty_until=clock.months_later(left_on, service.warranty_months)
        if service.warranty_months
        else None,
        product_id=product.pk,
        variant_id=variant.pk,
    )


def _left_on(line: ShipmentLine) -> date:
    return clock.local(line.shipment.handed_over_at or clock.now()).date()
