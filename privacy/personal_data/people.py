"""Who somebody is to this floor, what they were shown, and who got their data."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, FIVE_YEARS, WHILE_ACTIVE, Category, Erase

subject = declare("privacy.DataSubject", subject="uuid", purposes=(ACCOUNTABILITY,), keep=WHILE_ACTIVE)
subject.impersonal(
    "uuid", "state", "created_at", why="a random identity without a name; all else hangs on it"
)

impersonal("privacy.NoticeVersion", why="our own text, as it was published", is_open=True)

notices = declare(
    "privacy.NoticeShown", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS.counted_from("at")
)
notices.personal("subject", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="us")
notices.impersonal("version", "place", "at", why="which text was shown, and where")
notices.shown_with("version", "place", "at")

disclosures = declare(
    "privacy.Disclosure", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS.counted_from("at")
)
disclosures.personal(
    "subject", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="us"
)
disclosures.impersonal(
    "recipient", "purpose", "fields", "occasion", "at", why="names of fields, never values"
)
disclosures.shown_with("recipient", "purpose", "fields", "occasion", "at")
