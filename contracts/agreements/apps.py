from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """Maintenance contracts, what they cover and their bills."""

    name = "contracts.agreements"
    label = "agreements"
    verbose_name = _("Maintenance contracts")

    def ready(self) -> None:
        """Hang the pages, tell what ties a practice, and what happened to a device."""
        from accounts import glance, menu
        from contracts.agreements import history, lookups
        from contracts.agreements.ties import ties_of
        from contracts.devices import passport
        from privacy import finding, ties

        ties.add(ties_of)
        passport.add(30, history.of)
        passport.add_panel(30, history.panel_of)
        glance.add(50, _("Contracts"), lookups.of_practice, lookups.OF_PRACTICE)
        finding.add(60, _("Contracts"), lookups.by_number, lookups.FOUND)
        menu.add(
            _("Contracts"),
            "agreements:list",
            position=25,
            icon="file-text",
            allowed=lambda member: member.may_see_orders,
        )
