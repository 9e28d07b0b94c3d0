"""The inspection dossier that a practice asked for, from the wish until the file is gone."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import clock


def shelf() -> Storage:
    """Where dossiers lie until they are fetched or their time is over; sealed, each with its own key."""
    return storages["exports"]


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Questions about dossiers."""

    def over(self) -> "DossierQuerySet":
        """Those whose days are over but whose file is still there."""
        return self.filter(state=Dossier.State.READY, expires_at__lte=clock.now())


class Dossier(models.Model):
    """All papers of all devices of a practice as one file: how far it is, and until when it lies ready.

    The file is sealed with `secret`, which exists in this row only and goes when the file goes.
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
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="dossiers", verbose_name=_("practice")
    )
    asked_by = models.UUIDField(_("asked for by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WANTED)
    done = models.PositiveIntegerField(_("papers done"), default=0)
    total = models.PositiveIntegerField(_("papers"), default=0)
    wanted_at = models.DateTimeField(_("asked for"), default=clock.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    file = models.FileField(_("file"), storage=shelf, upload_to="", blank=True)
    secret = models.CharField(_("key of the file"), max_length=64, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection dossier")
        verbose_name_plural = _("inspection dossiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["wanted", "running", "ready", "failed", "expired"]),
                name="dossier_state",
            ),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(state__in=["wanted", "running", "failed"]),
                name="dossier_one_under_way",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "wanted_at"], name="dossier_of_practice"),
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="dossier_ready"),
            models.Index(fields=["asked_by"], name="dossier_by_person", condition=~Q(asked_by=None)),
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
