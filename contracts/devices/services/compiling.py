"""The life of an inspection dossier: asked for, made by a job, fetched, gone after some days."""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Practice
from contracts.devices.bundle import Bundle
from contracts.devices.events import DossierWanted
from contracts.devices.models import Dossier
from contracts.devices.models.dossiers import shelf
from contracts.devices.services.arriving import GONE
from d4d.foundation import clock, leftovers, outbox, sealed, states

DAYS = 7
FOLDER = "dossiers"  # on the same shelf as copies of data, which are swept by themselves
_USE = "dossier"
State = Dossier.State


class CannotBeFetched(Exception):
    """This dossier is not ready, or no longer there."""


def ask(practice: Practice, by: UUID | None) -> Dossier:
    """A practice wants its dossier; while one is under way, that one is returned.

    One that failed is tried again, one that lies ready makes place for the new one.
    """
    try:
        with transaction.atomic():
            return _under_way(practice) or _wish(practice, by)
    except IntegrityError:  # two colleagues pressed at the same moment
        with transaction.atomic():
            running = _under_way(practice)
        if running is None:
            raise
        return running


def make(dossier_id: int) -> None:
    """Make a dossier; harmless to repeat. What goes wrong is written down and raised."""
    dossier = _begin(dossier_id)
    if dossier is None:
        return
    name, key = f"{FOLDER}/{dossier.uuid}-{secrets.token_hex(4)}.sealed", sealed.new_key()
    try:
        size = _write(dossier, name, key)
        _finish(dossier, name, key, size)
    except Exception as error:
        shelf().delete(name)
        _give_up(dossier, type(error).__name__)
        raise


def latest(practice: Practice) -> Dossier | None:
    """The dossier that a practice asked for last."""
    return Dossier.objects.filter(practice=practice).order_by("-wanted_at", "-pk").first()


def fetch(dossier: Dossier) -> Iterator[bytes]:
    """The content of a dossier, unsealed piece by piece; raises CannotBeFetched."""
    if not dossier.is_ready or not shelf().exists(str(dossier.file)):
        raise CannotBeFetched(str(dossier.uuid))
    return _pieces(dossier)


def let_go() -> int:
    """Delete every dossier whose days are over, and files that no dossier knows; the number of dossiers."""
    over = list(Dossier.objects.over())
    for dossier in over:
        _drop(dossier)
    leftovers.sweep(shelf(), FOLDER, set(Dossier.objects.exclude(file="").values_list("file", flat=True)))
    return len(over)


@transaction.atomic
def withdraw(practice_id: int) -> None:
    """A paper changed that nobody may read any more as it was: no dossier of this practice keeps it.

    One that lies ready is gone, one that is being made is made anew.
    """
    own = Dossier.objects.select_for_update().filter(practice=practice_id)
    for dossier in own.filter(state=State.READY):
        _drop(dossier)
    for dossier in own.filter(state=State.RUNNING):
        states.move(dossier, State.FAILED, reason="a paper was removed")


def _under_way(practice: Practice) -> Dossier | None:
    waiting = [State.WANTED, State.RUNNING, State.FAILED]
    dossier = Dossier.objects.select_for_update().filter(practice=practice, state__in=waiting).first()
    if dossier and dossier.state == State.FAILED:
        states.move(dossier, State.WANTED)
        outbox.nudge(DossierWanted(dossier_id=dossier.pk))
    return dossier


def _wish(practice: Practice, by: UUID | None) -> Dossier:
    for earlier in Dossier.objects.filter(practice=practice, state=State.READY):
        _drop(earlier)
    dossier = Dossier.objects.create(practice=practice, asked_by=by)
    states.begin(dossier, dossier.state, by=by)
    outbox.publish(DossierWanted(dossier_id=dossier.pk))
    return dossier


@transaction.atomic
def _begin(dossier_id: int) -> Dossier | None:
    found = Dossier.objects.select_for_update(of=("self",)).select_related("practice__subject")
    dossier = found.filter(pk=dossier_id).first()
    if dossier is None or dossier.state in {State.READY, State.EXPIRED}:
        return None
    states.move(dossier, State.EXPIRED if dossier.practice.subject.state in GONE else State.RUNNING)
    return dossier if dossier.state == State.RUNNING else None


def _write(dossier: Dossier, name: str, key: bytes) -> int:
    """Write the sealed file; the size of what is in it."""
    place = Path(shelf().path(name))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("wb") as file:
        place.chmod(0o600)
        seal = sealed.Writer(file, key, _USE)
        for done, total in Bundle(seal, dossier.practice).write():
            Dossier.objects.filter(pk=dossier.pk).update(done=done, total=total)
        seal.close()
    return seal.taken


@transaction.atomic
def _finish(dossier: Dossier, name: str, key: bytes, size: int) -> None:
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    states.move(row, State.READY)
    row.file, row.secret, row.size = name, key.hex(), size
    row.ready_at = clock.now()
    row.expires_at = row.ready_at + timedelta(days=DAYS)
    row.save(update_fields=["file", "secret", "size", "ready_at", "expires_at"])


def _give_up(dossier: Dossier, reason: str) -> None:
    with contextlib.suppress(states.MoveNotAllowed, Dossier.DoesNotExist), transaction.atomic():
        row = Dossier.objects.select_for_update().get(pk=dossier.pk)
        states.move(row, State.FAILED, reason=reason)


def _drop(dossier: Dossier) -> None:
    """The key goes first: from then on nobody reads the file, whatever happens to it."""
    name = str(dossier.file)
    with transaction.atomic():
        row = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if row.state == State.READY:
            states.move(row, State.EXPIRED)
        Dossier.objects.filter(pk=row.pk).update(file="", secret="")
    if name:
        shelf().delete(name)


def _pieces(dossier: Dossier) -> Iterator[bytes]:
    with shelf().open(str(dossier.file)) as file:
        yield from sealed.Reader(file, bytes.fromhex(dossier.secret), _USE)
