"""The letter of this room: an address does not answer any more."""

import logging

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership
from d4d.api.models import Webhook
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ACCOUNT

log = logging.getLogger("d4d.api")


def webhook_paused(webhook_id: int, call_id: int) -> None:
    """The managers hear that an address was switched off; nobody when it was removed or is on again."""
    webhook = Webhook.objects.filter(pk=webhook_id, state=Webhook.State.PAUSED).first()
    if webhook is None:
        return
    managers = Membership.objects.managing().filter(practice=webhook.practice_id)
    page = settings.PUBLIC_ORIGIN + reverse("api:webhook", args=[webhook.pk])
    for member in managers.select_related("user__subject").order_by("pk"):
        letter = Letter(
            key=f"webhook-paused:{call_id}:{member.user_id}",
            template="mail/api/webhook_paused",
            to=member.user.email,
            language=member.user.language,
            context={
                "name": member.user.first_name,
                "webhook": webhook,
                "button_url": page,
            },
        )
        try:
            post(
                letter,
                subject=member.user.subject.uuid,
                purpose=ACCOUNT,
                occasion=f"webhook {webhook.pk}",
            )
        except NotPermitted as refusal:
            log.info("no letter about webhook %s: %s", webhook.pk, refusal)
