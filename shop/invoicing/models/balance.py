"""What a practice has to its credit: it paid more than it owed, and nobody gave it back yet."""

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.triggers import AppendOnly
from shop.invoicing.models.bank import BankLine
from shop.invoicing.models.invoices import Invoice


class BalanceEntryQuerySet(models.QuerySet["BalanceEntry"]):
    """Questions about credit balances."""

    def sum_cents(self) -> int:
        """What these entries come to."""
        return int(self.aggregate(sum=Sum("amount_cents"))["sum"] or 0)

    def of_note(self, note: Invoice) -> "BalanceEntryQuerySet":
        """What was kept of a credit note."""
        return self.filter(occasion__startswith=f"kept:{note.pk}:")

    def unused(self) -> "BalanceEntryQuerySet":
        """Of practices that still have something to their credit."""
        return self.filter(closed_on=None)

    def with_balance(self) -> "BalanceEntryQuerySet":
        """Each with `balance_cents`: what its practice has to its credit now."""
        own = BalanceEntry.objects.unused().filter(practice=OuterRef("practice")).order_by()
        summed = own.values("practice").annotate(sum=Sum("amount_cents")).values("sum")
        return self.annotate(balance_cents=Coalesce(Subquery(summed), 0))


class BalanceEntry(models.Model):
    """Money of a practice that we hold for it, in cents; below zero it was used or given back.

    The sum of a practice's entries is its credit balance, and never below zero. `occasion` makes an entry
    count once; `line` is the transfer that brought the money, or took it back. `closed_on` is the day on
    which the balance came to nothing: kept seven years after the financial year of that day (AWR art. 52).
    """

    class Kind(models.TextChoices):
        PAID_BEYOND = "paid_beyond", _("paid beyond what was owed")
        CREDITED = "credited", _("credit note kept for later")
        SET_OFF = "set_off", _("set off against an invoice")
        GIVEN_BACK = "given_back", _("given back by transfer")

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="balance_entries", verbose_name=_("practice")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    amount_cents = models.BigIntegerField(_("amount"))
    occasion = models.CharField(_("occasion"), max_length=60, unique=True)
    booked_on = models.DateField(_("booked on"))
    line = models.ForeignKey(
        BankLine,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="balance_entries",
        verbose_name=_("transfer"),
    )
    closed_on = models.DateField(_("nothing left since"), null=True, blank=True)

    objects = BalanceEntryQuerySet.as_manager()
    triggers = [AppendOnly(may_change=("line", "closed_on"))]

    class Meta:
        verbose_name = _("credit of a practice")
        verbose_name_plural = _("credit of practices")
        indexes = [
            models.Index(fields=["practice", "booked_on"], name="balance_of_practice"),
            models.Index(fields=["closed_on"], name="balance_by_end"),
            models.Index(fields=["-booked_on", "-id"], name="balance_newest"),
        ]

    def __str__(self) -> str:
        return self.occasion

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it was kept of a transfer, and not taken back already."""
        is_kept = self.kind == self.Kind.PAID_BEYOND and self.amount_cents > 0 and self.line_id is not None
        return is_kept and not BalanceEntry.objects.filter(occasion=self.occasion_of_taking_back).exists()

    @property
    def occasion_of_taking_back(self) -> str:
        """On which occasion this is undone: once."""
        return f"taken-back:{self.pk}"
