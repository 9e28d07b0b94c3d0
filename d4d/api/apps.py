from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """A practice's own data for its own software."""

    name = "d4d.api"
    label = "api"
    verbose_name = _("Links with software")

    def ready(self) -> None:
        from accounts import menu

        menu.add(
            _("Links with software"),
            "api:links",
            position=75,
            icon="zap",
            allowed=lambda member: member.may_manage,
        )
