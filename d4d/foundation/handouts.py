"""What is kept of a file that somebody asked for: how far it is, until when it lies ready, and its key."""

import uuid
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock


def shelf() -> Storage:
    """Where such files lie until their time is over; sealed, each with a key of its own."""
    return storages["exports"]


def download(content: Iterator[bytes], handout: "Handout", filename: str) -> StreamingHttpResponse:
    """A file as an answer that is kept nowhere; the day it was made is put behind its name."""
    made = clock.local(handout.ready_at or handout.wanted_at).date()
    response = StreamingHttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{filename}-{made}.zip"'
    response["Content-Length"] = str(handout.size)
    response["Cache-Control"] = "private, no-store"
    return response


class Handout(models.Model):
    """A file that somebody asked for: how far it is, until when it lies ready, and its key.

    The file is sealed with `secret`, which exists in this row only and goes when the file goes: what a
    backup kept of the file can then be read by nobody.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("asked for")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("not made")
        EXPIRED = "expired", _("gone")

    MOVES = {
        State.WANTED: (State.RUNNING, State.FAILED, State.EXPIRED),
        State.RUNNING: (State.READY, State.FAILED, State.EXPIRED),
        State.FAILED: (State.WANTED, State.RUNNING, State.EXPIRED),
        State.READY: (State.EXPIRED,),
        State.EXPIRED: (),
    }
    UNDER_WAY = (State.WANTED, State.RUNNING, State.FAILED)
    HOW_FAR = ("uuid", "state", "done", "total", "wanted_at", "ready_at", "expires_at", "size", "failure")

    uuid = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WANTED)
    done = models.PositiveIntegerField(_("parts done"), default=0)
    total = models.PositiveIntegerField(_("parts"), default=0)
    wanted_at = models.DateTimeField(_("asked for"), default=clock.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    file = models.FileField(_("file"), storage=shelf, upload_to="", blank=True)
    secret = models.CharField(_("key of the file"), max_length=64, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["wanted", "running", "ready", "failed", "expired"]),
                name="%(class)s_state",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="%(class)s_ready"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_ready(self) -> bool:
        """Whether the file may be fetched now."""
        return self.state == self.State.READY and bool(self.expires_at and clock.now() < self.expires_at)

    @property
    def is_under_way(self) -> bool:
        """Whether somebody still waits for it."""
        return self.state in {self.State.WANTED, self.State.RUNNING}
