"""Money that we no longer expect, and the VAT on it that we ask back."""

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from shop.invoicing.models.invoices import Invoice, Settlement
from shop.invoicing.models.ledger import VatAmount


class WriteOffQuerySet(models.QuerySet["WriteOff"]):
    """Questions about write-offs."""

    def sum_cents(self) -> int:
        """What they come to, including VAT."""
        return int(self.aggregate(sum=Sum("amount_cents"))["sum"] or 0)


class WriteOff(models.Model):
    """A part of an invoice that we no longer expect, in cents including VAT; below zero it was paid later.

    `vat_on` is the day in whose VAT return it counts: the day on which we gave the money up, at the latest a
    year after the invoice was due (Wet OB 1968 art. 29); of what was paid after all the day of the payment.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="write_offs", verbose_name=_("invoice"))
    settlement = models.OneToOneField(
        Settlement, models.PROTECT, related_name="write_off", verbose_name=_("settlement")
    )
    amount_cents = models.BigIntegerField(_("amount"))
    vat_on = models.DateField(_("in the VAT return of"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = WriteOffQuerySet.as_manager()
    triggers = [AppendOnly(may_change=("reason",))]

    class Meta:
        verbose_name = _("write-off")
        verbose_name_plural = _("write-offs")
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="writeoff_of_something"),
        ]
        indexes = [models.Index(fields=["vat_on"], name="writeoff_by_day")]

    def __str__(self) -> str:
        return f"{self.invoice} {self.amount_cents}"


class VatCorrection(models.Model):
    """The VAT of a write-off in one box of the return; below zero it is asked back."""

    write_off = models.ForeignKey(
        WriteOff, models.PROTECT, related_name="vat_corrections", verbose_name=_("write-off")
    )
    category = models.CharField(_("VAT category"), max_length=2)
    permille = models.PositiveSmallIntegerField(_("VAT rate"))
    box = models.CharField(_("box of the return"), max_length=2, choices=VatAmount.Box.choices)
    base_cents = models.BigIntegerField(_("excluding VAT"))
    vat_cents = models.BigIntegerField(_("VAT"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("VAT of a write-off")
        verbose_name_plural = _("VAT of write-offs")
        constraints = [
            models.UniqueConstraint(fields=["write_off", "category", "permille"], name="vatcorrection_once")
        ]

    def __str__(self) -> str:
        return f"{self.write_off_id} {self.box}"
