"""The life of a copy: asked for, made by a job, fetched by its owner, gone after seven days."""

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from d4d.foundation import clock, leftovers, outbox, sealed, states
from privacy import people, requests
from privacy.events import CopyReady, CopyWanted
from privacy.export.archive import Copy
from privacy.models import DataSubject, ExportArchive
from privacy.models.exports import shelf

DAYS = 7
STEP_SECONDS = 0.5
_USE = "copy"
State = ExportArchive.State


class CannotBeFetched(Exception):
    """This copy is not ready, or no longer there."""


def ask(subject: UUID) -> ExportArchive:
    """Somebody wants a copy of their data; while one is under way, that one is returned.

    One that failed is tried again, one that lies ready makes place for the new one.
    """
    try:
        with transaction.atomic():
            return _under_way(subject) or _wish(subject)
    except IntegrityError:  # they pressed twice at the same moment
        running = _under_way(subject)
        if running is None:
            raise
        return running


@transaction.atomic
def try_again(export_id: int, *, by: UUID | None = None) -> ExportArchive:
    """Have a copy that failed made once more."""
    export = ExportArchive.objects.select_for_update().get(pk=export_id)
    if export.state == State.FAILED:
        states.move(export, State.WANTED, by=by)
        outbox.nudge(CopyWanted(export_id=export.pk))
    return export


def make(export_id: int) -> None:
    """Make a copy and tell its owner; harmless to repeat. What goes wrong is written down and raised."""
    export = _begin(export_id)
    if export is None:
        return
    name, key = f"{export.uuid}-{secrets.token_hex(4)}.sealed", sealed.new_key()
    try:
        size = _write(export, name, key)
        _finish(export, name, key, size)
    except Exception as error:
        shelf().delete(name)
        _give_up(export, type(error).__name__)
        raise


def latest(subject: UUID) -> ExportArchive | None:
    """The copy that somebody asked for last."""
    return ExportArchive.objects.filter(subject=subject).order_by("-wanted_at", "-pk").first()


def fetch(export: ExportArchive) -> Iterator[bytes]:
    """The content of a copy, unsealed piece by piece; raises CannotBeFetched."""
    if not export.is_ready or not shelf().exists(str(export.file)):
        raise CannotBeFetched(str(export.uuid))
    ExportArchive.objects.filter(pk=export.pk, fetched_at=None).update(fetched_at=clock.now())
    return _pieces(export)


def let_go() -> int:
    """Delete every copy whose days are over, and files that no copy knows; the number of copies."""
    over = list(ExportArchive.objects.over())
    for export in over:
        _drop(export)
    leftovers.sweep(shelf(), ".", set(ExportArchive.objects.exclude(file="").values_list("file", flat=True)))
    return len(over)


def _under_way(subject: UUID) -> ExportArchive | None:
    running = ExportArchive.objects.filter(
        subject=subject, state__in=[State.WANTED, State.RUNNING, State.FAILED]
    ).first()
    return try_again(running.pk, by=subject) if running else None


def _wish(subject: UUID) -> ExportArchive:
    for earlier in ExportArchive.objects.filter(subject=subject, state=State.READY):
        _drop(earlier)
    asked = requests.open(subject, "copy", source="account")
    export = ExportArchive.objects.create(subject=subject, request=asked)
    states.begin(export, export.state, by=subject)
    outbox.publish(CopyWanted(export_id=export.pk))
    return export


@transaction.atomic
def _begin(export_id: int) -> ExportArchive | None:
    export = ExportArchive.objects.select_for_update().filter(pk=export_id).first()
    if export is None or export.state in {State.READY, State.EXPIRED}:
        return None
    gone = [DataSubject.State.ERASING, DataSubject.State.ERASED]
    if DataSubject.objects.filter(uuid=export.subject, state__in=gone).exists():
        states.move(export, State.EXPIRED)
        return None
    states.move(export, State.RUNNING)
    return export


def _write(export: ExportArchive, name: str, key: bytes) -> int:
    """Write the sealed file; the size of what is in it."""
    place = Path(shelf().path(name))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reached = people.reach(export.subject)
    with place.open("wb") as file:
        place.chmod(0o600)
        seal = sealed.Writer(file, key, _USE)
        Copy(seal).write(export.subject, reached.language if reached else "nl", _progress(export))
        seal.close()
    return seal.taken


def _progress(export: ExportArchive) -> Callable[[int, int], None]:
    told = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal told
        if done == total or time.monotonic() - told > STEP_SECONDS:
            told = time.monotonic()
            ExportArchive.objects.filter(pk=export.pk).update(done=done, total=total)

    return progress


@transaction.atomic
def _finish(export: ExportArchive, name: str, key: bytes, size: int) -> None:
    row = ExportArchive.objects.select_for_update().get(pk=export.pk)
    states.move(row, State.READY)
    row.file, row.secret, row.size, row.failure = name, key.hex(), size, ""
    row.ready_at = clock.now()
    row.expires_at = row.ready_at + timedelta(days=DAYS)
    row.save(update_fields=["file", "secret", "size", "failure", "ready_at", "expires_at"])
    if row.request:
        requests.close(row.request, "granted", article="GDPR art. 15(3)")
    outbox.publish(CopyReady(export_id=row.pk))


def _give_up(export: ExportArchive, reason: str) -> None:
    with contextlib.suppress(states.MoveNotAllowed), transaction.atomic():
        row = ExportArchive.objects.select_for_update().get(pk=export.pk)
        states.move(row, State.FAILED, reason=reason)
        ExportArchive.objects.filter(pk=row.pk).update(failure=reason)


def _drop(export: ExportArchive) -> None:
    """The key goes first: from then on nobody reads the file, whatever happens to it."""
    name = str(export.file)
    with transaction.atomic():
        row = ExportArchive.objects.select_for_update().get(pk=export.pk)
        if row.state == State.READY:
            states.move(row, State.EXPIRED)
        ExportArchive.objects.filter(pk=row.pk).update(file="", secret="")
    if name:
        shelf().delete(name)


def _pieces(export: ExportArchive) -> Iterator[bytes]:
    with shelf().open(str(export.file)) as file:
        yield from sealed.Reader(file, bytes.fromhex(export.secret), _USE)
