"""A device does not do what it should: what the practice told, what we promised, and how far we are."""

from datetime import datetime, timedelta
from typing import Literal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.agreements.models import Contract
from contracts.devices.models import NO_DEVICE, Device
from contracts.service import hours
from d4d.foundation import clock
from d4d.foundation.photos import Folder
from shop.invoicing.models import Invoice

SOON = 2  # working hours
Standing = Literal["draft", "answered", "paused", "overdue", "due_soon", "running"]


class FaultQuerySet(models.QuerySet["Fault"]):
    """Questions about faults."""

    def for_practice(self, practice: Practice) -> "FaultQuerySet":
        """Only what this practice reported."""
        return self.filter(practice=practice)

    def sent(self) -> "FaultQuerySet":
        """Reported to us; not what somebody is still writing."""
        return self.exclude(state=Fault.State.DRAFT)

    def open(self) -> "FaultQuerySet":
        """Not over yet; that they bear no moment of it lets an index find them."""
        return self.filter(state__in=Fault.OPEN, closed_at=None)

    def running(self) -> "FaultQuerySet":
        """Waiting for our answer while the clock runs."""
        return self.filter(state=Fault.State.REPORTED, responded_at=None, paused_at=None)

    def overdue(self, now: datetime) -> "FaultQuerySet":
        """Not answered within the promised hours."""
        return self.running().filter(due_at__lt=now)

    def due_soon(self, now: datetime) -> "FaultQuerySet":
        """To be answered within two working hours."""
        return self.running().filter(due_at__gte=now, due_at__lte=hours.due_at(now, SOON))

    def waiting_for_label(self) -> "FaultQuerySet":
        """Declared clean, and nobody has said yet how the device comes to us."""
        return self.filter(
            state=Fault.State.ASSESSED, approach=Fault.Approach.SEND_IN, decontamination__isnull=False
        )

    def open_first(self) -> "FaultQuerySet":
        """What is not over first, then the newest."""
        return self.order_by(models.F("closed_at").desc(nulls_first=True), "-pk")


class Fault(models.Model):
    """A fault of a device, from its report until it is over; its repair is part of it.

    What the device's warranty and contract covered on the day of the report is copied and never follows
    them later. `due_at` is the moment before which somebody has looked at it: it lies in working hours, and
    moves on while the clock stands still (`paused_at`). A draft has no number and runs no clock.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        REPORTED = "reported", _("reported")
        ASSESSED = "assessed", _("assessed")
        AWAITING_DEVICE = "awaiting_device", _("waiting for the device")
        IN_REPAIR = "in_repair", _("in repair")
        QUOTED = "quoted", _("quote sent")
        APPROVED = "approved", _("quote approved")
        DECLINED = "declined", _("quote declined")
        REPAIRED = "repaired", _("repaired")
        RETURNED = "returned", _("device returned")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Problem(models.TextChoices):
        DEAD = "dead", _("It does nothing at all")
        ALARM = "alarm", _("It shows an error")
        LEAK = "leak", _("It leaks")
        NOISE = "noise", _("It makes noise or vibrates")
        RESULT = "result", _("The result is not good")
        DAMAGE = "damage", _("It is damaged")
        OTHER = "other", _("Something else")

    class Urgency(models.TextChoices):
        STANDSTILL = "standstill", _("We cannot treat patients")
        LIMITED = "limited", _("We can work, but not as we should")
        CAN_WAIT = "can_wait", _("It can wait")

    class Approach(models.TextChoices):
        ON_SITE = "on_site", _("we come to you")
        SEND_IN = "send_in", _("you send it in")
        REMOTE = "remote", _("we help from a distance")

    class Coverage(models.TextChoices):
        WARRANTY = "warranty", _("warranty")
        CONTRACT = "contract", _("maintenance contract")
        PAID = "paid", _("to be paid")

    class Origin(models.TextChoices):
        SITE = "site", _("on the site")
        PHONE = "phone", _("by telephone")

    OVER = (State.CLOSED, State.CANCELLED)
    OPEN = (
        State.REPORTED,
        State.ASSESSED,
        State.AWAITING_DEVICE,
        State.IN_REPAIR,
        State.QUOTED,
        State.APPROVED,
        State.DECLINED,
        State.REPAIRED,
        State.RETURNED,
    )
    HERE = (State.IN_REPAIR, State.QUOTED, State.APPROVED, State.DECLINED, State.REPAIRED)
    MOVES = {
        State.DRAFT: (State.REPORTED,),
        State.REPORTED: (State.ASSESSED, State.CANCELLED),
        State.ASSESSED: (State.AWAITING_DEVICE, State.IN_REPAIR, State.CANCELLED),
        State.AWAITING_DEVICE: (State.IN_REPAIR, State.CANCELLED),
        State.IN_REPAIR: (State.QUOTED, State.REPAIRED),
        State.QUOTED: (State.APPROVED, State.DECLINED, State.IN_REPAIR),
        State.APPROVED: (State.QUOTED, State.REPAIRED),
        State.DECLINED: (State.QUOTED, State.RETURNED, State.CLOSED),
        State.REPAIRED: (State.RETURNED, State.CLOSED),
        State.RETURNED: (State.CLOSED,),
        State.CLOSED: (),
        State.CANCELLED: (),
    }

    number = models.CharField(_("number"), max_length=16, unique=True, null=True, blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="faults", verbose_name=_("practice"))
    device = models.ForeignKey(
        Device, models.SET_NULL, null=True, blank=True, related_name="faults", verbose_name=_("device")
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    problem = models.CharField(_("what is wrong"), max_length=8, choices=Problem.choices, blank=True)
    description = models.TextField(_("description"), blank=True)
    urgency = models.CharField(_("how urgent"), max_length=12, choices=Urgency.choices, blank=True)
    is_second = models.BooleanField(_("another fault beside an open one"), default=False)
    origin = models.CharField(_("reported"), max_length=8, choices=Origin.choices, default=Origin.SITE)
    reported_by = models.UUIDField(_("reported by"), null=True, blank=True)
    owner = models.UUIDField(_("owner"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    due_at = models.DateTimeField(_("answer before"), null=True, blank=True)
    paused_at = models.DateTimeField(_("clock stands still since"), null=True, blank=True)
    responded_at = models.DateTimeField(_("answered"), null=True, blank=True)
    approach = models.CharField(_("how we help"), max_length=8, choices=Approach.choices, blank=True)
    coverage = models.CharField(_("covered by"), max_length=8, choices=Coverage.choices, blank=True)
    contract = models.ForeignKey(
        Contract,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="faults",
        verbose_name=_("contract"),
    )
    covers_labour = models.BooleanField(_("labour is covered"), default=False)
    covers_parts = models.BooleanField(_("parts are covered"), default=False)
    covers_loan = models.BooleanField(_("a loan device is covered"), default=False)
    response_hours = models.PositiveSmallIntegerField(_("answer in working hours"), default=0)
    solution = models.TextField(_("what was done"), blank=True)
    invoice = models.ForeignKey(
        Invoice, models.SET_NULL, null=True, blank=True, related_name="faults", verbose_name=_("invoice")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)

    objects = FaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "draft",
                        "reported",
                        "assessed",
                        "awaiting_device",
                        "in_repair",
                        "quoted",
                        "approved",
                        "declined",
                        "repaired",
                        "returned",
                        "closed",
                        "cancelled",
                    ]
                ),
                name="fault_state",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(number__gt="", reported_at__isnull=False, due_at__isnull=False),
                name="fault_is_numbered_and_timed_once_reported",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(state__in=["closed", "cancelled"]),
                name="fault_closed_at_when_it_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-id"], name="fault_of_practice"),
            models.Index(fields=["device", "reported_at"], name="fault_of_device"),
            models.Index(fields=["state", "due_at"], name="fault_by_clock"),
            models.Index(fields=["-closed_at", "id"], name="fault_open_first"),
            models.Index(fields=["closed_at"], name="fault_by_end", condition=~Q(closed_at=None)),
            models.Index(fields=["reported_by"], name="fault_by_person", condition=~Q(reported_by=None)),
            models.Index(fields=["owner"], name="fault_by_owner", condition=~Q(owner=None)),
        ]

    def __str__(self) -> str:
        return self.number or f"{_('draft')} {self.pk}"

    @property
    def device_name(self) -> str:
        """The device in words; a later owner may have been erased, and the device with them."""
        return str(self.device or NO_DEVICE)

    @property
    def may_hold_data(self) -> bool:
        """Whether data of patients may be stored in the device; of one that we no longer know it may."""
        return self.device is None or self.device.kind.has_storage

    @property
    def is_open(self) -> bool:
        """Whether it is reported and not over yet."""
        return self.state in self.OPEN

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in self.OVER

    @property
    def is_here(self) -> bool:
        """Whether the device of the practice is in our workshop."""
        return self.approach == self.Approach.SEND_IN and self.state in self.HERE

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the practice can still call it off by itself."""
        return self.state in {self.State.REPORTED, self.State.ASSESSED}

    @property
    def standing(self) -> Standing:
        """How it stands with our promise to look at it."""
        if self.due_at is None:
            return "draft"
        if self.responded_at or self.is_over:
            return "answered"
        if self.paused_at:
            return "paused"
        left = hours.between(clock.now(), self.due_at)
        if self.due_at < clock.now():
            return "overdue"
        return "due_soon" if left <= timedelta(hours=SOON) else "running"

    def covers(self, kind: str) -> bool:
        """Whether work or goods of a kind cost the practice nothing."""
        return {"labour": self.covers_labour, "parts": self.covers_parts, "loan": self.covers_loan}[kind]


class FaultPhoto(models.Model):
    """What a fault looks like, drawn anew when it came in."""

    fault = models.ForeignKey(Fault, models.CASCADE, related_name="photos", verbose_name=_("fault"))
    file = models.FileField(_("photo"), upload_to=Folder("service/faults"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo of a fault")
        verbose_name_plural = _("photos of faults")

    def __str__(self) -> str:
        return f"{self.fault_id}/{self.pk}"
