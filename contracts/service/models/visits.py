"""We come by: when it is due, when it is planned, and which devices it is about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.agreements.models import Contract
from contracts.devices.models import Device


class VisitQuerySet(models.QuerySet["Visit"]):
    """Questions about visits."""

    def for_practice(self, practice: Practice) -> "VisitQuerySet":
        """Only visits to this practice."""
        return self.filter(practice=practice)

    def open(self) -> "VisitQuerySet":
        """Still to be made."""
        return self.filter(state__in=Visit.OPEN)


class Visit(models.Model):
    """One visit to a practice; of a contract there is one for each turn, however often planning runs.

    `due_on` is the day by which it should be done. `engineer` is the subject of a member of staff.
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
            models.Index(fields=["starts_at"], name="visit_calendar", condition=~Q(starts_at=None)),
            models.Index(fields=["engineer"], name="visit_by_engineer", condition=~Q(engineer=None)),
        ]

    def __str__(self) -> str:
        return f"{_('visit')} {self.pk}"


class VisitDevice(models.Model):
    """One device to be seen at a visit."""

    class State(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        CARRIED = "carried", _("next time")
        SKIPPED = "skipped", _("not done")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="devices", verbose_name=_("visit"))
    device = models.ForeignKey(Device, models.CASCADE, related_name="visits", verbose_name=_("device"))
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
