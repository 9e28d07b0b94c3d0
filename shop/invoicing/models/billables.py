"""What was delivered on account and still must be billed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models.invoices import Invoice
from shop.orders.models import OrderLine


class Billable(models.Model):
    """Pieces that were delivered on account and wait for the weekly or monthly invoice."""

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="billables", verbose_name=_("practice")
    )
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, related_name="billables", verbose_name=_("order line")
    )
    shipment = models.CharField(_("shipment"), max_length=40)
    quantity = models.PositiveIntegerField(_("pieces"))
    delivered_on = models.DateField(_("delivered on"))
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="billables", verbose_name=_("invoice")
    )

    class Meta:
        verbose_name = _("to be billed")
        verbose_name_plural = _("to be billed")
        constraints = [models.UniqueConstraint(fields=["order_line", "shipment"], name="billable_once")]
        indexes = [
            models.Index(fields=["-delivered_on", "-id"], name="billable_newest"),
            models.Index(fields=["shipment"], name="billable_by_shipment"),
            models.Index(
                fields=["practice", "delivered_on"], name="billable_waiting", condition=Q(invoice=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment}: {self.quantity}"
