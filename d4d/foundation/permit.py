"""Leave to write to somebody: demanded by every sender, issued only by the privacy floor."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Permit:
    """This purpose may reach this subject through this channel, as of now."""

    purpose: str
    channel: str
    subject: UUID | None
