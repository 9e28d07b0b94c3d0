from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    """From cart to placed order in three short pages, or one."""

    name = "shop.checkout"
    label = "checkout"
    verbose_name = _("Checkout")

    def ready(self) -> None:
        """Show on the page of an order that it waits for a yes, and count those that do."""
        from accounts import menu
        from shop.checkout.credit import against
        from shop.checkout.panels import approval, to_approve
        from shop.orders import limits, panels

        limits.ask(against)
        panels.add(5, approval)
        menu.add_tile(5, to_approve)
