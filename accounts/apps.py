from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Practices, the people who work there, their addresses, and signing in."""

    name = "accounts"
    verbose_name = _("Practices and people")
