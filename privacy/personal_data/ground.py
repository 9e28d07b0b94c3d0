"""What the ground floor holds about people."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, derives, impersonal
from privacy.vocabulary import ACCOUNTABILITY, ONE_YEAR, Category, Erase, Keep

AS_LONG_AS_THE_BOOKS = Keep(years=8, after="recorded", since="at")

derives("sqlite_", "django_migrations", why="the database's own notes")
derives("foundation_cache", why="counters and fragments under keys without names, for hours at most")
impersonal("foundation.Delivery", why="ids of business rows, no values", is_open=True)
impersonal("foundation.Counter", "foundation.PurgeGate", why="numbers only")
impersonal(
    "foundation.BackupMade", "foundation.Restoration", why="names and moments of backups", is_open=True
)

steps = declare(
    "foundation.StateChange", subject="actor", purposes=(ACCOUNTABILITY,), keep=AS_LONG_AS_THE_BOOKS
)
steps.personal("actor", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="staff")
steps.tells("kind", "row_id", words=("reason",))
steps.impersonal("kind", "row_id", "came_from", "went_to", "at", why="a step of a business row")
steps.impersonal("reason", why="words about that row; they go with it, and an auditor reads a sign instead")
steps.shown_with("kind", "row_id", "came_from", "went_to", "at")

lists = declare(
    "foundation.ImportBatch",
    subject="actor",
    purposes=(ACCOUNTABILITY,),
    keep=ONE_YEAR.counted_from("created_at"),
)
lists.personal("actor", category=Category.LINK, erase=Erase.UNLINK, at_end=Erase.DELETE_ROW, source="staff")
lists.impersonal(
    "kind",
    "state",
    "sha256",
    "created_at",
    "ended_at",
    "new",
    "changed",
    "unchanged",
    "wrong",
    "complaints",
    why="how a list was read in; what is wrong is told by row and column, never by what stood there",
)
lists.personal(
    "content",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    source="staff",
    hidden=_("the file that was read in, gone once it was used, refused or left for a week"),
)
lists.shown_with("kind", "created_at")
impersonal("foundation.ImportTrace", why="ids of rows, what goods were before, and a mark")
