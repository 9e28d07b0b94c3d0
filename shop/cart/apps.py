from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CartConfig(AppConfig):
    """What a practice is about to order: cart, lists, quick order, earlier orders."""

    name = "shop.cart"
    label = "cart"
    verbose_name = _("Cart")

    def ready(self) -> None:
        from accounts import menu

        menu.add(
            _("Lists"),
            "cart:lists",
            position=14,
            icon="list",
            allowed=lambda member: member.may_see_orders,
        )
