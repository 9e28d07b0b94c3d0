"""What the ground floor holds about people."""

from privacy.register import declare, derives, impersonal
from privacy.vocabulary import ACCOUNTABILITY, Category, Erase, Keep

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
steps.shown_with("kind", "row_id", "came_from", "went_to", "at")
