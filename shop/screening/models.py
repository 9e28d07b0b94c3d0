"""Which orders somebody must look at first, by rules with dates, and the orders that were held by them."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order


class RuleQuerySet(models.QuerySet["Rule"]):
    """Questions about rules."""

    def in_force(self, day: date) -> "RuleQuerySet":
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Rule(models.Model):
    """From when until when a check is made, and from which figures on it holds an order.

    Each check uses the figures that its words name; a check without a row in force is not made.
    """

    class Check(models.TextChoices):
        LARGE_FIRST_ORDER = "large_first", _("large first order of a new customer")
        MANY_UNPAID = "many_unpaid", _("many orders that were never paid")
        MANY_FAILED_PAYMENTS = "many_failed", _("many payments that failed or were stopped")
        MANY_ORDERS = "many_orders", _("many orders in a short time")
        OTHER_COUNTRY = "other_country", _("goes to another country than the practice is in")

    kind = models.CharField(_("check"), max_length=16, choices=Check.choices)
    amount_cents = models.PositiveBigIntegerField(_("from an amount including VAT"), default=0)
    times = models.PositiveSmallIntegerField(_("from how many times"), default=1)
    days = models.PositiveSmallIntegerField(_("within how many days"), default=30)
    since = models.DateField(_("from"))
    until = models.DateField(_("until and including"), null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for holding orders")
        verbose_name_plural = _("rules for holding orders")
        constraints = [
            models.UniqueConstraint(fields=["kind", "since"], name="screeningrule_once_a_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="screeningrule_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["large_first", "many_unpaid", "many_failed", "many_orders", "other_country"]
                ),
                name="screeningrule_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Questions about orders that were held."""

    def waiting(self) -> "ScreeningQuerySet":
        """Those about which nobody has decided yet."""
        return self.filter(order__state=Order.State.AWAITING_REVIEW)

    def overdue(self, now: datetime) -> "ScreeningQuerySet":
        """Those that somebody should have looked at by now."""
        return self.waiting().filter(due_at__lt=now)


class Screening(models.Model):
    """An order was held because a rule said so: why in figures, and until when somebody must have decided.

    `reasons` holds for each kind of rule the figures that it saw ({"many_unpaid": {"times": 4, "days": 30}}).
    What was decided, why and by whom stands in the steps of the order; nothing here decides by itself.
    """

    order = models.OneToOneField(Order, models.CASCADE, related_name="screening", verbose_name=_("order"))
    reasons = models.JSONField(_("reasons"))
    held_at = models.DateTimeField(_("held"))
    due_at = models.DateTimeField(_("to be decided before"))

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("held order")
        verbose_name_plural = _("held orders")
        indexes = [models.Index(fields=["due_at"], name="screening_by_due")]

    def __str__(self) -> str:
        return str(self.order)
