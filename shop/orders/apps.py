from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """What a practice has ordered, and how far we are with it."""

    name = "shop.orders"
    label = "orders"
    verbose_name = _("Orders")
