"""Invoices and credit notes as issued, their files, what is paid of them, and what still must be billed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.triggers import AppendOnly
from shop.orders.models import Order, OrderLine


class Invoice(models.Model):
    """A numbered invoice or credit note; from the moment it exists nobody changes it.

    `snapshot` is the canonical document (see document.py); amounts beside it are for lists and sums.
    Kept seven years after the financial year (AWR art. 52).
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT_NOTE = "credit_note", _("credit note")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=16, unique=True)
    series = models.CharField(_("series"), max_length=12)
    sequence = models.PositiveIntegerField(_("number in series"))
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="invoices", verbose_name=_("practice")
    )
    credits = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_notes", verbose_name=_("credits")
    )
    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    issued_on = models.DateField(_("date"))
    due_on = models.DateField(_("due"))
    net_cents = models.BigIntegerField(_("excluding VAT"))
    vat_cents = models.BigIntegerField(_("VAT"))
    total_cents = models.BigIntegerField(_("including VAT"))
    prepaid_cents = models.BigIntegerField(_("paid in advance"), default=0)
    snapshot = models.TextField(_("document"))
    snapshot_sha256 = models.CharField(_("fingerprint"), max_length=64)
    previous_seal = models.CharField(_("seal before"), max_length=64)
    seal = models.CharField(_("seal"), max_length=64)
    created_at = models.DateTimeField(_("issued"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="invoice_gapless"),
            models.CheckConstraint(
                condition=Q(total_cents=F("net_cents") + F("vat_cents")), name="invoice_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(kind="invoice", credits=None) | Q(kind="credit_note", credits__isnull=False),
                name="invoice_credit_refers",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "-issued_on", "-id"], name="invoice_of_practice"),
            models.Index(fields=["-issued_on", "-id"], name="invoice_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """Which pieces of which order line an invoice or credit note bills; guards against billing twice."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name=_("invoice"))
    position = models.PositiveSmallIntegerField(_("position"))
    order_line = models.ForeignKey(
        OrderLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoice_lines",
        verbose_name=_("order line"),
    )
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="invoice_lines", verbose_name=_("order")
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    net_cents = models.BigIntegerField(_("excluding VAT"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="invoiceline_position")]

    def __str__(self) -> str:
        return f"{self.invoice_id}.{self.position}"


class ArchivedFile(models.Model):
    """A file of an invoice as it was made, once and for all; the key of the file holds its fingerprint."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        UBL = "ubl", "UBL"

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="files", verbose_name=_("invoice"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    file = models.FileField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    renderer = models.CharField(_("made by"), max_length=60)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("archived file")
        verbose_name_plural = _("archived files")
        constraints = [models.UniqueConstraint(fields=["invoice", "kind"], name="archivedfile_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}.{self.kind}"


class Settlement(models.Model):
    """Money or credit that settles an invoice in part or whole; `occasion` makes it count once."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        CREDIT = "credit", _("credit note")
        REFUND = "refund", _("refund")

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="settlements", verbose_name=_("invoice")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    amount_cents = models.BigIntegerField(_("amount"))
    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    settled_at = models.DateTimeField(_("at"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        indexes = [models.Index(fields=["invoice"], name="settlement_of_invoice")]

    def __str__(self) -> str:
        return self.occasion


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
            models.Index(
                fields=["practice", "delivered_on"], name="billable_waiting", condition=Q(invoice=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.shipment}: {self.quantity}"
