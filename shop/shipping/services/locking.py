"""Nobody else touches a shipment while somebody acts on it."""

from shop.orders import services as orders
from shop.shipping.models import Shipment


def lock(shipment_id: int) -> Shipment:
    """Hold a shipment until the transaction ends: its variants first, its order, and then itself."""
    order = orders.lock(Shipment.objects.values_list("order_id", flat=True).get(pk=shipment_id))
    shipment = Shipment.objects.select_for_update().get(pk=shipment_id)
    shipment.order = order
    return shipment
