"""What practices or we find wrong with devices: every case on one list, the manufacturer told at once."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.triggers import AppendOnly
from privacy.models import DataSubject
from shop.catalogue.models import Product


class DeviceComplaintQuerySet(models.QuerySet["DeviceComplaint"]):
    """Questions about complaints."""

    def to_forward(self) -> "DeviceComplaintQuerySet":
        """What the manufacturer has not heard yet."""
        return self.filter(state=DeviceComplaint.State.RECEIVED)


class DeviceComplaint(models.Model):
    """A complaint about a device, or a device that is not as it should be (2017/745 art. 14(5) and (6)).

    `described` is what happened, for our own register; `told` is what the manufacturer reads: about the
    device, without names. Between them stands a member of staff.
    """

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("complaint")
        INCIDENT = "incident", _("suspected incident")
        NON_CONFORMITY = "non_conformity", _("non-conformity")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        FORWARDED = "forwarded", _("with the manufacturer")
        CLOSED = "closed", _("closed")

    MOVES = {State.RECEIVED: (State.FORWARDED,), State.FORWARDED: (State.CLOSED,), State.CLOSED: ()}

    number = models.CharField(_("number"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    subject = models.ForeignKey(
        DataSubject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="device_complaints",
        verbose_name=_("practice"),
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    described = models.TextField(_("what happened"))
    told = models.TextField(_("what the manufacturer reads"), blank=True)
    told_to = models.EmailField(_("manufacturer's mailbox"), blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    received_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("forward before"))
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = DeviceComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint about a device")
        verbose_name_plural = _("complaints about devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "forwarded", "closed"]), name="devicecomplaint_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["complaint", "incident", "non_conformity"]),
                name="devicecomplaint_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="received") | Q(forwarded_at__isnull=False),
                name="devicecomplaint_forwarded_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
                name="devicecomplaint_closed_after_received",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="devicecomplaint_by_state"),
            models.Index(fields=["lot"], name="devicecomplaint_by_lot", condition=~Q(lot="")),
            models.Index(fields=["serial"], name="devicecomplaint_by_serial", condition=~Q(serial="")),
            models.Index(fields=["closed_at"], name="devicecomplaint_closed", condition=~Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def standing(self, now: datetime | None = None) -> str:
        """How it stands with the clock: due_soon, overdue, forwarded or closed."""
        if self.state != self.State.RECEIVED:
            return str(self.state)
        return "overdue" if (now or clock.now()) > self.due_at else "due_soon"


class DeviceComplaintEvent(models.Model):
    """A step in the handling of a complaint about a device; written once."""

    complaint = models.ForeignKey(
        DeviceComplaint, models.PROTECT, related_name="events", verbose_name=_("complaint about a device")
    )
    what = models.CharField(_("step"), max_length=30)
    note = models.TextField(_("note"), blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("step of a complaint about a device")
        verbose_name_plural = _("steps of complaints about devices")
        indexes = [models.Index(fields=["actor"], name="complaintevent_by_actor", condition=~Q(actor=None))]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.what}"
