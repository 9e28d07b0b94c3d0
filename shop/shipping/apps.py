from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShippingConfig(AppConfig):
    """Parcels on their way to a practice, and where they are."""

    name = "shop.shipping"
    label = "shipping"
    verbose_name = _("Shipping")
