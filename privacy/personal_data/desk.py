"""What the privacy officer's desk keeps: looks, demands of authorities, breaches, searches."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from d4d.foundation.handouts import Handout
from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, FIVE_YEARS, ONE_YEAR, SHORT, Category, Erase, Keep

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
demand.shown_with("number", "authority", "statute", "fields", "state", "received_at", "released_at")

impersonal("privacy.InterestTest", "privacy.Processor", why="our own reasons and contracts", is_open=True)
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
looked.shown_with("asked_at")

taken_out = declare(
    "privacy.ListExport",
    subject="asked_by",
    purposes=(ACCOUNTABILITY,),
    keep=ONE_YEAR.counted_from("wanted_at"),
)
taken_out.personal("asked_by", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="asked_by")
taken_out.personal("role", category=Category.COMPANY, erase=Erase.BLANK, source="us")
taken_out.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK)
taken_out.personal(
    "file",
    category=Category.TECHNICAL,
    erase=Erase.DELETE_FILE,
    source="us",
    hidden=_("it holds data about others"),
)
taken_out.personal(
    "secret",
    category=Category.CREDENTIAL,
    erase=Erase.BLANK,
    source="us",
    hidden=_("with this key others could read the file"),
)
taken_out.impersonal(
    *Handout.HOW_FAR,
    "fetched_at",
    "table",
    "columns",
    "narrowed",
    "purpose",
    why="which list left the desk, how large and what for",
)
taken_out.shown_with("table", "purpose", "wanted_at", "fetched_at")
