"""Letters of the shipping room."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from d4d.foundation.mail import Enclosure, Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import DELIVERY, RECIPIENTS
from shop.catalogue.models import Document
from shop.orders.models import Order, OrderLine
from shop.orders.readers import Choice, Reader, orderer
from shop.shipping.couriers import courier
from shop.shipping.models import Parcel, Shipment

log = logging.getLogger("d4d.shipping")
PDF = b"%PDF-"


def parcel_on_its_way(parcel_id: int, to: Choice) -> None:
    """A courier has a parcel: what is in it, and how to follow it.

    Safety data sheets travel along with the first parcel that holds a product (REACH art. 31).
    """
    parcel = _parcel(parcel_id)
    order = parcel.shipment.order
    url = courier(parcel.courier).tracking_url(
        parcel.tracking_number, order.delivery_postcode, order.delivery_country
    )
    context = {
        "lines": list(parcel.shipment.lines.select_related("order_line")),
        "still_to_come": _still_to_come(order),
        "tracking_url": url,
    }
    sheets = _safety_sheets(parcel.shipment)
    _send(parcel, to(order), "handed-over", "parcel_on_its_way", context, sheets)


def parcel_delivered(parcel_id: int) -> None:
    """A parcel has arrived: told to whoever ordered, if their practice chose to hear it."""
    parcel = _parcel(parcel_id)
    order = parcel.shipment.order
    reader = orderer(order) if order.practice.hears_of_delivery else None
    if reader is None:
        return
    page = settings.PUBLIC_ORIGIN + reverse("orders:detail", args=[order.number])
    context = {
        "lines": list(parcel.shipment.lines.select_related("order_line")),
        "has_account": reader.has_account,
        "button_url": page if reader.has_account else "",
    }
    _send(parcel, reader, "delivered", "parcel_delivered", context)


def _still_to_come(order: Order) -> list[OrderLine]:
    lines = order.lines.select_related("variant").order_by("position")
    return [line for line in lines if line.to_come]


def _parcel(parcel_id: int) -> Parcel:
    whose = ("shipment__order__practice", "shipment__order__placed_by__subject")
    return Parcel.objects.select_related(*whose).get(pk=parcel_id)


def _send(
    parcel: Parcel,
    reader: Reader | None,
    what: str,
    template: str,
    context: Mapping[str, Any],
    enclosures: Sequence[Enclosure] = (),
) -> None:
    if reader is None:
        return
    order = parcel.shipment.order
    letter = Letter(
        key=f"parcel-{what}:{parcel.pk}:{reader.mark}",
        template=f"mail/shipping/{template}",
        to=reader.email,
        language=reader.language,
        context={
            "parcel": parcel,
            "order": order,
            "courier": RECIPIENTS[parcel.courier].name,
            **context,
        },
        enclosures=enclosures,
    )
    try:
        post(letter, subject=reader.subject, purpose=DELIVERY, occasion=f"parcel {parcel.reference}")
    except NotPermitted as refusal:
        log.info("no letter about parcel %s (%s): %s", parcel.reference, template, refusal)


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
