"""The link in a letter with which somebody confirms an order and pays it, without signing in."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order


class PayLink(models.Model):
    """Whoever holds the letter may see one order and pay it, once and until a moment.

    The database knows the digest of its secret only. `used_at` is when the money was in or the order
    needed none any more.
    """

    order = models.OneToOneField(Order, models.CASCADE, related_name="pay_link", verbose_name=_("order"))
    token_hash = models.CharField(_("token"), max_length=64, unique=True)
    person = models.UUIDField(_("person"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to pay")
        verbose_name_plural = _("links to pay")
        indexes = [models.Index(fields=["person"], name="paylink_by_person", condition=~Q(person=None))]

    def __str__(self) -> str:
        return f"{_('link to pay')} {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether the order can still be paid with it."""
        waits = self.order.state == Order.State.AWAITING_PAYMENT and not self.order.paid_at
        return waits and self.used_at is None and now < self.expires_at
