"""What was called off of an order, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models.orders import Order, OrderLine


class Cancellation(models.Model):
    """One decision to call off pieces of an order, with its reason."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="cancellations", verbose_name=_("order"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    is_whole_order = models.BooleanField(_("the whole order"), default=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("cancellation")
        verbose_name_plural = _("cancellations")
        indexes = [models.Index(fields=["actor"], name="cancellation_by_actor", condition=~Q(actor=None))]

    def __str__(self) -> str:
        return f"{_('cancellation')} {self.pk}"


class CancelledLine(models.Model):
    """Pieces of one line that were called off."""

    cancellation = models.ForeignKey(
        Cancellation, models.CASCADE, related_name="lines", verbose_name=_("cancellation")
    )
    line = models.ForeignKey(
        OrderLine, models.PROTECT, related_name="cancelled_lines", verbose_name=_("order line")
    )
    quantity = models.PositiveIntegerField(_("pieces"))

    class Meta:
        verbose_name = _("cancelled line")
        verbose_name_plural = _("cancelled lines")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="cancelledline_some_pieces")]

    def __str__(self) -> str:
        return f"{self.line_id} × {self.quantity}"
