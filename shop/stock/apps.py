from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StockConfig(AppConfig):
    """What lies on the shelf: receipts, lots, counts, and allocation that can never oversell."""

    name = "shop.stock"
    label = "stock"
    verbose_name = _("Stock")
