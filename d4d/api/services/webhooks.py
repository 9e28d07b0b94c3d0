"""Addresses: named by a practice, given a secret that is shown once, switched off and on, removed."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from accounts.models import Practice
from d4d.api.events import CallWanted
from d4d.api.models import Call, News, Webhook
from d4d.api.models.webhooks import TEST
from d4d.foundation import clock, outbox, sealed, states

MARK = "whsec_"
USE = "webhook"
MOST_WEBHOOKS = 5
BOTH_SIGN = timedelta(days=1)
BETWEEN_TESTS = timedelta(seconds=10)


class TooManyWebhooks(Exception):
    """A practice has as many addresses as it may have."""


class AddressKnown(Exception):
    """This practice named this address before."""


@transaction.atomic
def register(practice_id: int, url: str, news: Iterable[str], by: UUID | None) -> tuple[Webhook, str]:
    """A new address, with the secret that is shown this once. Raises TooManyWebhooks or AddressKnown."""
    Practice.objects.select_for_update().get(pk=practice_id)
    own = Webhook.objects.filter(practice=practice_id)
    if own.filter(url=url).exists():
        raise AddressKnown
    if own.count() >= MOST_WEBHOOKS:
        raise TooManyWebhooks
    words = _new_secret()
    webhook = Webhook.objects.create(
        practice_id=practice_id,
        url=url,
        news=sorted({News(one).value for one in news}),
        secret=sealed.seal_text(words, USE),
        made_by=by,
    )
    states.begin(webhook, webhook.state, by=by)
    return webhook, words


@transaction.atomic
def replace_secret(webhook_id: int) -> str:
    """A new secret, shown this once; for a day the former one signs beside it."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    words = _new_secret()
    webhook.former_secret, webhook.former_until = webhook.secret, clock.now() + BOTH_SIGN
    webhook.secret = sealed.seal_text(words, USE)
    webhook.save(update_fields=["secret", "former_secret", "former_until"])
    return words


@transaction.atomic
def pause(webhook_id: int, by: UUID | None, *, reason: str = "") -> bool:
    """An address is not called any more; False when it was not before."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    return states.move(webhook, Webhook.State.PAUSED, by=by, reason=reason)


@transaction.atomic
def resume(webhook_id: int, by: UUID | None) -> None:
    """An address is called again, from the next news on."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    states.move(webhook, Webhook.State.ACTIVE, by=by)


@transaction.atomic
def remove(webhook_id: int) -> None:
    """An address is forgotten, with what it was told."""
    Webhook.objects.filter(pk=webhook_id).delete()


@transaction.atomic
def send_test(webhook_id: int) -> Call:
    """One call without news, so that somebody sees whether the address answers; a recent one counts."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    is_recent = Q(outcome=Call.Outcome.WAITING) | Q(made_at__gt=clock.now() - BETWEEN_TESTS)
    if recent := webhook.calls.filter(is_recent, news=TEST).first():
        return recent
    call = Call.objects.create(webhook_id=webhook_id, news=TEST, occasion=f"test {uuid4()}")
    outbox.publish(CallWanted(call_id=call.pk))
    return call


def _new_secret() -> str:
    return MARK + b64encode(secrets.token_bytes(32)).decode()
