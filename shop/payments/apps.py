from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Money that comes in and goes back, through the payment provider."""

    name = "shop.payments"
    label = "payments"
    verbose_name = _("Payments")
