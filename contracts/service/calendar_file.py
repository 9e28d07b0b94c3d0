"""A visit as an entry for somebody's calendar (RFC 5545)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from contracts.service.models import Visit
from d4d.foundation import clock
from d4d.foundation.mail import Enclosure

LONGEST_LINE = 75


def entry(visit: Visit) -> Enclosure:
    """The file: a new time replaces the old one in the calendar, a cancelled visit takes it away."""
    assert visit.starts_at, "an entry has a time"
    assert visit.ends_at, "an entry has an end"
    is_cancelled = visit.state == Visit.State.CANCELLED
    title = _("Maintenance by Dentists4Dentists")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dentists4Dentists//visits//NL",
        f"METHOD:{'CANCEL' if is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:visit-{visit.pk}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}",
        f"SEQUENCE:{visit.sequence}",
        f"DTSTAMP:{_moment(clock.now())}",
        f"DTSTART:{_moment(visit.starts_at)}",
        f"DTEND:{_moment(visit.ends_at)}",
        f"SUMMARY:{_text(title)}",
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    content = "".join(f"{_folded(line)}\r\n" for line in lines)
    return Enclosure(_("visit") + ".ics", content.encode(), "text/calendar")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Words without the signs that mean something in such a file."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines that are too long go on behind a space; they are counted in bytes."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
