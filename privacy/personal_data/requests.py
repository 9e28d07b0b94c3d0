"""The rights that people used, and what came of it."""

from django.utils.translation import gettext_lazy as _

from d4d.foundation.handouts import Handout
from privacy.register import declare
from privacy.vocabulary import ACCOUNTABILITY, SHORT, Category, Erase, Keep

answered = Keep(years=5, after="answered", since="closed_at", law="GDPR art. 5(2)")
request = declare("privacy.Request", subject="subject", purposes=(ACCOUNTABILITY,), keep=answered)
request.personal("subject", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW)
request.personal("name", category=Category.IDENTITY, erase=Erase.BLANK)
request.personal("email", category=Category.CONTACT, erase=Erase.BLANK)
request.personal("text", "statement", category=Category.FREE_TEXT, erase=Erase.BLANK)
request.personal("answer", "extension_reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="us")
request.impersonal(
    "number",
    "kind",
    "about",
    "state",
    "source",
    "language",
    "identity",
    "received_at",
    "due_on",
    "original_due_on",
    "paused_on",
    "extended_on",
    "article",
    "closed_at",
    why="that a right was used, which, and when it was answered",
)

step = declare(
    "privacy.RequestEvent",
    subject="request__subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=5, after="answered", since="request__closed_at", law="GDPR art. 5(2)"),
)
step.personal(
    "actor",
    category=Category.LINK,
    erase=Erase.UNLINK,
    at_end=Erase.DELETE_ROW,
    source="staff",
    subject="actor",
)
step.impersonal(
    "request", "what", "detail", "at", why="a step on a timeline, without words of anybody", is_open=True
)

copy = declare(
    "privacy.ExportArchive",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=SHORT.counted_from("wanted_at"),
)
copy.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW)
copy.personal(
    "file",
    category=Category.TECHNICAL,
    erase=Erase.DELETE_FILE,
    source="us",
    hidden=_("it holds what you are reading now"),
)
copy.personal(
    "secret",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    source="us",
    hidden=_("with this key others could read your copy"),
)
copy.impersonal(*Handout.HOW_FAR, "request", "fetched_at", why="how far the making of a copy is")
copy.shown_with("state", "wanted_at", "ready_at", "fetched_at")

restriction = declare(
    "privacy.Restriction",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=5, after="lifted", since="lifted_at", law="GDPR art. 5(2)"),
)
restriction.personal("subject", category=Category.LINK, erase=Erase.KEEP)
restriction.personal("ground", category=Category.CHOICE, erase=Erase.KEEP)
restriction.personal("lifting_reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="us")
restriction.impersonal(
    "request", "began_at", "announced_at", "notice_sent_at", "lifted_at", why="the life of a restriction"
)

objection = declare(
    "privacy.Objection",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=5, after="lifted", since="ended_at", law="GDPR art. 5(2)"),
)
objection.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW)
objection.personal("purpose", category=Category.CHOICE, erase=Erase.DELETE_ROW)
objection.impersonal("request", "since", "ended_at", why="the life of an objection")
