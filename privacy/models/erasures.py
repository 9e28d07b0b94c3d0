"""Erasures: that somebody asked, what was done to which rows, and what stays by which law."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy.models.requests import Request


class ErasureRunQuerySet(models.QuerySet["ErasureRun"]):
    """Questions about erasures."""

    def open(self) -> "ErasureRunQuerySet":
        """Asked for, and neither done nor taken back."""
        return self.filter(state__in=ErasureRun.OPEN)

    def due(self, now: datetime) -> "ErasureRunQuerySet":
        """Whose time to think again is over, or that were interrupted half-way."""
        return self.open().filter(due_at__lte=now).order_by("due_at")

    def with_something_held(self) -> "ErasureRunQuerySet":
        """Done, but for rows that a legal hold kept back."""
        held = ErasureItem.objects.filter(act=ErasureItem.Act.HELD, done_at=None).values("run")
        return self.filter(state=ErasureRun.State.DONE, pk__in=held)


class ErasureRun(models.Model):
    """One erasure of one person or practice, from the moment it is asked for.

    `subject` is an identity that by then belongs to nobody; the journal outside the database names the same
    one. The mailbox for the receipt is sealed and goes once the receipt was sent, after a day at the latest.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("can still be taken back")
        ERASING = "erasing", _("being erased")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("taken back")

    class Origin(models.TextChoices):
        ACCOUNT = "account", _("by themselves")
        STAFF = "staff", _("by staff on request")
        IDLE = "idle", _("nobody used the account")
        UNCONFIRMED = "unconfirmed", _("never confirmed")
        PART = "part", _("with the customer that it became part of")
        RELEASE = "release", _("a legal hold has ended")
        REPLAY = "replay", _("repeated after an old backup")

    MOVES = {
        State.WAITING: (State.ERASING, State.CANCELLED),
        State.ERASING: (State.DONE,),
        State.DONE: (),
        State.CANCELLED: (),
    }
    OPEN = (State.WAITING, State.ERASING)

    uuid = models.UUIDField(_("run"), default=uuid.uuid4, unique=True, editable=False)
    subject = models.UUIDField(_("person"))
    request = models.ForeignKey(
        Request, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("privacy request")
    )
    origin = models.CharField(_("asked"), max_length=12, choices=Origin.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl")
    asked_at = models.DateTimeField(_("asked for"), default=clock.now)
    due_at = models.DateTimeField(_("not before"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("done"), null=True, blank=True)
    sealed_address = models.TextField(_("mailbox for the receipt"), blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)

    objects = ErasureRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        permissions = [("open_archive", _("Can open what is kept of erased people"))]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=["waiting", "erasing"]), name="erasure_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "erasing", "done", "cancelled"]), name="erasure_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=["waiting", "erasing"]), name="erasure_due"
            ),
            models.Index(fields=["subject"], name="erasure_of_subject"),
            models.Index(fields=["finished_at"], name="erasure_by_age"),
            models.Index(fields=["actor"], condition=Q(actor__isnull=False), name="erasure_by_actor"),
            models.Index(fields=["started_at"], condition=~Q(sealed_address=""), name="erasure_with_address"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def may_be_taken_back(self) -> bool:
        """Whether nothing was erased yet."""
        return self.state == self.State.WAITING


class ErasureItem(models.Model):
    """Rows of one table to which one thing is done; their numbers go once the erasure is done.

    They are found before anything is written, so that an erasure that was interrupted still knows them.
    """

    class Act(models.TextChoices):
        EMPTY = "empty", _("made empty")
        DELETE = "delete", _("erased")
        DELETE_UNUSED = "delete_unused", _("erased as soon as nothing refers to it")
        KEPT = "kept", _("kept by law")
        HELD = "held", _("held back")

    run = models.ForeignKey(ErasureRun, models.CASCADE, related_name="items", verbose_name=_("erasure"))
    position = models.PositiveIntegerField(_("position"))
    table = models.CharField(_("table"), max_length=80)
    act = models.CharField(_("what happens"), max_length=14, choices=Act.choices)
    columns = models.JSONField(_("columns"), default=list)
    ids = models.JSONField(_("rows"), default=list)
    count = models.PositiveIntegerField(_("number of rows"))
    law = models.CharField(_("law"), max_length=60, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of an erasure")
        verbose_name_plural = _("parts of an erasure")
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="erasureitem_position")]
        indexes = [
            models.Index(fields=["run"], condition=Q(act="held", done_at=None), name="erasureitem_held")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}.{self.position}"
