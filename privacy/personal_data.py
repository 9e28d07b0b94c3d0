"""What the ground floor, Django itself and the privacy floor hold about people."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, derives, impersonal
from privacy.vocabulary import (
    ACCOUNTABILITY,
    CONSENT_LASTS,
    CONSENT_PROOF,
    NEWSLETTER,
    ONE_YEAR,
    SHORT,
    STATISTICS,
    SURVEY,
    WHILE_ACTIVE,
    Category,
    Erase,
    Keep,
)

FIVE_YEARS = Keep(years=5, after="recorded", since="at", law="GDPR art. 5(2)")
AS_LONG_AS_THE_BOOKS = Keep(years=8, after="recorded", since="at")

derives("sqlite_", "django_migrations", why="the database's own notes")
derives("foundation_cache", why="counters and fragments under keys without names, for hours at most")
impersonal("foundation.Delivery", why="ids of business rows, no values")
impersonal("foundation.Counter", "foundation.PurgeGate", why="numbers only")
impersonal("foundation.BackupMade", "foundation.Restoration", why="names and moments of backups")

steps = declare(
    "foundation.StateChange", subject="actor", purposes=(ACCOUNTABILITY,), keep=AS_LONG_AS_THE_BOOKS
)
steps.personal("actor", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="staff")
steps.tells("kind", "row_id", words=("reason",))
steps.impersonal("kind", "row_id", "came_from", "went_to", "at", "reason", why="a step of a business row")

subject = declare("privacy.DataSubject", subject="uuid", purposes=(ACCOUNTABILITY,), keep=WHILE_ACTIVE)
subject.impersonal(
    "uuid", "state", "created_at", why="a random identity without a name; all else hangs on it"
)

impersonal("privacy.NoticeVersion", why="our own text, as it was published")

notices = declare("privacy.NoticeShown", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
notices.personal("subject", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="us")
notices.impersonal("version", "place", "at", why="which text was shown, and where")

disclosures = declare("privacy.Disclosure", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
disclosures.personal(
    "subject", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="us"
)
disclosures.impersonal(
    "recipient", "purpose", "fields", "occasion", "at", why="names of fields, never values"
)


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
step.impersonal("request", "what", "detail", "at", why="a step on a timeline, without words of anybody")

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
copy.impersonal(
    "uuid",
    "request",
    "state",
    "done",
    "total",
    "wanted_at",
    "ready_at",
    "expires_at",
    "fetched_at",
    "size",
    "failure",
    why="how far the making of a copy is",
)
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

looks = declare(
    "privacy.Look",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=1, after="recorded", since="at", law="GDPR art. 5(2)"),
)
looks.personal("subject", category=Category.LINK, erase=Erase.KEEP, source="us")
looks.personal("place", "reason", "role", category=Category.TECHNICAL, erase=Erase.KEEP, source="us")
looks.personal(
    "actor",
    category=Category.LINK,
    erase=Erase.KEEP,
    source="staff",
    subject="actor",
    hidden=_("the name of somebody of the staff"),
)
looks.impersonal("at", "sequence", "previous_seal", "seal", why="when, and its place in the chain")

demand = declare(
    "privacy.AuthorityRequest",
    subject="person",
    purposes=(ACCOUNTABILITY,),
    keep=FIVE_YEARS.counted_from("received_at"),
)
demand.personal("person", category=Category.LINK, erase=Erase.KEEP, source="us")
demand.personal("denied_because", category=Category.FREE_TEXT, erase=Erase.KEEP, source="staff")
for number, column in enumerate(("first_approver", "second_approver"), start=1):
    demand.personal(
        column,
        category=Category.LINK,
        erase=Erase.UNLINK,
        at_end=Erase.DELETE_ROW,
        source="staff",
        subject=column,
        instead=UUID(int=number),  # nobody, twice another: that two people approved stays to be seen
    )
demand.impersonal(
    "number",
    "state",
    "authority",
    "statute",
    "reference",
    "fields",
    "received_at",
    "released_at",
    "silence_ground",
    "silent_until",
    "lifted_at",
    why="who demanded which kinds of data by which law; never the data themselves",
)
demand.withheld_while(silent_until__isnull=False, lifted_at=None)
impersonal("privacy.InterestTest", "privacy.Processor", why="our own reasons and contracts")
impersonal("privacy.Breach", why="what went wrong and whom we told, without names")
handled = declare(
    "privacy.BreachEvent", subject="actor", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS.counted_from("at")
)
handled.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff")
handled.impersonal("breach", "what", "note", "at", why="a step in the handling, without names of customers")

looked = declare(
    "privacy.ValueSearch",
    subject="asked_by",
    purposes=(ACCOUNTABILITY,),
    keep=SHORT.counted_from("asked_at"),
)
looked.personal(
    "asked_by", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="staff"
)
looked.personal(
    "value",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    source="staff",
    hidden=_("a search forgets what it looked for"),
)
looked.impersonal("asked_at", "state", "found", "finished_at", why="where something stood, never what")

impersonal("privacy.ConsentText", why="words that everybody saw")
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


impersonal(
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    why="Django's own lists",
)
impersonal(
    "sessions.Session", why="a signed blob of ids and choices of the moment; dropped the night after it ends"
)

journal = declare(
    "admin.LogEntry",
    subject="user__subject",
    purposes=(ACCOUNTABILITY,),
    keep=ONE_YEAR.counted_from("action_time"),
)
journal.personal(
    "user",
    "object_repr",
    "change_message",
    category=Category.TECHNICAL,
    erase=Erase.DELETE_ROW,
    source="staff",
)
journal.tells("content_type", "object_id", words=("object_repr", "change_message"))
journal.impersonal(
    "action_time", "content_type", "object_id", "action_flag", why="what was done to which row"
)

# The run must outlive its line in the journal (a year): an unknown line would call for a repetition.
erased = Keep(years=2, after="done", since="finished_at", law="GDPR art. 5(2)")
run = declare("privacy.ErasureRun", subject="subject", purposes=(ACCOUNTABILITY,), keep=erased)
run.personal("subject", category=Category.LINK, erase=Erase.KEEP, source="us")
run.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="actor")
run.personal(
    "sealed_address",
    category=Category.CONTACT,
    erase=Erase.KEEP,
    at_end=Erase.BLANK,
    keep=Keep(days=1, after="begun", since="started_at", law="GDPR art. 12(3)"),
    hidden=_("only the letter with the receipt can read it"),
)
run.impersonal(
    "uuid",
    "request",
    "origin",
    "state",
    "language",
    "asked_at",
    "due_at",
    "started_at",
    "finished_at",
    "report",
    why="that an erasure was done, when, and how many rows of which table",
)
impersonal("privacy.ErasureItem", why="numbers of rows and names of columns; part of an erasure")

hold = declare(
    "privacy.Hold",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=1, after="released", since="released_at", law="GDPR art. 17(3)(e)"),
)
hold.personal("subject", category=Category.LINK, erase=Erase.KEEP, source="us")
hold.personal("reason", category=Category.FREE_TEXT, erase=Erase.KEEP, source="staff")
hold.personal("placed_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="placed_by")
hold.personal(
    "released_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="released_by"
)
hold.impersonal("tables", "rows", "review_on", "placed_at", "released_at", why="what is held, and until when")

impersonal("privacy.RetentionRun", why="how many rows of which rule went")
idle = declare("privacy.IdleNotice", subject="subject", purposes=(ACCOUNTABILITY,), keep=WHILE_ACTIVE)
idle.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
idle.impersonal("last_used_at", "first_at", "second_at", why="when an account was used, and a letter sent")

switches = declare("privacy.StatisticsSwitch", subject="actor", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
switches.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff")
switches.impersonal("is_on", "reason", "at", why="a setting of the shop")
browser = declare(
    "privacy.CookieChoice", subject="key", purposes=(STATISTICS,), keep=CONSENT_LASTS.counted_from("at")
)
browser.personal("key", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="your device")
browser.personal(
    "allows_statistics", "text", category=Category.CHOICE, erase=Erase.DELETE_ROW, source="your device"
)
browser.impersonal("at", "ended_at", why="when it was chosen and taken back")
opened = declare(
    "privacy.PageView",
    subject="visit",
    purposes=(STATISTICS,),
    keep=Keep(days=2, after="recorded", since="day"),
)
opened.personal(
    "visit", "kind", "day", category=Category.TECHNICAL, erase=Erase.DELETE_ROW, source="your device"
)
impersonal("privacy.PageCount", why="totals per day, of five visits or more")
# What people recognise in a copy.
steps.shown_with("kind", "row_id", "came_from", "went_to", "at")
notices.shown_with("version", "place", "at")
demand.shown_with("number", "authority", "statute", "fields", "state", "received_at", "released_at")
copy.shown_with("state", "wanted_at", "ready_at", "fetched_at")
looked.shown_with("asked_at")
disclosures.shown_with("recipient", "purpose", "fields", "occasion", "at")
journal.shown_with("action_time", "action_flag")
