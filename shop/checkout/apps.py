from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    """From cart to placed order in three short pages, or one."""

    name = "shop.checkout"
    label = "checkout"
    verbose_name = _("Checkout")
