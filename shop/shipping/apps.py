from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShippingConfig(AppConfig):
    """Parcels on their way to a practice, and where they are."""

    name = "shop.shipping"
    label = "shipping"
    verbose_name = _("Shipments and parcels")

    def ready(self) -> None:
        """Tell the orders room when somebody is packing, and show parcels on its page."""
        from accounts import glance
        from d4d.foundation import reconciliation
        from privacy import finding
        from shop.orders import in_hand, panels
        from shop.shipping import lookups
        from shop.shipping.models import Shipment
        from shop.shipping.panel import parcels_of
        from shop.shipping.services.catching_up import catch_up

        panels.add(30, parcels_of)

        in_hand.ask(Shipment.is_being_packed)
        reconciliation.add(50, "shipping", catch_up)
        glance.add(30, _("Parcels on their way"), lookups.under_way_to, lookups.OF_PRACTICE)
        finding.add(50, _("Parcels"), lookups.by_number, lookups.FOUND)
