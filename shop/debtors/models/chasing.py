"""Reminders that a practice got, and what stops them: a dispute over an invoice, a pause for a practice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models import Invoice


class Reminder(models.Model):
    """One letter of one level to one practice, about every invoice that had come so far on a day."""

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="reminders", verbose_name=_("practice")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    decided_on = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "level", "decided_on"], name="reminder_one_letter_a_day"
            )
        ]
        indexes = [models.Index(fields=["-decided_on", "-id"], name="reminder_newest")]

    def __str__(self) -> str:
        return f"{self.decided_on:%Y-%m-%d}/{self.level}"


class ReminderLine(models.Model):
    """An invoice in a reminder; each comes to each level once."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="lines", verbose_name=_("reminder"))
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="reminder_lines", verbose_name=_("invoice")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    open_cents = models.BigIntegerField(_("open"))

    class Meta:
        verbose_name = _("invoice in a reminder")
        verbose_name_plural = _("invoices in a reminder")
        constraints = [models.UniqueConstraint(fields=["invoice", "level"], name="reminderline_level_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.level}"


class Stop(models.Model):
    """What both stops have: they begin with a reason, and end once."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ENDED = "ended", _("ended")

    MOVES = {State.OPEN: (State.ENDED,), State.ENDED: ()}

    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("reason"), max_length=200)
    began_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True


class Dispute(Stop):
    """A practice contests an invoice: until that is settled nobody reminds of it or collects it."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="disputes", verbose_name=_("invoice"))

    class Meta:
        verbose_name = _("disputed invoice")
        verbose_name_plural = _("disputed invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state="open"), name="dispute_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "ended"]), name="dispute_state"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice}"


class Pause(Stop):
    """A practice hears nothing of what is overdue, until a day or until somebody ends it."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="pauses", verbose_name=_("practice"))
    until_on = models.DateField(_("at the latest until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause of reminders")
        verbose_name_plural = _("pauses of reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(state="open"), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "ended"]), name="pause_state"),
        ]

    def __str__(self) -> str:
        return f"{self.practice}"
