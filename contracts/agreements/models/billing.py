"""What was billed of a contract: each line once for each day of each period."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.agreements.models.contracts import Contract, ContractLine
from shop.invoicing.models import Invoice


class BillingPeriod(models.Model):
    """One bill of one period of a contract.

    `part` is 0; what comes into a period later, or is billed anew after it was taken back, counts on.
    Without an invoice nothing had to be paid, or the period was paid for with the order that bought the
    contract. `credited_by` is the credit note that took the bill back because the contract ended inside it.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="periods", verbose_name=_("contract"))
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until and including"))
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    net_cents = models.BigIntegerField(_("excluding VAT"))
    invoice = models.OneToOneField(
        Invoice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contract_period",
        verbose_name=_("invoice"),
    )
    credited_by = models.OneToOneField(
        Invoice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("credited by")
    )
    billed_at = models.DateTimeField(_("billed"), auto_now_add=True)

    class Meta:
        verbose_name = _("billed period")
        verbose_name_plural = _("billed periods")
        constraints = [
            models.UniqueConstraint(fields=["contract", "first_on", "part"], name="billingperiod_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="billingperiod_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.first_on:%Y-%m-%d}"


class Charge(models.Model):
    """What a line of a contract costs for some days of a period; the key makes each day count once.

    `turn_on` is the first day of the period, `first_on` and `last_on` are the days that were charged. A
    period that was billed short gets a second charge for its rest.
    """

    period = models.ForeignKey(
        BillingPeriod, models.CASCADE, related_name="charges", verbose_name=_("billed period")
    )
    line = models.ForeignKey(
        ContractLine, models.PROTECT, related_name="charges", verbose_name=_("device under contract")
    )
    turn_on = models.DateField(_("period from"))
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until and including"))
    net_cents = models.BigIntegerField(_("excluding VAT"))

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints = [models.UniqueConstraint(fields=["line", "first_on"], name="charge_once_a_day")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.turn_on:%Y-%m-%d}"
