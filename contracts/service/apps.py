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
        from contracts.service import case_panel, fault_telling
        from contracts.service.ties import ties_of
        from privacy import ties
        from shop.orders import panels

        ties.add(ties_of)
        menu.add(
            _("Faults"),
            "service:faults",
            position=27,
            icon="wrench",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(46, fault_telling.open_faults)
        passport.add(40, fault_telling.faults_of)
        passport.add_panel(20, fault_telling.report_a_fault)
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
