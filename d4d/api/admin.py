"""Links with software at the desk: that they are there and how they do, never a key or a secret."""

from uuid import UUID

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from d4d.api import services
from d4d.api.models import AccessKey, Call, Webhook
from d4d.foundation import clock
from privacy.acts import Act, ActsAdmin, Answers, NoAnswers
from privacy.staff import LedgerAdmin


def _revoke(key: AccessKey, answers: Answers, by: UUID) -> None:
    services.revoke_key(key.pk)


def _pause(webhook: Webhook, answers: Answers, by: UUID) -> None:
    services.pause(webhook.pk, by, reason="by the staff")


@admin.register(AccessKey)
class AccessKeyAdmin(ActsAdmin):
    """Which practices let software read, and since when it did not."""

    list_display = ("practice", "hint", "scopes", "made_at", "expires_on", "last_used_on", "revoked_at")
    list_select_related = ("practice",)
    search_fields = ("practice__number__startswith", "hint")
    ordering = ("-pk",)
    fields = readonly_fields = (
        "practice",
        "hint",
        "scopes",
        "made_at",
        "expires_on",
        "last_used_on",
        "revoked_at",
    )
    acts = (
        Act(
            "revoke",
            _("Revoke this key"),
            NoAnswers,
            _revoke,
            lambda key: key.revoked_at is None and key.expires_on >= clock.today(),
            _("Software that uses it is refused from now on."),
            is_grave=True,
        ),
    )


@admin.register(Webhook)
class WebhookAdmin(ActsAdmin):
    """Which addresses are called, and how they answer."""

    list_display = ("practice", "url", "state", "news", "made_at")
    list_select_related = ("practice",)
    list_filter = ("state",)
    search_fields = ("practice__number__startswith", "url")
    ordering = ("-pk",)
    fields = readonly_fields = ("practice", "url", "state", "news", "made_at", "former_until")
    acts = (
        Act(
            "pause",
            _("Switch this address off"),
            NoAnswers,
            _pause,
            lambda webhook: webhook.is_active,
            _("It is not called until the practice switches it on again."),
        ),
    )


@admin.register(Call)
class CallAdmin(LedgerAdmin):
    """What addresses were told in the last thirty days, and how they answered."""

    list_display = ("made_at", "webhook", "news", "about", "outcome", "tries", "answer", "tried_at")
    list_select_related = ("webhook",)
    list_filter = ("outcome", "news")
    search_fields = ("webhook__practice__number__startswith", "about")
    ordering = ("-pk",)
    fields = readonly_fields = ("webhook", "uuid", "news", "about", "outcome", "tries", "answer", "tried_at")
