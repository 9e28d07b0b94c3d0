"""A copy of everything that we hold about somebody, from the wish until the file is gone."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy.models.requests import Request


def shelf() -> Storage:
    """Where copies lie until they are fetched or their time is over; sealed, each with its own key."""
    return storages["exports"]


class ExportArchiveQuerySet(models.QuerySet["ExportArchive"]):
    """Questions about copies."""

    def under_way(self) -> "ExportArchiveQuerySet":
        """Copies that are being made or will be."""
        return self.filter(state__in=[ExportArchive.State.WANTED, ExportArchive.State.RUNNING])

    def over(self) -> "ExportArchiveQuerySet":
        """Copies whose days are over but whose file is still there."""
        return self.filter(state=ExportArchive.State.READY, expires_at__lte=clock.now())


class ExportArchive(models.Model):
    """A copy that somebody asked for: how far it is, until when it lies ready, and the key of its file.

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

    uuid = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    subject = models.UUIDField(_("person"))
    request = models.ForeignKey(
        Request,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name=_("privacy request"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WANTED)
    done = models.PositiveIntegerField(_("tables done"), default=0)
    total = models.PositiveIntegerField(_("tables"), default=0)
    wanted_at = models.DateTimeField(_("asked for"), default=clock.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    file = models.FileField(_("file"), storage=shelf, upload_to="", blank=True)
    secret = models.CharField(_("key of the file"), max_length=64, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=80, blank=True)

    objects = ExportArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of data")
        verbose_name_plural = _("copies of data")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["wanted", "running", "ready", "failed", "expired"]),
                name="export_state",
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state__in=["wanted", "running", "failed"]),
                name="export_one_under_way",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "wanted_at"], name="export_of_subject"),
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="export_ready"),
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
