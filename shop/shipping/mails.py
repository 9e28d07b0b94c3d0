"""Letters of the shipping room."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.db.models import QuerySet

from d4d.foundation.mail import Enclosure, Letter
from privacy.letters import post
from privacy.vocabulary import DELIVERY, RECIPIENTS
from shop.catalogue.models import Document
from shop.orders.models import Order, OrderLine
from shop.shipping.couriers import courier
from shop.shipping.models import Parcel, Shipment

PDF = b"%PDF-"


def parcel_on_its_way(parcel_id: int) -> None:
    """A courier has a parcel: what is in it, and how to follow it.

    Safety data sheets travel along with the first parcel that holds a product (REACH art. 31).
    """
    parcel = Parcel.objects.select_related(
        "shipment__order__practice", "shipment__order__placed_by__subject"
    ).get(pk=parcel_id)
    order = parcel.shipment.order
    if order.placed_by is None:
        return
    url = courier(parcel.courier).tracking_url(
        parcel.tracking_number, order.delivery_postcode, order.delivery_country
    )
    letter = Letter(
        key=f"parcel-handed-over:{parcel.pk}",
        template="mail/shipping/parcel_on_its_way",
        to=order.placed_by.email,
        language=order.placed_by.language,
        context={
            "parcel": parcel,
            "order": order,
            "lines": list(parcel.shipment.lines.select_related("order_line")),
            "still_to_come": [line for line in order.lines.order_by("position") if line.to_come],
            "courier": RECIPIENTS[parcel.courier].name,
            "tracking_url": url,
        },
        enclosures=_safety_sheets(parcel.shipment),
    )
    post(
        letter, subject=order.placed_by.subject.uuid, purpose=DELIVERY, occasion=f"parcel {parcel.reference}"
    )


def _safety_sheets(shipment: Shipment) -> Sequence[Enclosure]:
    products = set(shipment.lines.values_list("order_line__variant__product", flat=True))
    known = set(_sent_before(shipment.order, shipment).values_list("variant__product", flat=True))
    sheets = Document.objects.filter(product__in=products - known, kind=Document.Kind.SAFETY)
    return [_enclosure(sheet) for sheet in sheets.order_by("pk")]


def _sent_before(order: Order, shipment: Shipment) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(
        order__practice=order.practice,
        shipment_lines__shipment__state=Shipment.State.HANDED_OVER,
        shipment_lines__shipment__pk__lt=shipment.pk,
    )


def _enclosure(sheet: Document) -> Enclosure:
    with sheet.file.open("rb") as file:
        content = file.read()
    kind = "application/pdf" if content.startswith(PDF) else "application/octet-stream"
    return Enclosure(PurePosixPath(str(sheet.file.name)).name, content, kind)
