from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Collects the declaration of every room."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from d4d.foundation import standstill
        from privacy import centre, checks, comparison, erasure, journal, ledgers, replay
        from privacy.consent.verifying import verify

        checks.register()
        ledgers.add("consents", verify)
        post_migrate.connect(comparison.compare_after_migrate, dispatch_uid="privacy.comparison")
        autodiscover_modules("personal_data")
        standstill.add(replay.reasons)
        journal.known_by(erasure.known_runs)
        replay.by(erasure.replay)
        centre.add(
            _("What we hold"),
            "privacy:held",
            _("Everything we know about you: why, until when and from whom, and where you change it."),
            position=10,
            icon="list",
        )
        centre.add(
            _("A copy of your data"),
            "privacy:copy",
            _("Take everything along in one file, to read and to use elsewhere."),
            position=15,
            icon="download",
        )
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
        centre.add(
            _("Erase my data"),
            "privacy:erasure",
            _("See first what would go and what the law makes us keep; then decide."),
            position=90,
            icon="trash-2",
        )
        centre.add(
            _("Your own shop"),
            "privacy:personalisation",
            _("Whether the shop remembers what you looked at. It does not, unless you switch it on."),
            position=50,
            icon="sliders-horizontal",
        )
        post_migrate.connect(_publish_the_statement, sender=self, dispatch_uid="privacy.statement")


def _publish_the_statement(using: str, **_: Any) -> None:
    """A new version of the statement is in force from the migrate that brought it."""
    from privacy import notice
    from privacy.models import NoticeVersion

    if NoticeVersion._meta.db_table in connections[using].introspection.table_names():
        notice.publish()
