from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """Orders that somebody looks at before they are packed."""

    name = "shop.screening"
    label = "screening"
    verbose_name = _("Held orders")

    def ready(self) -> None:
        """Have every order looked over before it is released, and say so on its page."""
        from shop.orders import panels, second_look
        from shop.screening import services
        from shop.screening.panel import being_looked_at

        second_look.ask(services.hold)
        panels.add(6, being_looked_at)
