from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """Visits to practices, reports, faults and repairs."""

    name = "contracts.service"
    label = "service"
    verbose_name = _("Service")

    def ready(self) -> None:
        from accounts import menu
        from contracts.devices import passport
        from contracts.service import case_panel
        from shop.orders import panels

        menu.add(
            _("Questions"),
            "service:cases",
            position=28,
            icon="mail",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(48, case_panel.waiting_for_you)
        passport.add(60, case_panel.asked_about)
        panels.add(90, case_panel.questions_about)
