from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Collects the declaration of every room."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from privacy import centre, checks

        checks.register()
        autodiscover_modules("personal_data")
        centre.add(
            _("With whom it was shared"),
            "privacy:shared",
            _("What left our house about you: per parcel, payment and letter."),
            position=20,
            icon="external-link",
        )
        centre.add(
            _("Who looked"),
            "privacy:looked",
            _("Which role of our staff opened your data, on which day and for what."),
            position=30,
            icon="users",
        )
        centre.add(
            _("Your requests"),
            "privacy:requests",
            _("Correction, restriction, objection, a question or a complaint; and by when we answer."),
            position=70,
            icon="clipboard-list",
        )
