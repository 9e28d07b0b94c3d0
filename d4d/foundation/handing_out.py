"""Files made for somebody: asked for, made by a job, fetched by who they are for, gone after some days.

A room says with a `Handout` what it keeps of each, and with a `Counter` how its file is made.
"""

import contextlib
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from d4d.foundation import clock, leftovers, outbox, sealed, states
from d4d.foundation.handouts import Handout, shelf

DAYS = 7
STEP_SECONDS = 0.5
Progress = Callable[[int, int], None]


class CannotBeFetched(Exception):
    """This file is not ready, or no longer there."""


H = TypeVar("H", bound=Handout)
Owner = Any  # a row, or the number of a person


class Counter(ABC, Generic[H]):
    """Where one kind of handout is asked for, made and fetched; each room stands at its own.

    `owner` names the field that says for whom a handout is, `use` its folder on the shelf and what its seal
    is for. A room says what it does at `wish`, `wanted`, `is_in_vain`, `write` and, if it likes, `made`.
    """

    kind: type[H]
    owner: str
    use: str

    @abstractmethod
    def wish(self, owner: Owner, by: UUID | None) -> H:
        """The new row of somebody's wish."""

    @abstractmethod
    def wanted(self, handout: H) -> outbox.Event:
        """The news on which a job makes it."""

    @abstractmethod
    def is_in_vain(self, handout: H) -> bool:
        """Whether nobody is left for whom it could be made."""

    @abstractmethod
    def write(self, handout: H, seal: sealed.Writer, progress: Progress) -> None:
        """Write the content, and say now and then how many parts of how many are done."""

    def made(self, handout: H) -> None:
        """It lies ready; what a room does about that is part of the same act."""

    def ask(self, owner: Owner, by: UUID | None = None) -> H:
        """Somebody wants one; while one is under way, that one is returned.

        One that failed is tried again, one that lies ready makes place for the new one.
        """
        try:
            with transaction.atomic():
                return self._under_way(owner, by) or self._wish(owner, by)
        except IntegrityError:  # somebody pressed twice at the same moment
            with transaction.atomic():
                running = self._under_way(owner, by)
            if running is None:
                raise
            return running

    def latest(self, owner: Owner) -> H | None:
        """The one that somebody asked for last."""
        return self._of(owner).order_by("-wanted_at", "-pk").first()

    @transaction.atomic
    def try_again(self, pk: int, *, by: UUID | None = None) -> H:
        """Have one that failed made once more."""
        handout = self._held(pk)
        if handout.state == Handout.State.FAILED:
            states.move(handout, Handout.State.WANTED, by=by)
            outbox.nudge(self.wanted(handout))
        return handout

    def make(self, pk: int) -> None:
        """Make one; harmless to repeat. What goes wrong is written down and raised."""
        handout = self._begin(pk)
        if handout is None:
            return
        name, key = f"{self.use}/{handout.uuid}-{secrets.token_hex(4)}.sealed", sealed.new_key()
        try:
            size = self._seal(handout, name, key)
            self._finish(pk, name, key, size)
        except Exception as error:
            shelf().delete(name)
            self._give_up(pk, type(error).__name__)
            raise

    def fetch(self, handout: H) -> Iterator[bytes]:
        """The content, unsealed piece by piece; raises CannotBeFetched."""
        if not handout.is_ready or not shelf().exists(str(handout.file)):
            raise CannotBeFetched(str(handout.uuid))
        return self._pieces(handout)

    def let_go(self) -> int:
        """Delete those whose days are over, and files that no row knows; the number of the former."""
        over = list(self._rows.filter(state=Handout.State.READY, expires_at__lte=clock.now()))
        for handout in over:
            self._drop(handout)
        leftovers.sweep(shelf(), self.use, set(self._rows.exclude(file="").values_list("file", flat=True)))
        return len(over)

    @transaction.atomic
    def withdraw(self, owner: Owner) -> None:
        """Something changed that nobody may read any more as it was: none of somebody's handouts keeps it.

        One that lies ready is gone; one that is being made fails, and is made anew by the same job.
        """
        self._withdraw(self._of(owner))

    @property
    def _rows(self) -> models.QuerySet[H]:
        return models.QuerySet(self.kind)

    def _of(self, owner: Owner) -> models.QuerySet[H]:
        return self._rows.filter(**{self.owner: owner})

    def _held(self, pk: int) -> H:
        return self._rows.select_for_update().get(pk=pk)

    def _under_way(self, owner: Owner, by: UUID | None) -> H | None:
        running = self._of(owner).filter(state__in=Handout.UNDER_WAY).first()
        return self.try_again(running.pk, by=by) if running else None

    def _wish(self, owner: Owner, by: UUID | None) -> H:
        for earlier in self._of(owner).filter(state=Handout.State.READY):
            self._drop(earlier)
        handout = self.wish(owner, by)
        states.begin(handout, handout.state, by=by)
        outbox.publish(self.wanted(handout))
        return handout

    def _withdraw(self, some: models.QuerySet[H]) -> None:
        """One question holds both kinds: none becomes ready between a look at the one and at the other."""
        filled = some.filter(state__in=(Handout.State.READY, Handout.State.RUNNING))
        for handout in filled.select_for_update().order_by("pk"):
            if handout.state == Handout.State.READY:
                self._drop(handout)
            else:
                states.move(handout, Handout.State.FAILED, reason="something was removed")

    @transaction.atomic
    def _begin(self, pk: int) -> H | None:
        handout = self._rows.select_for_update().filter(pk=pk).first()
        if handout is None or handout.state in {Handout.State.READY, Handout.State.EXPIRED}:
            return None
        if self.is_in_vain(handout):
            states.move(handout, Handout.State.EXPIRED)
            return None
        states.move(handout, Handout.State.RUNNING)
        return handout

    def _seal(self, handout: H, name: str, key: bytes) -> int:
        """Write the sealed file; the size of what is in it."""
        place = Path(shelf().path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("wb") as file:
            place.chmod(0o600)
            seal = sealed.Writer(file, key, self.use)
            self.write(handout, seal, self._progress(handout.pk))
            seal.close()
        return seal.taken

    def _progress(self, pk: int) -> Progress:
        told = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done == total or time.monotonic() - told > STEP_SECONDS:
                told = time.monotonic()
                self._rows.filter(pk=pk).update(done=done, total=total)

        return progress

    @transaction.atomic
    def _finish(self, pk: int, name: str, key: bytes, size: int) -> None:
        row = self._held(pk)
        states.move(row, Handout.State.READY)
        row.file, row.secret, row.size, row.failure = name, key.hex(), size, ""
        row.ready_at = clock.now()
        row.expires_at = row.ready_at + timedelta(days=DAYS)
        row.save(update_fields=["file", "secret", "size", "failure", "ready_at", "expires_at"])
        self.made(row)

    def _give_up(self, pk: int, reason: str) -> None:
        gone = (states.MoveNotAllowed, self.kind.DoesNotExist)
        with contextlib.suppress(*gone), transaction.atomic():
            row = self._held(pk)
            states.move(row, Handout.State.FAILED, reason=reason)
            self._rows.filter(pk=pk).update(failure=reason)

    def _drop(self, handout: H) -> None:
        """The key goes first: from then on nobody reads the file, whatever happens to it."""
        name = str(handout.file)
        with transaction.atomic():
            row = self._held(handout.pk)
            if row.state == Handout.State.READY:
                states.move(row, Handout.State.EXPIRED)
            self._rows.filter(pk=row.pk).update(file="", secret="")
        if name:
            shelf().delete(name)

    def _pieces(self, handout: H) -> Iterator[bytes]:
        with shelf().open(str(handout.file)) as file:
            yield from sealed.Reader(file, bytes.fromhex(handout.secret), self.use)
