"""What the ground floor, Django itself and the privacy floor hold about people."""

from privacy.register import declare, impersonal
from privacy.vocabulary import (
    ACCOUNTABILITY,
    ONE_YEAR,
    Category,
    Erase,
    Keep,
)

FIVE_YEARS = Keep(years=5, after="recorded", law="GDPR art. 5(2)")

impersonal("foundation.Delivery", why="ids of business rows, no values")
impersonal("foundation.Counter", "foundation.PurgeGate", why="numbers only")

steps = declare("foundation.StateChange", subject="actor", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
steps.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff")
steps.impersonal("kind", "row_id", "came_from", "went_to", "at", "reason", why="a step of a business row")

subject = declare("privacy.DataSubject", subject="uuid", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
subject.impersonal(
    "uuid", "state", "created_at", why="a random identity without a name; all else hangs on it"
)

impersonal("privacy.NoticeVersion", why="our own text, as it was published")

notices = declare("privacy.NoticeShown", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
notices.personal("subject", category=Category.LINK, erase=Erase.UNLINK, source="us")
notices.impersonal("version", "place", "at", why="which text was shown, and where")

disclosures = declare("privacy.Disclosure", subject="subject", purposes=(ACCOUNTABILITY,), keep=FIVE_YEARS)
disclosures.personal("subject", category=Category.LINK, erase=Erase.UNLINK, source="us")
disclosures.impersonal(
    "recipient", "purpose", "fields", "occasion", "at", why="names of fields, never values"
)

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

journal = declare("admin.LogEntry", subject="user__subject", purposes=(ACCOUNTABILITY,), keep=ONE_YEAR)
journal.personal(
    "user",
    "object_repr",
    "change_message",
    category=Category.TECHNICAL,
    erase=Erase.DELETE_ROW,
    source="staff",
)
journal.impersonal(
    "action_time", "content_type", "object_id", "action_flag", why="what was done to which row"
)
