"""What Django itself holds about people."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, ONE_YEAR, Category, Erase

impersonal(
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    why="Django's own lists",
    is_open=True,
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
journal.shown_with("action_time", "action_flag")
