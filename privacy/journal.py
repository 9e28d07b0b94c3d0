"""The erasure journal: who was erased, kept outside the database, so that no old backup brings anybody back.

Two files in two places hold the same lines, `day run subject seal`: identities without a name, each line
sealed together with the one before. The first line says which seal the second one follows. Lines are only
ever added; `forget` lets go of the oldest once no backup can be that old any more.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings

from d4d.foundation import clock, seal, standstill, turn
from privacy import anchors, journal_file
from privacy.journal_file import Copy, Entry
from privacy.models import ErasureRun

log = logging.getLogger("d4d.privacy")
KEPT_DAYS = 366
ANCHORED_DAYS = 300
NAME = "erasures"


class Condition(StrEnum):
    """How the two files of the journal are."""

    WHOLE = "whole"
    ONE_MISSING = "one_missing"
    BOTH_MISSING = "both_missing"
    CUT_SHORT = "cut_short"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Stand:
    """The condition of the journal, and the words that say what exactly is wrong."""

    condition: Condition
    line: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def is_alarming(self) -> bool:
        """Whether somebody must see to it."""
        return self.condition is not Condition.WHOLE

    @property
    def is_trusted(self) -> bool:
        """Whether it can still be read who was erased."""
        return self.condition in {Condition.WHOLE, Condition.ONE_MISSING}


class JournalMissing(Exception):
    """There were erasures, and the journal is nowhere."""


class JournalBroken(Exception):
    """A line of the journal is not what was written."""


class CannotBeRewritten(Exception):
    """The journal needs no new beginning, or the database does not know enough to give it one."""


def write(run_uuid: UUID, subject_uuid: UUID, at: datetime) -> None:
    """Note that a person is erased; on return the line lies on the disk of both places.

    The same run is noted once. A place that cannot be written is passed over and is an alarm from then on;
    raises OSError when no place can be written, JournalMissing or JournalBroken when there is nothing to
    go on with.
    """
    entry = Entry(clock.local(at).date(), run_uuid, subject_uuid)
    with turn.of(NAME):
        copies = _ready_to_write(run_uuid)
        fullest = _fullest(copies)
        lines = fullest.lines
        if entry.run not in {one.run for one in fullest.entries}:
            previous = fullest.last_seal
            lines = [*lines, entry.line(seal.seal(previous, entry.content()))]
        _bring_up_to_date(copies, lines)
        _anchor(lines)


def entries() -> list[Entry]:
    """Everybody whom the journal names, oldest first; raises JournalMissing or JournalBroken."""
    copies = _copies()
    now = _stand(copies)
    if now.condition is Condition.BOTH_MISSING:
        raise JournalMissing("; ".join(now.remarks))
    if now.condition is Condition.CUT_SHORT:
        raise JournalBroken("; ".join(now.remarks))
    whole = [one for one in copies if one.exists and not one.broken_at]
    if now.condition is Condition.BROKEN and not (whole and _agree(whole)):
        raise JournalBroken("; ".join(now.remarks))
    return max((one.entries for one in whole), key=len, default=[])


def stand() -> Stand:
    """How the journal is; one file missing is an alarm, both missing means that the house stays closed."""
    return _stand(_copies())


def prepare() -> Stand:
    """Begin the journal in a house that never erased anybody; give a place what a power cut kept from it."""
    with turn.of(NAME):
        copies = _copies()
        now = _stand(copies)
        if not any(one.exists for one in copies) and now.condition is Condition.WHOLE:
            _bring_up_to_date([_created(one) for one in copies], [journal_file.first_line(seal.FIRST)])
        elif now.is_trusted:
            _bring_up_to_date([one for one in copies if one.exists], _fullest(copies).lines)
    return stand()


def rewrite() -> int:
    """Begin a journal that cannot be trusted anew; says how many erasures it names then.

    It names what can still be read in any place and what the database knows. The old files are put aside.
    Raises CannotBeRewritten for a journal that can be trusted, and in a database of an old backup, which
    would forget who was erased since.
    """
    with turn.of(NAME):
        copies = _copies()
        if _stand(copies).is_trusted:
            raise CannotBeRewritten("the journal can be trusted; nothing was changed")
        if standstill.restored_from() is not None:
            raise CannotBeRewritten("the database comes from a backup and may not know every erasure")
        named = {one.run: one for copy in copies for one in copy.entries}
        named |= {one.run: one for one in _known_entries() if one.run not in named}
        lines = _sealed(sorted(named.values(), key=lambda one: (one.day, one.run)))
        anchors.set_aside(NAME)
        for one in copies:
            journal_file.put_aside(one.path)
            journal_file.append(_created(one), lines)
        _anchor(lines)
    return len(named)


def forget() -> int:
    """Drop the lines that are older than any backup could be; says how many."""
    with turn.of(NAME):
        copies = _copies()
        if _stand(copies).condition is not Condition.WHOLE or not copies[0].exists:
            return 0
        fullest = _fullest(copies)
        count = _older_than(_oldest(), fullest.entries)
        if count:
            lines = [journal_file.first_line(fullest.seal_of(count)), *fullest.lines[count + 1 :]]
            for one in copies:
                journal_file.replace(one.path, lines)
    return count


def unknown() -> list[Entry]:
    """Erasures that the journal names and the database does not know: it is older than they are."""
    noted = entries()
    known = _known_runs()
    return [one for one in noted if one.run not in known]


def _known_runs() -> set[UUID]:
    """The erasures that this database has begun; one that still waited in a backup is not among them."""
    return {one.run for one in _known_entries()}


def _known_entries() -> list[Entry]:
    begun = ErasureRun.objects.exclude(started_at=None).values_list("uuid", "subject", "started_at")
    return [Entry(clock.local(at).date(), run, subject) for run, subject, at in begun if at]


def _sealed(named: list[Entry]) -> list[str]:
    """The lines of a journal that names these, each sealed together with the one before."""
    lines, previous = [journal_file.first_line(seal.FIRST)], seal.FIRST
    for one in named:
        previous = seal.seal(previous, one.content())
        lines.append(one.line(previous))
    return lines


def _older_than(oldest: date, noted: list[Entry]) -> int:
    return next((number for number, one in enumerate(noted) if one.day >= oldest), len(noted))


def _oldest() -> date:
    return clock.today() - timedelta(days=KEPT_DAYS)


def _has_a_past(but: UUID | None = None) -> bool:
    """Whether people may have been erased here: database or anchors know of it, or an old backup is back."""
    return bool(_known_runs() - {but} or _anchored()) or standstill.restored_from() is not None


def _copies() -> list[Copy]:
    """What lies in each place; where a forgetting was killed half-way, all begin where the latest does."""
    copies = [journal_file.read(Path(place) / journal_file.NAME) for place in settings.ERASURE_JOURNALS]
    sound = [one for one in copies if one.exists and not one.broken_at]
    for one in sound:
        for other in sound:
            one.begin_after(other.seal_of(0), _oldest())
    return copies


def _stand(copies: list[Copy]) -> Stand:
    missing = [one for one in copies if not one.exists]
    if len(missing) == len(copies):
        if not _has_a_past():
            return Stand(Condition.WHOLE)
        return Stand(Condition.BOTH_MISSING, remarks=tuple(f"{one.path} is missing" for one in missing))
    remarks = [remark for one in copies for remark in one.remarks()]
    if broken := [one for one in copies if one.broken_at]:
        return Stand(Condition.BROKEN, broken[0].broken_at, tuple(remarks))
    present = [one for one in copies if one.exists]
    if not _agree(present):
        line = _first_difference(present)
        return Stand(Condition.BROKEN, line, (*remarks, f"the two places differ from line {line} on"))
    if lost := _lost_since_anchored(_fullest(present)):
        return Stand(
            Condition.CUT_SHORT, remarks=(*remarks, f"{lost} lines at the end are gone in every place")
        )
    most = len(_fullest(present).lines)
    behind = [one for one in present if len(one.lines) < most]
    remarks += [f"{one.path} lacks {most - len(one.lines)} lines" for one in behind]
    return Stand(Condition.ONE_MISSING if missing or behind else Condition.WHOLE, remarks=tuple(remarks))


def _anchor(lines: list[str]) -> None:
    """Write down elsewhere where the journal ends: cut off there, it would look whole."""
    try:
        anchors.drop(NAME, len(lines), lines[-1].rpartition(" ")[2])
    except (OSError, anchors.AnchorDamaged) as error:
        log.error("the end of the erasure journal cannot be anchored: %s", type(error).__name__)  # noqa: TRY400 - likewise


def _lost_since_anchored(fullest: Copy) -> int:
    """How many lines were once written, are too young to be forgotten, and are not there."""
    return len(_anchored() - set(fullest.seals()[1:]))


def _anchored() -> set[str]:
    young = clock.now() - timedelta(days=ANCHORED_DAYS)
    try:
        return {one.seal for one in anchors.anchors(NAME) if one.at >= young}
    except anchors.AnchorDamaged as damage:
        log.error("the erasure journal lacks its anchors: %s was not written by us", damage)  # noqa: TRY400 - likewise
        return set()


def _agree(copies: list[Copy]) -> bool:
    most = _fullest(copies).lines if copies else []
    return all(one.lines == most[: len(one.lines)] for one in copies)


def _first_difference(copies: list[Copy]) -> int:
    rows = zip(*(one.lines for one in copies), strict=False)
    return next(number for number, row in enumerate(rows, 1) if len(set(row)) > 1)


def _fullest(copies: list[Copy]) -> Copy:
    return max(copies, key=lambda one: len(one.lines))


def _ready_to_write(run: UUID) -> list[Copy]:
    copies = _copies()
    if not any(one.exists for one in copies):
        if _has_a_past(but=run):
            raise JournalMissing("the erasure journal is missing in every place")
        return [_created(one) for one in copies]
    now = _stand(copies)
    if not now.is_trusted:
        raise JournalBroken("; ".join(now.remarks))
    return [one for one in copies if one.exists]


def _created(copy: Copy) -> Copy:
    copy.path.parent.mkdir(parents=True, exist_ok=True)
    return Copy(copy.path, exists=True, lines=[journal_file.first_line(seal.FIRST)], is_torn=True)


def _bring_up_to_date(copies: list[Copy], lines: list[str]) -> None:
    failed = []
    for one in copies:
        try:
            journal_file.append(one, lines)
        except OSError as error:
            failed.append(error)
            log.error("the erasure journal cannot be written in %s: %s", one.path, type(error).__name__)  # noqa: TRY400 - the alarm names the place
    if len(failed) == len(copies):
        raise failed[0]
