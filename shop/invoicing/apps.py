"""The invoicing room's place in the Django project."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    """Invoices, credit notes, their PDF and their UBL."""

    name = "shop.invoicing"
    label = "invoicing"
    default_auto_field = "django.db.models.BigAutoField"
