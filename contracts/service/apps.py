from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """Visits to practices, reports, faults and repairs."""

    name = "contracts.service"
    label = "service"
    verbose_name = _("Service")

    def ready(self) -> None:
        from accounts import menu
        from contracts.devices import dossier, passport
        from contracts.service import case_panel
        from contracts.service.visit_telling import next_visit, papers_of, visits_of
        from contracts.service.visit_ties import ties_of
        from privacy import ties
        from shop.orders import panels

        ties.add(ties_of)
        passport.add(20, visits_of)
        passport.add(60, case_panel.asked_about)
        dossier.add(papers_of)
        panels.add(90, case_panel.questions_about)
        menu.add(
            _("Maintenance"),
            "service:visits",
            position=26,
            icon="calendar",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add(
            _("Questions"),
            "service:cases",
            position=28,
            icon="mail",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(48, case_panel.waiting_for_you)
        menu.add_tile(50, next_visit)
