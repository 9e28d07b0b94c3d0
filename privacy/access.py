"""The journal of looks: which of the staff opened whose data, when, where and what for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext

from d4d.foundation import clock, numbering, seal
from privacy import anchors
from privacy.models import Look
from privacy.vocabulary import ONE_YEAR, PURPOSES

SERIES = "access-journal"
BATCH = 500
REFUSED = "refused"  # what was done, where nothing was opened


@dataclass(frozen=True, slots=True)
class Seen:
    """A look as the person reads it: the day, the role, what and what for; never a name."""

    day: date
    role: str
    place: str
    reason: str


def looked(actor: UUID | None, subject: UUID | None, place: str, reason: str, role: str = "") -> None:
    """Write down that somebody of the staff opened something; one row, always.

    `place` is the label of what was opened, with what was done ("accounts.user change"); `reason` is the
    code of the purpose that it is kept for. A list or a search is about nobody in particular.
    """
    Look.objects.create(actor=actor, subject=subject, place=place, reason=reason, role=role, at=clock.now())


def looked_at_each(
    actor: UUID | None, subjects: Iterable[UUID], place: str, reason: str, role: str = ""
) -> None:
    """Write down that one page showed several people: a row for each, so that each finds it."""
    now = clock.now()
    Look.objects.bulk_create(
        Look(actor=actor, subject=one, place=place, reason=reason, role=role, at=now)
        for one in dict.fromkeys(subjects)
    )


def looks_at(subjects: list[UUID]) -> "QuerySet[Look]":
    """Everything that staff opened about these, newest first."""
    return Look.objects.filter(subject__in=subjects).order_by("-at", "-pk")


def told(look: Look) -> Seen:
    """A look in words."""
    label, _, act = look.place.partition(" ")
    purpose = PURPOSES.get(look.reason)
    word = _word_of(label)
    return Seen(
        clock.local(look.at).date(),
        look.role,
        gettext("%(page)s (refused)") % {"page": word} if act == REFUSED else word,
        str(purpose.label) if purpose else look.reason,
    )


def seal_new() -> None:
    """Give every new row its place in the chain; harmless to repeat, one at a time."""
    while _seal_some():
        pass


def anchor() -> None:
    """Write the end of the chain down outside the database, once a day."""
    last = Look.objects.exclude(sequence=None).order_by("-sequence").first()
    if last is not None:
        anchors.drop(SERIES, last.sequence or 0, last.seal or "")


def verify() -> Iterator[str]:
    """Everything that is wrong with the journal, each naming its row; nothing when it is whole."""
    try:
        known = anchors.anchors(SERIES)
    except anchors.AnchorDamaged as damage:
        yield f"{damage} was not written by us"
        known = []
    for pk in _broken(anchors.may_be_gone(known, ONE_YEAR)):
        yield f"row {pk}: has been changed, or one before it is missing"
    last = Look.objects.aggregate(last=Max("sequence"))["last"] or 0
    if known and known[-1].sequence > last and known[-1].at > clock.now() - timedelta(days=365):
        yield f"the journal ends at {last}, but {known[-1].sequence} rows were sealed"


def _broken(let_go: int) -> Iterator[int]:
    """The chain begins where its period ended: the rows up to `let_go` are old enough to be gone."""
    before: Look | None = None
    for row in Look.objects.exclude(sequence=None).order_by("sequence").iterator(chunk_size=1000):
        sequence = row.sequence or 0
        if before is None:
            follows = sequence <= let_go + 1
        else:
            follows = sequence == (before.sequence or 0) + 1 and row.previous_seal == before.seal
        if not follows or not seal.is_intact(row.previous_seal or "", _content(row), row.seal or ""):
            yield row.pk
        before = row


@transaction.atomic
def _seal_some() -> bool:
    waiting = list(Look.objects.filter(seal=None).values_list("pk", flat=True).order_by("pk")[:BATCH])
    for pk in waiting:
        number = numbering.draw(SERIES)  # holds the counter until the end: one sealer at a time
        row = Look.objects.get(pk=pk)
        if row.seal is not None:
            transaction.set_rollback(True)
            return True
        last = Look.objects.filter(sequence=number - 1).values_list("seal", flat=True).first()
        row.sequence, row.previous_seal = number, last or seal.FIRST
        row.seal = seal.seal(row.previous_seal, _content(row))
        row.save(update_fields=["sequence", "previous_seal", "seal"])
    return len(waiting) == BATCH


def _content(row: Look) -> bytes:
    facts = (row.sequence, row.actor, row.role, row.subject, row.place, row.reason, row.at.isoformat())
    return "|".join(map(str, facts)).encode()


def _word_of(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return gettext("page “%(name)s” of the desk") % {"name": label}
