"""What the page of an order shows of its parcels."""

from privacy.vocabulary import RECIPIENTS
from shop.orders.models import Order
from shop.orders.panels import Panel
from shop.shipping.couriers import courier
from shop.shipping.models import Parcel


def parcels_of(order: Order) -> Panel | None:
    """The parcels of an order with where they are, or nothing while none is packed."""
    parcels = (
        Parcel.objects.filter(shipment__order=order)
        .exclude(state=Parcel.State.CANCELLED)
        .prefetch_related("shipment__lines__order_line")
        .order_by("pk")
    )
    shown = [_shown(parcel, order) for parcel in parcels]
    return Panel("shipping/_parcels.html", {"parcels": shown}) if shown else None


def _shown(parcel: Parcel, order: Order) -> dict[str, object]:
    url = ""
    if parcel.tracking_number:
        url = courier(parcel.courier).tracking_url(
            parcel.tracking_number, order.delivery_postcode, order.delivery_country
        )
    return {
        "row": parcel,
        "courier": RECIPIENTS[parcel.courier].name,
        "url": url,
        "lines": parcel.shipment.lines.all(),
    }
