from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """Maintenance contracts, what they cover and their bills."""

    name = "contracts.agreements"
    label = "agreements"
    verbose_name = _("Maintenance contracts")

    def ready(self) -> None:
        """Hang the pages, tell what ties a practice, and what happened to a device."""
        from accounts import menu
        from contracts.agreements import history
        from contracts.agreements.ties import ties_of
        from contracts.devices import passport
        from privacy import ties

        ties.add(ties_of)
        passport.add(30, history.of)
        passport.add_panel(30, history.panel_of)
        menu.add(
            _("Contracts"),
            "agreements:list",
            position=25,
            icon="file-text",
            allowed=lambda member: member.may_see_orders,
        )
