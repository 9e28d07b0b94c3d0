from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvoicingConfig(AppConfig):
    """What a practice owes: gapless, unchangeable invoices as PDF and UBL."""

    name = "shop.invoicing"
    label = "invoicing"
    verbose_name = _("Invoices")
