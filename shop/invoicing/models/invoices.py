"""Invoices and credit notes as issued, their files, and what is paid of them."""

from datetime import date

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.triggers import AppendOnly
from shop.orders.models import Order, OrderLine

CARRIED = "OUD"  # the series of what was open when this shop began; booked and declared elsewhere
EARLIER = "earlier:"  # the occasion of such a document names the number that it had there
BANK = "bank:"  # the occasion of what somebody booked from the bank's statement
OWED = Q(kind="credit_note", open_cents__gt=0) | Q(kind="invoice", open_cents__lt=0)


def archive() -> Storage:
    """Where files of invoices are kept: written once, never overwritten."""
    return storages["archive"]


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Questions about invoices."""

    def for_practice(self, practice: Practice) -> "InvoiceQuerySet":
        """Only what was invoiced to this practice."""
        return self.filter(practice=practice)

    def newest_first(self) -> "InvoiceQuerySet":
        """The way people look for them."""
        return self.order_by("-issued_on", "-pk")

    def issued_here(self) -> "InvoiceQuerySet":
        """What stands in our own sales books: not what was open when this shop began."""
        return self.exclude(series=CARRIED)

    def carried(self) -> "InvoiceQuerySet":
        """What was open when this shop began."""
        return self.filter(series=CARRIED)

    def unsettled(self) -> "InvoiceQuerySet":
        """Not yet wholly paid or given back."""
        return self.filter(closed_on=None)

    def settled(self) -> "InvoiceQuerySet":
        """Wholly paid or given back."""
        return self.exclude(closed_on=None)

    def to_give_back(self) -> "InvoiceQuerySet":
        """What we owe and no refund gives back: open credit notes, and invoices that were paid beyond."""
        return self.filter(OWED, refunds=None)

    def overdue(self, today: date) -> "InvoiceQuerySet":
        """Invoices whose day has passed without the money."""
        return self.unsettled().filter(kind=Invoice.Kind.INVOICE, open_cents__gt=0, due_on__lt=today)

    def a_year_late(self, today: date) -> "InvoiceQuerySet":
        """Invoices of which the law says now that nobody will pay: their VAT can be asked back."""
        return self.overdue(clock.months_later(today, -12))


class Invoice(models.Model):
    """A numbered invoice or credit note; from the moment it exists nobody changes it.

    `snapshot` is the canonical document (see document.py); amounts beside it are for lists and sums.
    One of the series CARRIED was issued by the shop before this one, under its own number.
    Two columns alone follow what happens later: `open_cents`, what is still to be paid, or of a credit note
    to be given back (below zero when more was); and `closed_on`, the day on which that came to nothing. Kept
    seven years after the financial year of that day (AWR art. 52).
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT_NOTE = "credit_note", _("credit note")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=40, unique=True)
    series = models.CharField(_("series"), max_length=12)
    sequence = models.PositiveIntegerField(_("number in series"))
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("practice"),
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
    open_cents = models.BigIntegerField(_("open"))
    closed_on = models.DateField(_("nothing open since"), null=True, blank=True)
    purged_at = models.DateTimeField(_("erased after its legal period"), null=True, blank=True)

    objects = InvoiceQuerySet.as_manager()
    triggers = [AppendOnly(may_change=("open_cents", "closed_on"))]

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
            models.Index(fields=["closed_on"], name="invoice_books_due", condition=Q(purged_at=None)),
            models.Index(fields=["practice", "due_on"], name="invoice_open", condition=Q(closed_on=None)),
            models.Index(
                fields=["due_on", "practice", "id"],
                name="invoice_unpaid_by_day",
                condition=Q(closed_on=None, kind="invoice", open_cents__gt=0),
            ),
            models.Index(
                fields=["-issued_on", "-id"], name="invoice_open_newest", condition=Q(closed_on=None)
            ),
            models.Index(fields=["-issued_on", "-id"], name="invoice_to_give_back", condition=OWED),
        ]

    def __str__(self) -> str:
        return self.number

    def open_now(self) -> int:
        """What is open, in cents, counted anew from what settles it: for an act that holds the invoice."""
        settled = self.settlements.aggregate(sum=Sum("amount_cents"))["sum"] or 0
        return self.total_cents - int(settled)

    @property
    def customer(self) -> Practice:
        """The practice that it was made out to, as long as the document itself is kept."""
        assert self.practice is not None, "its legal period is over"
        return self.practice

    @property
    def is_carried(self) -> bool:
        """Whether the shop before this one issued it."""
        return self.series == CARRIED

    @property
    def is_purged(self) -> bool:
        """Whether its legal period is over: number, dates, totals and fingerprint are all that is left."""
        return self.purged_at is not None

    @property
    def balance_cents(self) -> int:
        """What this adds to what a practice owes: a credit note takes away."""
        return -self.total_cents if self.is_credit_note else self.total_cents

    @property
    def is_credit_note(self) -> bool:
        """Whether this takes an invoice back instead of asking for money."""
        return self.kind == self.Kind.CREDIT_NOTE


class InvoiceLine(models.Model):
    """Which pieces of which order line an invoice bills; guards against billing twice.

    A row without an order line is an order's carriage; without an order it is a service, which is
    credited as a whole: its quantity is 1. On a credit note `position` is the position
    on the invoice it credits.
    """

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

    @property
    def is_carriage(self) -> bool:
        """Whether this is what an order's parcels cost."""
        return self.order_id is not None and self.order_line_id is None

    @property
    def is_service(self) -> bool:
        """Whether nothing was ordered: a repair, a visit, a period of a contract."""
        return self.order_id is None


class ArchivedFile(models.Model):
    """A file of an invoice as it was made, once and for all; the key of the file holds its fingerprint."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        UBL = "ubl", "UBL"
        RECORD = "json", _("record for the archive")

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="files", verbose_name=_("invoice"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    file = models.FileField(_("file"), max_length=200, storage=archive)
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
    """Money or credit that settles an invoice in part or whole; `occasion` makes it count once.

    A booking that was wrong stays: another row `takes_back` the same amount, once.
    """

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        CREDIT = "credit", _("credit note")
        REFUND = "refund", _("refund")
        LOSS = "loss", _("written off")

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="settlements", verbose_name=_("invoice")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    amount_cents = models.BigIntegerField(_("amount"))
    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    settled_at = models.DateTimeField(_("at"))
    takes_back = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("takes back"),
    )

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        indexes = [models.Index(fields=["invoice"], name="settlement_of_invoice")]

    def __str__(self) -> str:
        return self.occasion

    @property
    def may_be_taken_back(self) -> bool:
        """Whether somebody booked this by hand from the bank's statement, and nobody took it back."""
        return self.occasion.startswith(BANK) and not hasattr(self, "taken_back_by")
