"""What is looked up by day or by number: interest, collection costs, levels of reminders, steps of credit."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class InterestRate(models.Model):
    """The statutory commercial interest of some months (art. 6:119a BW): set anew each half-year.

    A rate counts on its own days only. A day without one has no rate, and nothing is guessed.
    """

    from_on = models.DateField(_("from"), unique=True)
    until_on = models.DateField(_("until and including"))
    basis_points = models.PositiveIntegerField(
        _("hundredths of a percent a year"), help_text=_("1225 is 12.25 %.")
    )
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("commercial interest rate")
        verbose_name_plural = _("commercial interest rates")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="interestrate_goes_forward")
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"


class CostScale(models.Model):
    """What collection may cost, by the amount that is owed (art. 6:96 BW), from a day on."""

    from_on = models.DateField(_("from"), unique=True)
    least_cents = models.PositiveIntegerField(_("at least, in cents"))
    most_cents = models.PositiveIntegerField(_("at most, in cents"))
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("scale of collection costs")
        verbose_name_plural = _("scales of collection costs")

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"


class CostBand(models.Model):
    """One band of a scale: the share of what lies between the band before and this one."""

    scale = models.ForeignKey(CostScale, models.CASCADE, related_name="bands", verbose_name=_("scale"))
    up_to_cents = models.PositiveBigIntegerField(
        _("up to, in cents"), null=True, blank=True, help_text=_("Empty: everything above.")
    )
    permille = models.PositiveSmallIntegerField(_("permille"), help_text=_("150 is 15 %."))

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        constraints = [
            models.UniqueConstraint(fields=["scale", "up_to_cents"], name="costband_once_per_scale"),
            models.UniqueConstraint(
                fields=["scale"], condition=Q(up_to_cents=None), name="costband_one_above_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale_id}/{self.up_to_cents}"


class ReminderLevel(models.Model):
    """So many days after the day on which an invoice was due, a reminder of this level may come."""

    number = models.PositiveSmallIntegerField(_("level"), unique=True)
    days = models.PositiveSmallIntegerField(_("days after it was due"), unique=True)

    class Meta:
        verbose_name = _("level of reminders")
        verbose_name_plural = _("levels of reminders")
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="reminderlevel_counts_from_one")
        ]

    def __str__(self) -> str:
        return str(self.number)


class CreditStep(models.Model):
    """A rung of the ladder: after so many invoices paid in time, this limit may be proposed."""

    paid_in_time = models.PositiveSmallIntegerField(_("invoices paid in time"), unique=True)
    limit_cents = models.PositiveBigIntegerField(_("credit limit, in cents"))

    class Meta:
        verbose_name = _("step of credit")
        verbose_name_plural = _("steps of credit")

    def __str__(self) -> str:
        return str(self.paid_in_time)


def uncovered_until(since: date, until: date) -> date | None:
    """The last of these days that has no rate; None when each has one."""
    day = until
    for rate in InterestRate.objects.filter(from_on__lte=until).order_by("-from_on"):
        if rate.until_on < day:
            break
        day = rate.from_on - timedelta(days=1)
        if day < since:
            return None
    return day if day >= since else None
