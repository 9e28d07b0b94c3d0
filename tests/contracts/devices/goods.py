"""Medical devices that were shipped to practices, with their lines in the ledger."""

from datetime import date, datetime
from typing import Any

from accounts.models import Membership, Practice
from contracts.devices.models import Trace
from contracts.devices.services import tracing
from d4d.foundation import clock
from shop.catalogue.models import Brand, Product, Variant
from shop.shipping.models import Parcel, Shipment, ShipmentLine
from shop.stock.models import Supplier
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf

SHIPPED = date(2026, 3, 2)
GTIN = "08712345678906"


def a_device(device_class: str = "IIa", *, is_implantable: bool = False, **facts: Any) -> Variant:
    """An article that is a medical device, with a lot or a serial number on each piece."""
    variant = an_article(name="Curetvrij implantaatschroef", gtin=GTIN[1:], is_lot_tracked=True, **facts)
    Product.objects.filter(pk=variant.product_id).update(
        device_class=device_class,
        has_ce_mark=True,
        has_dutch_instructions=True,
        has_udi=True,
        is_implantable=is_implantable,
    )
    Brand.objects.filter(pk=variant.product.brand_id).update(name="Maker GmbH")
    return variant


def shipped(practice: Practice, variant: Variant, quantity: int, lot: str, on: date = SHIPPED) -> Parcel:
    """Pieces of a lot that left the house in one parcel; nothing stands in the ledger yet."""
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=clock.AMSTERDAM)
    supplier, _made = Supplier.objects.get_or_create(name="Dental Depot")
    batch = on_the_shelf(variant, quantity, lot=lot, supplier_id=supplier.pk)
    order = an_order(practice, {variant: quantity})
    shipment = Shipment.objects.create(
        order=order, sequence=1, courier="postnl", state=Shipment.State.HANDED_OVER, handed_over_at=moment
    )
    ShipmentLine.objects.create(
        shipment=shipment, order_line=order.lines.get(), quantity=quantity, lot=lot, batch=batch
    )
    return Parcel.objects.create(shipment=shipment, reference=f"P-{order.number}", courier="postnl")


def got(practice: Practice, variant: Variant, quantity: int, lot: str, on: date = SHIPPED) -> Trace:
    """A practice got these pieces, and the ledger knows it."""
    parcel = shipped(practice, variant, quantity, lot, on)
    tracing.trace_parcel(parcel.pk)
    return Trace.objects.get(origin=f"shipment-line:{parcel.shipment.lines.get().pk}")


def a_clinic(name: str) -> Practice:
    """A practice with a manager."""
    practice = a_practice(name=name)
    a_member(practice, Membership.Role.MANAGER)
    return practice
