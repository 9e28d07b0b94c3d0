from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevicesConfig(AppConfig):
    """The devices of practices, and where the devices that we sold went."""

    name = "contracts.devices"
    label = "devices"
    verbose_name = _("Devices")

    def ready(self) -> None:
        from accounts import glance, menu
        from contracts.devices import dossier, fitting, lookups, passport, telling
        from contracts.devices.ties import ties_of
        from contracts.devices.tiles import reports_running_out
        from privacy import finding, ties
        from shop.cart import remarks
        from shop.catalogue import fitting as catalogue_fitting

        ties.add(ties_of)
        menu.add(
            _("Devices"),
            "devices:list",
            position=24,
            icon="monitor",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add_tile(45, reports_running_out)
        passport.add(90, telling.steps_of)
        passport.add_panel(50, telling.reports_of)
        dossier.add(telling.papers_of)
        catalogue_fitting.ask(fitting.has_devices, fitting.articles)
        remarks.add(fitting.warnings)
        glance.add(40, _("Devices"), lookups.of_practice, lookups.OF_PRACTICE)
        finding.add(70, _("Devices"), lookups.by_serial, lookups.FOUND)
        finding.add(75, _("Sold with this LOT or serial number"), lookups.sold_as, lookups.SOLD)
        finding.add(76, _("Recalls"), lookups.recalls, lookups.RECALL)
        finding.add(77, _("Complaints about goods"), lookups.complaints, lookups.COMPLAINT)
