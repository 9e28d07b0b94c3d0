"""What the bookkeeper and the tax office want to know of invoices: VAT per box, and account numbers."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from shop.invoicing.models.invoices import CARRIED, Invoice


class VatAmountQuerySet(models.QuerySet["VatAmount"]):
    """Questions about VAT."""

    def of_period(self, first: date, last: date) -> "VatAmountQuerySet":
        """What we invoiced ourselves from a day until and including another."""
        ours = self.exclude(invoice__series=CARRIED)
        return ours.filter(invoice__issued_on__range=(first, last))


class VatAmount(models.Model):
    """One VAT group of one invoice, and the box of the return it belongs in.

    Amounts of a credit note are negative, so that a sum is a sum. The box is decided when the invoice is
    issued (Wet OB 1968 art. 14), and does not follow later rates.
    """

    class Box(models.TextChoices):
        """The boxes of the Dutch VAT return in which a seller's turnover falls."""

        HIGH = "1a", _("1a: high rate")
        LOW = "1b", _("1b: low rate")
        OTHER = "1c", _("1c: other rates, but not 0 %")
        NOT_HERE = "1e", _("1e: 0 %, or not taxed with you")
        OUTSIDE = "3a", _("3a: to countries outside the EU")
        UNION = "3b", _("3b: to or in countries of the EU")

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="vat_amounts", verbose_name=_("invoice")
    )
    category = models.CharField(_("VAT category"), max_length=2)
    permille = models.PositiveSmallIntegerField(_("VAT rate"))
    box = models.CharField(_("box of the return"), max_length=2, choices=Box.choices)
    base_cents = models.BigIntegerField(_("excluding VAT"))
    vat_cents = models.BigIntegerField(_("VAT"))

    objects = VatAmountQuerySet.as_manager()
    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("VAT of an invoice")
        verbose_name_plural = _("bookkeeping")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "category", "permille"], name="vatamount_once")
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.box}"


class LedgerAccount(models.Model):
    """The number under which our bookkeeping keeps an amount, with its place in the common scheme (RGS)."""

    class Role(models.TextChoices):
        DEBTORS = "debtors", _("debtors")
        REVENUE_HIGH = "revenue-1a", _("revenue, high rate")
        REVENUE_LOW = "revenue-1b", _("revenue, low rate")
        REVENUE_OTHER = "revenue-1c", _("revenue, other rates")
        REVENUE_NOT_HERE = "revenue-1e", _("revenue, 0 % or not taxed here")
        REVENUE_OUTSIDE = "revenue-3a", _("revenue outside the EU")
        REVENUE_UNION = "revenue-3b", _("revenue in the EU")
        VAT_HIGH = "vat-1a", _("VAT to be paid, high rate")
        VAT_LOW = "vat-1b", _("VAT to be paid, low rate")
        VAT_OTHER = "vat-1c", _("VAT to be paid, other rates")
        LOSS = "bad-debts", _("debts that are not paid")

    role = models.CharField(_("for"), max_length=12, choices=Role.choices, unique=True)
    number = models.CharField(_("account"), max_length=10, unique=True)
    rgs = models.CharField(_("RGS code"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")

    def __str__(self) -> str:
        return self.number
