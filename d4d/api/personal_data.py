"""What we hold about a practice's own software: keys, addresses, and what these were told."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare
from privacy.vocabulary import ACCOUNT, WHILE_ACTIVE, Category, Erase, Keep

THIRTY_DAYS = Keep(days=30, after="recorded")

key = declare(
    "api.AccessKey",
    subject="practice__subject",
    purposes=(ACCOUNT,),
    keep=Keep(days=30, after="its last day", since="expires_on"),
)
key.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
key.personal("name", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
key.personal("made_by", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="made_by")
key.personal(
    "digest",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    source="us",
    hidden=_("only a trace of the key is kept, by which we know it again"),
)
key.impersonal(
    "hint",
    "scopes",
    "made_at",
    "expires_on",
    "last_used_on",
    "minute",
    "uses",
    "revoked_at",
    why="what a key opens, until when, and how often",
)

webhook = declare("api.Webhook", subject="practice__subject", purposes=(ACCOUNT,), keep=WHILE_ACTIVE)
webhook.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
webhook.personal("url", category=Category.CONTACT, erase=Erase.DELETE_ROW)
webhook.personal("made_by", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="made_by")
webhook.personal(
    "secret",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    source="us",
    hidden=_("with this secret others could speak in our name"),
)
webhook.personal(
    "former_secret",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    at_end=Erase.BLANK,
    keep=Keep(days=1, after="replaced", since="former_until"),
    source="us",
    hidden=_("with this secret others could speak in our name"),
)
webhook.impersonal("news", "state", "former_until", "made_at", why="what an address hears of")

call = declare(
    "api.Call",
    subject="webhook__practice__subject",
    purposes=(ACCOUNT,),
    keep=THIRTY_DAYS.counted_from("made_at"),
    part_of="webhook",
)
call.personal("webhook", category=Category.LINK, erase=Erase.DELETE_ROW)
call.personal("about", category=Category.ORDER, erase=Erase.DELETE_ROW, source="us")
call.impersonal(
    "uuid",
    "news",
    "occasion",
    "outcome",
    "tries",
    "answer",
    "made_at",
    "tried_at",
    why="that an address was told, and how it answered",
)

key.shown_with("scopes", "made_at", "last_used_on")
webhook.shown_with("state", "made_at")
call.shown_with("news", "made_at")
