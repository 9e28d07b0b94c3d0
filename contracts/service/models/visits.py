"""We come by: when it is due, when it is planned, and which devices it is about."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.agreements.models import Contract
from contracts.devices.models import NO_DEVICE, Device
from d4d.foundation import clock


class VisitQuerySet(models.QuerySet["Visit"]):
    """Questions about visits."""

    def for_practice(self, practice: Practice) -> "VisitQuerySet":
        """Only visits to this practice."""
        return self.filter(practice=practice)

    def open(self) -> "VisitQuerySet":
        """Still to be made."""
        return self.filter(state__in=Visit.OPEN)

    def overdue(self, today: date) -> "VisitQuerySet":
        """Still to be made although the day has passed."""
        return self.open().filter(due_on__lt=today)

    def to_plan(self, by: date) -> "VisitQuerySet":
        """Without a time, and due by this day."""
        return self.filter(state=Visit.State.TO_PLAN, due_on__lte=by)

    def between(self, first: date, last: date) -> "VisitQuerySet":
        """With a time on these days, the last included, as clocks in the Netherlands show it."""
        begin, end = clock.midnight(first), clock.midnight(last + timedelta(days=1))
        return self.filter(starts_at__gte=begin, starts_at__lt=end).exclude(state=Visit.State.CANCELLED)

    def in_week_of(self, day: date) -> "VisitQuerySet":
        """With a time in the week of a day."""
        monday = day - timedelta(days=day.weekday())
        return self.between(monday, monday + timedelta(days=6))

    def of_engineer_during(self, engineer: UUID, starts_at: datetime, ends_at: datetime) -> "VisitQuerySet":
        """What an engineer has agreed to for these hours."""
        return self.filter(
            engineer=engineer, state=Visit.State.PLANNED, starts_at__lt=ends_at, ends_at__gt=starts_at
        )


class Visit(models.Model):
    """One visit to a practice; of a contract there is one for each turn, however often planning runs.

    `due_on` is the day by which it should be done. `engineer` is the subject of a member of staff.
    `sequence` counts what was told about its time, as calendars do. `reminded_at` is filled once the practice
    knows of this time shortly before it.
    """

    class State(models.TextChoices):
        TO_PLAN = "to_plan", _("to be planned")
        OFFERED = "offered", _("times offered")
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        PARTLY_DONE = "partly_done", _("partly done")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (State.TO_PLAN, State.OFFERED, State.PLANNED)
    MOVES = {
        State.TO_PLAN: (State.OFFERED, State.PLANNED, State.CANCELLED),
        State.OFFERED: (State.TO_PLAN, State.PLANNED, State.CANCELLED),
        State.PLANNED: (State.TO_PLAN, State.DONE, State.PARTLY_DONE, State.CANCELLED),
        State.DONE: (),
        State.PARTLY_DONE: (),
        State.CANCELLED: (),
    }

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="visits", verbose_name=_("practice"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("contract")
    )
    turn = models.CharField(_("turn"), max_length=40, null=True, blank=True, unique=True)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("what was left of"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.TO_PLAN)
    due_on = models.DateField(_("due"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    engineer = models.UUIDField(_("engineer"), null=True, blank=True)
    wish = models.CharField(_("when it would suit"), max_length=200, blank=True)
    sequence = models.PositiveSmallIntegerField(_("times told"), default=0)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["to_plan", "offered", "planned", "done", "partly_done", "cancelled"]),
                name="visit_state",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="visit_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "due_on", "id"], name="visit_of_practice"),
            models.Index(fields=["state", "due_on"], name="visit_by_state"),
            models.Index(fields=["due_on", "id"], name="visit_by_due"),
            models.Index(
                fields=["due_on", "id"],
                name="visit_open_by_due",
                condition=Q(state__in=["to_plan", "offered", "planned"]),
            ),
            models.Index(fields=["starts_at"], name="visit_calendar", condition=~Q(starts_at=None)),
            models.Index(fields=["engineer"], name="visit_by_engineer", condition=~Q(engineer=None)),
        ]

    def __str__(self) -> str:
        return f"{_('visit')} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in self.OPEN

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been made before this day."""
        return self.is_open and self.due_on < today

    def may_be_moved_by_the_practice(self, today: date) -> bool:
        """Whether there is time enough left for the practice to give its time back."""
        if self.state != self.State.PLANNED or self.starts_at is None:
            return False
        return clock.local(self.starts_at).date() - today >= timedelta(days=settings.VISIT_MOVE_DAYS)


class VisitDevice(models.Model):
    """One device to be seen at a visit."""

    class State(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        CARRIED = "carried", _("next time")
        SKIPPED = "skipped", _("not done")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="devices", verbose_name=_("visit"))
    device = models.ForeignKey(
        Device, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("device")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.TO_DO)

    class Meta:
        verbose_name = _("device of a visit")
        verbose_name_plural = _("devices of a visit")
        constraints = [
            models.UniqueConstraint(fields=["visit", "device"], name="visitdevice_once"),
            models.CheckConstraint(
                condition=Q(state__in=["to_do", "done", "carried", "skipped"]), name="visitdevice_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.device_id}"

    @property
    def device_name(self) -> str:
        """The device in words; a later owner may have been erased, and the device with them."""
        return str(self.device or NO_DEVICE)


class Slot(models.Model):
    """A time that we offer for a visit; all of them go as soon as one is chosen."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="slots", verbose_name=_("visit"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    engineer = models.UUIDField(_("engineer"), null=True, blank=True)

    class Meta:
        verbose_name = _("time offered")
        verbose_name_plural = _("times offered")
        constraints = [
            models.UniqueConstraint(fields=["visit", "starts_at"], name="slot_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["engineer"], name="slot_by_engineer", condition=~Q(engineer=None))]

    def __str__(self) -> str:
        return f"{_('time offered')} {self.pk}"
