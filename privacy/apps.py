from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Collects the declaration of every room."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from d4d.foundation import standstill
        from privacy import centre, checks, ledgers, replay
        from privacy.consent.verifying import verify

        checks.register()
        ledgers.add("consents", verify)
        autodiscover_modules("personal_data")
        standstill.add(replay.reasons)
        centre.add(
            _("With whom it was shared"),
            "privacy:shared",
            _("What left our house about you: per parcel, payment and letter."),
            position=20,
            icon="external-link",
        )
