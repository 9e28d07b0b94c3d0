"""Our bank's statements: each transfer once, and which invoices it paid."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Abs
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models.invoices import Settlement, archive


class BankFile(models.Model):
    """A statement as the bank gave it, kept as it is with the books (AWR art. 52)."""

    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True)
    file = models.FileField(_("file"), max_length=200, storage=archive, blank=True)
    until = models.DateField(_("until and including"))
    imported_at = models.DateTimeField(_("read"), auto_now_add=True)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        indexes = [models.Index(fields=["until"], name="bankfile_by_day")]

    def __str__(self) -> str:
        return f"{_('bank statement')} {self.until:%Y-%m-%d}"


class BankLineQuerySet(models.QuerySet["BankLine"]):
    """Questions about transfers."""

    def to_look_at(self) -> "BankLineQuerySet":
        """Money of which nobody has said yet what it is for."""
        return self.filter(state=BankLine.State.OPEN)


class BankLine(models.Model):
    """A transfer on our account, in cents; below zero it left.

    `key` is the same in every file that tells of this transfer, so that it counts once; of one that
    `may_be_known` nobody can tell whether an earlier row stands for it: it is never booked by itself. Whose
    account it came from is kept as a fingerprint and its last four characters. What the payer wrote goes as
    soon as somebody has said what the money is for.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be looked at")
        BOOKED = "booked", _("booked")
        SET_ASIDE = "set_aside", _("not for an invoice")

    MOVES = {
        State.OPEN: (State.BOOKED, State.SET_ASIDE),
        State.BOOKED: (State.OPEN,),
        State.SET_ASIDE: (State.OPEN,),
    }

    source = models.ForeignKey(
        BankFile, models.PROTECT, related_name="lines", verbose_name=_("bank statement")
    )
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("practice"),
    )
    key = models.CharField(_("key"), max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    booked_on = models.DateField(_("booked on"))
    amount_cents = models.BigIntegerField(_("amount"))
    reference = models.CharField(_("reference of the bank"), max_length=60, blank=True)
    account_mark = models.CharField(_("fingerprint of the account"), max_length=64, blank=True)
    account_end = models.CharField(_("end of the account number"), max_length=4, blank=True)
    text = models.CharField(_("what the payer wrote"), max_length=500, blank=True)
    may_be_known = models.BooleanField(_("may have been told before"), default=False)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "booked", "set_aside"]), name="bankline_state"
            )
        ]
        indexes = [
            models.Index(fields=["state", "-booked_on", "-id"], name="bankline_by_state"),
            models.Index(fields=["account_mark"], name="bankline_by_account", condition=~Q(account_mark="")),
            models.Index(fields=["practice", "-booked_on"], name="bankline_of_practice"),
            models.Index(fields=["-booked_on", "-id"], name="bankline_newest"),
            models.Index(fields=["reference"], name="bankline_by_reference"),
            models.Index(fields=["account_end"], name="bankline_by_end"),
        ]

    def __str__(self) -> str:
        return f"{_('transfer')} {self.pk}"

    def alike(self) -> "BankLineQuerySet":
        """Other rows of the same day, amount and account."""
        same = {name: getattr(self, name) for name in ("booked_on", "amount_cents", "account_mark")}
        return BankLine.objects.filter(**same).exclude(pk=self.pk).select_related("practice").order_by("pk")

    def left_cents(self) -> int:
        """What of it was booked nowhere, or was taken back there; above zero."""
        parts = self.parts.filter(settlement__taken_back_by=None)
        booked = parts.aggregate(sum=models.Sum(Abs("settlement__amount_cents")))["sum"] or 0
        kept = self.balance_entries.aggregate(sum=models.Sum("amount_cents"))["sum"] or 0
        return abs(self.amount_cents) - int(booked) - abs(int(kept))


class BankPart(models.Model):
    """The part of a transfer that was booked on one invoice."""

    line = models.ForeignKey(BankLine, models.PROTECT, related_name="parts", verbose_name=_("transfer"))
    settlement = models.OneToOneField(
        Settlement, models.PROTECT, related_name="bank_part", verbose_name=_("settlement")
    )

    class Meta:
        verbose_name = _("part of a transfer")
        verbose_name_plural = _("parts of a transfer")

    def __str__(self) -> str:
        return f"{self.line_id}/{self.settlement_id}"
