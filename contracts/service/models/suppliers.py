"""Who of our suppliers repairs what, and where they want to hear of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.stock.models import Supplier


class RepairDesk(models.Model):
    """The repair desk of a supplier: a mailbox of a company, not of a person."""

    supplier = models.OneToOneField(
        Supplier, models.CASCADE, related_name="repair_desk", verbose_name=_("supplier")
    )
    email = models.EmailField(_("mailbox of its repair desk"))

    class Meta:
        verbose_name = _("repair desk of a supplier")
        verbose_name_plural = _("repair desks of suppliers")

    def __str__(self) -> str:
        return str(self.supplier)


class HandOver(models.Model):
    """A fault that a supplier helps us with; which data went along stands in the book of disclosures."""

    fault = models.ForeignKey(
        "service.Fault", models.CASCADE, related_name="hand_overs", verbose_name=_("fault")
    )
    desk = models.ForeignKey(
        RepairDesk, models.PROTECT, related_name="hand_overs", verbose_name=_("repair desk")
    )
    with_serial = models.BooleanField(_("with the serial number"))
    at = models.DateTimeField(_("asked"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over to a supplier")
        verbose_name_plural = _("hand-overs to suppliers")
        constraints = [
            models.UniqueConstraint(fields=["fault", "desk"], name="handover_once_per_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.fault_id}/{self.desk_id}"
