"""The packing table and the parcels."""

from shop.shipping.admin.parcels import ParcelAdmin
from shop.shipping.admin.shipments import ShipmentAdmin

__all__ = ["ParcelAdmin", "ShipmentAdmin"]
