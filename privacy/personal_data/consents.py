"""What people chose, and the messages that rest on it."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, impersonal
from privacy.vocabulary import (
    ACCOUNTABILITY,
    CONSENT_LASTS,
    CONSENT_PROOF,
    NEWSLETTER,
    ORDER,
    SHORT,
    SURVEY,
    WHILE_ACTIVE,
    Category,
    Erase,
)

impersonal("privacy.ConsentText", why="words that everybody saw", is_open=True)
impersonal("privacy.Suppression", why="fingerprints that name nobody; their key lies outside the database")

_CONSENTED = (NEWSLETTER, SURVEY, ACCOUNTABILITY)

choices = declare(
    "privacy.ConsentEvent",
    subject="subject",
    purposes=_CONSENTED,
    keep=CONSENT_PROOF.counted_from("at"),
)
choices.personal("subject", category=Category.LINK, erase=Erase.KEEP)
choices.personal(
    "purpose", "channel", "action", "text", "source", "at", category=Category.CHOICE, erase=Erase.KEEP
)
choices.personal("actor", category=Category.LINK, erase=Erase.KEEP, source="staff", subject="actor")
choices.impersonal("occasion", "sequence", "previous_seal", "seal", why="a business reference and the chain")

evidence = declare(
    "privacy.ConsentEvidence",
    subject="subject",
    purposes=_CONSENTED,
    keep=CONSENT_PROOF.counted_from("at"),
)
evidence.personal("event", "subject", category=Category.LINK, erase=Erase.DELETE_ROW)
evidence.personal(
    "form", "network", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="your device"
)
evidence.personal("note", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW, source="staff")
evidence.impersonal("at", why="when it was noted")

standing = declare("privacy.ConsentState", subject="subject", purposes=_CONSENTED, keep=WHILE_ACTIVE)
standing.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW)
standing.personal(
    "purpose", "channel", "standing", "changed_at", category=Category.CHOICE, erase=Erase.DELETE_ROW
)
standing.impersonal("event", why="the row of the ledger it rests on")

proof = declare("privacy.NumberProof", subject="subject", purposes=_CONSENTED, keep=WHILE_ACTIVE)
proof.personal("subject", "mark", category=Category.LINK, erase=Erase.DELETE_ROW)
proof.personal(
    "code",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    source="us",
    hidden=_("with it others could claim your number"),
)
proof.impersonal("turn", "sent_at", "tries", "proved_at", why="how far the confirming of a number is")
proof.shown_with("sent_at", "proved_at")

messages = declare(
    "privacy.Message",
    subject="subject",
    purposes=_CONSENTED,
    keep=CONSENT_LASTS.counted_from("at"),
)
messages.personal("subject", category=Category.LINK, erase=Erase.UNLINK, source="us")
messages.personal("mark", category=Category.LINK, erase=Erase.KEEP, source="us")
messages.personal("purpose", "channel", "at", category=Category.CHOICE, erase=Erase.KEEP, source="us")
messages.impersonal("key", "state", why="which message it was, and whether it left")

undelivered = declare(
    "privacy.MailReport",
    subject="subject",
    purposes=(ORDER, NEWSLETTER),
    keep=SHORT.counted_from("at"),
)
undelivered.personal(
    "subject", "mark", category=Category.LINK, erase=Erase.DELETE_ROW, source="the mail provider"
)
undelivered.personal("kind", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="the mail provider")
undelivered.impersonal("report", "at", why="so that a report that is told twice counts once")
undelivered.shown_with("at")
