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
        from contracts.service.visit_telling import next_visit, papers_of, visits_of
        from contracts.service.visit_ties import ties_of
        from privacy import ties

        ties.add(ties_of)
        passport.add(20, visits_of)
        dossier.add(papers_of)
        menu.add(
            _("Maintenance"),
            "service:visits",
            position=26,
            icon="calendar",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(50, next_visit)
