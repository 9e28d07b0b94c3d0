from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Collects the declaration of every room."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from d4d.foundation import standstill
        from privacy import checks, replay

        checks.register()
        autodiscover_modules("personal_data")
        standstill.add(replay.reasons)
