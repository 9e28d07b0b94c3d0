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
        from d4d.foundation import reconciliation, standstill
        from privacy import access, cards, centre, checks, comparison, finding, ledgers, lookups, replay, ties
        from privacy.consent import leave_alone_for_good
        from privacy.consent.catching_up import catch_up
        from privacy.consent.verifying import verify

        checks.register()
        ledgers.add("consents", verify)
        ledgers.add(access.SERIES, access.verify)
        post_migrate.connect(comparison.compare_after_migrate, dispatch_uid="privacy.comparison")
        autodiscover_modules("personal_data")
        standstill.add(replay.reasons)
        ties.at_leaving(leave_alone_for_good)
        reconciliation.add(5, "consents", catch_up)
        _let_protection_be_restored()
        for card in cards.OURS:
            centre.add(*card)
        finding.add(90, _("Privacy requests"), lookups.requests, lookups.REQUEST)
        finding.add(91, _("Data breaches"), lookups.breaches, lookups.BREACH)
        finding.add(92, _("Demands of authorities"), lookups.demands, lookups.DEMAND)
        post_migrate.connect(_publish_the_statement, sender=self, dispatch_uid="privacy.statement")


def _let_protection_be_restored() -> None:
    """What was noted outside the database stands again after an old backup."""
    from privacy import objection, protection, restriction
    from privacy.consent import acts
    from privacy.erasure import holding
    from privacy.protection import Kind

    for kind, room in (
        (Kind.HOLD, holding),
        (Kind.RESTRICTION, restriction),
        (Kind.OBJECTION, objection),
        (Kind.REFUSAL, acts),
    ):
        protection.restored_by(kind, room.restore)


def _publish_the_statement(using: str, **_: Any) -> None:
    """A new version of the statement is in force from the migrate that brought it."""
    from privacy import notice
    from privacy.models import NoticeVersion

    if NoticeVersion._meta.db_table in connections[using].introspection.table_names():
        notice.publish()
