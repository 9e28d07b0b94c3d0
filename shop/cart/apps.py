from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CartConfig(AppConfig):
    """What a practice is about to order: cart, lists, quick order, earlier orders."""

    name = "shop.cart"
    label = "cart"
    verbose_name = _("Cart")
