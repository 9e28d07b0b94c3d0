"""Addresses that are called go on with the heir; keys end, since they would open all of it.

An address that both told keeps the heir's secret and hears what either of them asked for.
"""

from accounts.belongings import moves
from d4d.api.models import AccessKey, Call, Webhook
from d4d.foundation import clock


def keys(former: int, heir: int) -> None:
    """Nobody who was given a key of the former reads the heir with it."""
    rows, today = AccessKey.objects.filter(practice=former), clock.today()
    rows.valid(today).update(revoked_at=clock.now(), expires_on=today)
    rows.update(practice=heir)


def webhooks(former: int, heir: int) -> None:
    """What an address hears of is put together; what it was not told yet it is still told."""
    there = {one.url: one for one in Webhook.objects.filter(practice=heir)}
    for webhook in Webhook.objects.filter(practice=former).order_by("pk"):
        known = there.get(webhook.url)
        if known is None:
            webhook.practice_id = heir
            webhook.save(update_fields=["practice"])
            continue
        known.news = sorted({*known.news, *webhook.news})
        known.save(update_fields=["news"])
        waiting = webhook.calls.filter(outcome=Call.Outcome.WAITING)
        waiting.exclude(occasion__in=list(known.calls.values_list("occasion", flat=True))).update(
            webhook=known
        )
        webhook.delete()


moves("api.AccessKey.practice", by=keys)
moves("api.Webhook.practice", by=webhooks)
