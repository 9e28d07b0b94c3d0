"""What is kept of the old shop: what was ordered and invoiced there, and what was agreed."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice


def archive() -> Storage:
    """Where the old invoices lie, beside our own."""
    return storages["archive"]


class Moved(models.Model):
    """A row of the old shop has come over; only a mark of its number there is kept.

    It outlives an erasure, so that moving in again brings nobody back.
    """

    kind = models.CharField(_("kind"), max_length=12)
    mark = models.CharField(_("mark of the old number"), max_length=64)
    row_id = models.BigIntegerField(_("row"), null=True)
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("row that came over")
        verbose_name_plural = _("rows that came over")
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class OldLine(models.Model):
    """What a practice ordered in the old shop; an amount of one line, excluding VAT."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+", verbose_name=_("practice"))
    order = models.CharField(_("order"), max_length=40)
    ordered_on = models.DateField(_("ordered"))
    article = models.CharField(_("article number"), max_length=40)
    description = models.CharField(_("description"), max_length=120, blank=True)
    quantity = models.PositiveIntegerField(_("pieces"))
    amount_cents = models.BigIntegerField(_("amount excluding VAT"))

    class Meta:
        verbose_name = _("old order line")
        verbose_name_plural = _("old order lines")
        indexes = [
            models.Index(fields=["practice", "-ordered_on"], name="oldline_of_practice"),
            models.Index(fields=["ordered_on"], name="oldline_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.article}"


class OldInvoice(models.Model):
    """An invoice of the old shop: its own PDF, its total and what of it is still open."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+", verbose_name=_("practice"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    issued_on = models.DateField(_("issued"))
    total_cents = models.BigIntegerField(_("total including VAT"))
    open_cents = models.BigIntegerField(_("open"), default=0)
    file = models.FileField(_("file"), max_length=200, storage=archive, blank=True)

    class Meta:
        verbose_name = _("old invoice")
        verbose_name_plural = _("old invoices")
        indexes = [
            models.Index(fields=["practice", "-issued_on"], name="oldinvoice_of_practice"),
            models.Index(fields=["issued_on"], name="oldinvoice_by_age"),
        ]

    def __str__(self) -> str:
        return self.number


class OldAgreement(models.Model):
    """A service contract or mandate of the old shop, to be agreed anew at the desk.

    A mandate cannot come over: the provider makes a new one with the practice.
    """

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("contract")
        MANDATE = "mandate", _("mandate")

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+", verbose_name=_("practice"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    reference = models.CharField(_("number"), max_length=40)
    what = models.CharField(_("what"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    amount_cents = models.BigIntegerField(_("amount a year excluding VAT"), default=0)

    class Meta:
        verbose_name = _("old agreement")
        verbose_name_plural = _("old agreements")
        indexes = [
            models.Index(fields=["practice"], name="oldagreement_of_practice"),
            models.Index(fields=["starts_on"], name="oldagreement_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
