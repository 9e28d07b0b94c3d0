"""What a practice was told before a contract renewed or became dearer, each once."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from contracts.agreements.models.contracts import Contract


class Reminder(models.Model):
    """A letter that a contract will renew, in time to give notice; one a term.

    `term_on` is the first day of the term that it speaks of, `sent_at` when the letter had gone out.
    """

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="reminders", verbose_name=_("contract")
    )
    term_on = models.DateField(_("next term from"))
    notice_by = models.DateField(_("notice until and including"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["contract", "term_on"], name="reminder_once_a_term")]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.term_on:%Y-%m-%d}"


class Index(models.Model):
    """By how much prices may rise from a day on, and on whose figures that rests."""

    from_on = models.DateField(_("from"), unique=True)
    permille = models.SmallIntegerField(_("rise in tenths of a percent"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("index")
        verbose_name_plural = _("indices")
        constraints = [
            models.CheckConstraint(condition=Q(permille__gte=-500, permille__lte=500), name="index_is_sane")
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}: {self.percent} %"

    @property
    def percent(self) -> str:
        """The rise as people write it."""
        return number_format(Decimal(self.permille) / 10, 1)


class Indexation(models.Model):
    """An index as applied to a contract: once, from the first day of a period that nobody has paid yet."""

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="indexations", verbose_name=_("contract")
    )
    index = models.ForeignKey(Index, models.PROTECT, related_name="indexations", verbose_name=_("index"))
    from_on = models.DateField(_("new price from"))
    before_cents = models.BigIntegerField(_("price before"))
    after_cents = models.BigIntegerField(_("price after"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("indexation")
        verbose_name_plural = _("indexations")
        constraints = [models.UniqueConstraint(fields=["contract", "index"], name="indexation_once")]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.from_on:%Y-%m-%d}"
