"""What a practice orders again and again: we remind it, and it orders."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.cart.models import MOST_PIECES
from shop.catalogue.models import Variant


class RecurrenceQuerySet(models.QuerySet["Recurrence"]):
    """Questions about orders that repeat."""

    def for_practice(self, practice: Practice) -> "RecurrenceQuerySet":
        """Only this practice's."""
        return self.filter(practice=practice)

    def due(self, today: date) -> "RecurrenceQuerySet":
        """Those whose day has come."""
        return self.filter(state=Recurrence.State.ACTIVE, next_on__lte=today)


class Recurrence(models.Model):
    """Articles that somebody wants to be reminded of in a rhythm; nothing is ordered by itself.

    `person` is the subject of who set it up, and gets the reminder.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    class Rhythm(models.IntegerChoices):
        WEEKLY = 1, _("every week")
        FORTNIGHTLY = 2, _("every two weeks")
        FOUR_WEEKLY = 4, _("every four weeks")
        EIGHT_WEEKLY = 8, _("every eight weeks")
        QUARTERLY = 13, _("every quarter")

    MOVES = {State.ACTIVE: (State.PAUSED, State.ENDED), State.PAUSED: (State.ACTIVE, State.ENDED)}

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="recurrences", verbose_name=_("practice")
    )
    person = models.UUIDField(_("person"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=60)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE)
    weeks = models.PositiveSmallIntegerField(_("rhythm"), choices=Rhythm.choices)
    next_on = models.DateField(_("next reminder"))
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = RecurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("repeating order")
        verbose_name_plural = _("repeating orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused", "ended"]), name="recurrence_state"
            ),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=52), name="recurrence_rhythm"),
        ]
        indexes = [
            models.Index(fields=["state", "next_on"], name="recurrence_due"),
            models.Index(fields=["practice", "-id"], name="recurrence_of_practice"),
            models.Index(fields=["person"], name="recurrence_by_person", condition=~Q(person=None)),
        ]

    def __str__(self) -> str:
        return f"{_('repeating order')} {self.pk}"

    def after(self, day: date) -> date:
        """The first day of the rhythm that lies after another day."""
        step = timedelta(weeks=self.weeks)
        missed = max((day - self.next_on) // step, 0)
        return self.next_on + (missed + 1) * step


class RecurrenceLine(models.Model):
    """Pieces of an article that is ordered each time."""

    recurrence = models.ForeignKey(
        Recurrence, models.CASCADE, related_name="lines", verbose_name=_("repeating order")
    )
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+", verbose_name=_("article"))
    quantity = models.PositiveIntegerField(_("pieces"))

    class Meta:
        verbose_name = _("line of a repeating order")
        verbose_name_plural = _("lines of repeating orders")
        constraints = [
            models.UniqueConstraint(fields=["recurrence", "variant"], name="recurrenceline_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="recurrenceline_some_pieces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recurrence_id}/{self.variant_id}"
