"""Practices, the people who work there, their addresses, and signing in."""

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Practices, the people who work there, their addresses, and signing in."""

    name = "accounts"
    verbose_name = _("Practices and people")

    def ready(self) -> None:
        from accounts import checks, glance, going_along, leaving, lookups, menu
        from accounts.acquaintance import MembersAndPractices
        from accounts.services.catching_up import catch_up
        from d4d.foundation import reconciliation
        from privacy import finding, people
        from privacy.lookups import REQUEST

        checks.register()
        leaving.say()
        going_along.say()
        autodiscover_modules("belongings")
        people.meet(MembersAndPractices())
        _say_second_factor()
        menu.add(_("Overview"), "accounts:overview", position=0, icon="layout-grid")
        menu.add(_("My data"), "accounts:details", position=50, icon="user")
        menu.add(
            _("Addresses"),
            "accounts:addresses",
            position=60,
            icon="map-pin",
            allowed=lambda member: member.may_order,
        )
        menu.add(
            _("Colleagues"),
            "accounts:colleagues",
            position=70,
            icon="users",
            allowed=lambda member: member.may_manage,
        )
        menu.add(_("Security"), "accounts:security", position=80, icon="shield-check")
        menu.add(_("Privacy"), "privacy:mine", position=90, icon="lock")
        reconciliation.add(30, "accounts", catch_up)
        glance.add(5, _("Notes"), lookups.notes_of, lookups.NOTE)
        glance.add(90, _("Privacy requests"), lookups.requests_of, REQUEST)
        finding.add(10, _("Practices"), lookups.practices, lookups.PRACTICE)
        finding.add(20, _("People"), lookups.people, lookups.PERSON)


def _say_second_factor() -> None:
    """Second factors and sessions have our names: their makers have only English ones."""
    session = apps.get_model("usersessions", "UserSession")._meta
    session.verbose_name, session.verbose_name_plural = _("session"), _("sessions")
    apps.get_app_config("mfa").verbose_name = _("Second factors")
    factor = apps.get_model("mfa", "Authenticator")._meta
    factor.verbose_name, factor.verbose_name_plural = _("second factor"), _("second factors")
