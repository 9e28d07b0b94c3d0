"""The statement that people see where they give us data, and the proof that they did (GDPR art. 13)."""

from uuid import UUID

from privacy.models import NoticeShown

VERSION = "2026-11"


def show(subject: UUID, place: str) -> None:
    """Write down that somebody was shown the statement in force, before their data was taken."""
    NoticeShown.objects.create(subject=subject, version=VERSION, place=place)
