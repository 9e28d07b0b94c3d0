from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """Visits to practices, reports, faults and repairs."""

    name = "contracts.service"
    label = "service"
    verbose_name = _("Service")

    def ready(self) -> None:
        from contracts.devices import dossier, passport, stickers
        from contracts.service import case_panel, fault_telling, fault_ties, visit_telling, visit_ties
        from privacy import ties
        from shop.orders import panels
        from shop.returns import repairs

        ties.add(visit_ties.ties_of)
        ties.add(fault_ties.ties_of)
        passport.add(20, visit_telling.visits_of)
        passport.add(40, fault_telling.faults_of)
        passport.add(60, case_panel.asked_about)
        passport.add_panel(20, fault_telling.report_a_fault)
        repairs.lead_to(fault_telling.where_a_line_is_repaired)
        stickers.lead_to(fault_telling.where_faults_are_reported)
        dossier.add(visit_telling.papers_of)
        panels.add(90, case_panel.questions_about)
        _show_at_the_desk()
        _stand_in_the_menu()


def _stand_in_the_menu() -> None:
    """Where a practice finds its visits, faults and questions."""
    from accounts import menu
    from contracts.service import case_panel, fault_telling, visit_telling

    menu.add(
        _("Maintenance"),
        "service:visits",
        position=26,
        icon="calendar",
        allowed=lambda member: member.may_see_orders,
    )
    menu.add(
        _("Faults"),
        "service:faults",
        position=27,
        icon="wrench",
        allowed=lambda member: member.may_see_orders,
    )
    menu.add_tile(46, fault_telling.open_faults)
    menu.add(
        _("Questions"),
        "service:cases",
        position=28,
        icon="mail",
        allowed=lambda member: member.may_see_orders,
    )
    menu.add_tile(48, case_panel.waiting_for_you)
    menu.add_tile(50, visit_telling.next_visit)


def _show_at_the_desk() -> None:
    """Visits, faults and questions stand beside their practice, and are found by their numbers."""
    from accounts import glance
    from contracts.service import lookups
    from privacy import finding

    glance.add(60, _("Visits"), lookups.visits_of, lookups.VISIT)
    glance.add(70, _("Faults"), lookups.faults_of, lookups.FAULT)
    glance.add(80, _("Questions"), lookups.questions_of, lookups.CASE)
    finding.add(62, _("Faults"), lookups.fault_by_number, lookups.FOUND_FAULT)
    finding.add(64, _("Questions"), lookups.question_by_number, lookups.CASE)
