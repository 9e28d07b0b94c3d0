"""Every breach of security that touched personal data, reported or not (GDPR art. 33(5))."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.triggers import AppendOnly


class BreachQuerySet(models.QuerySet["Breach"]):
    """Questions about breaches."""

    def to_report(self) -> "BreachQuerySet":
        """Neither reported nor written down why not: the clock runs."""
        return self.filter(state=Breach.State.OPEN, reported_at=None, not_reported_because="")


class Breach(models.Model):
    """Something went wrong with personal data: when we knew, what it risks, whom we told."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Risk(models.TextChoices):
        UNKNOWN = "unknown", _("not yet clear")
        NONE = "none", _("no risk likely")
        RISK = "risk", _("a risk")
        HIGH = "high", _("a high risk")

    MOVES = {State.OPEN: (State.CLOSED,), State.CLOSED: ()}

    number = models.CharField(_("number"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    title = models.CharField(_("what happened, in one line"), max_length=120)
    aware_at = models.DateTimeField(_("known since"))
    due_at = models.DateTimeField(_("report before"))
    risk = models.CharField(_("risk for people"), max_length=8, choices=Risk.choices, default=Risk.UNKNOWN)
    people_count = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported to the AP"), null=True, blank=True)
    ap_reference = models.CharField(_("reference of the AP"), max_length=40, blank=True)
    late_because = models.TextField(_("why later than 72 hours"), blank=True)
    not_reported_because = models.TextField(_("why not reported"), blank=True)
    informed_at = models.DateTimeField(_("people informed"), null=True, blank=True)
    informed_count = models.PositiveIntegerField(_("number of people informed"), null=True, blank=True)
    not_informed_because = models.TextField(_("why people were not informed"), blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("data breach")
        verbose_name_plural = _("data breaches")
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_at=None) | Q(ap_reference__gt=""), name="breach_report_has_reference"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="breach_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def left(self) -> timedelta:
        """Time until the report must be there; negative when it is too late."""
        return self.due_at - clock.now()

    @property
    def standing(self) -> str:
        """How it stands with the 72 hours: reported, recorded, overdue, due_soon or closed."""
        if self.state == self.State.CLOSED:
            return "closed"
        if self.reported_at:
            return "reported"
        if self.not_reported_because:
            return "recorded"
        return "overdue" if self.left < timedelta(0) else "due_soon"


class BreachEvent(models.Model):
    """A step in the handling of a breach; written once."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="events", verbose_name=_("data breach"))
    what = models.CharField(_("step"), max_length=30)
    note = models.TextField(_("note"), blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("step of a data breach")
        verbose_name_plural = _("steps of data breaches")
        indexes = [
            models.Index(fields=["actor"], condition=Q(actor__isnull=False), name="breachevent_by_actor")
        ]

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.what}"
