"""Invoices of the shop that was there before this one: their papers are kept, their books were not ours."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models.invoices import CARRIED, EARLIER, Invoice, archive

AS_OURS = re.compile(r"(?:.*[^A-Z0-9])?[A-Z][.-]?20\d\d[.-]?\d{6}(?!\d).*")
NOT_IN_A_NUMBER = re.compile(r"[^A-Z0-9.-]+")


def number_here(number: str) -> str:
    """The number of an earlier invoice as it can stand in an address, and never as one of ours."""
    plain = NOT_IN_A_NUMBER.sub("-", number.upper()).strip("-.")
    is_marked = plain.startswith(f"{CARRIED}-")
    return f"{CARRIED}-{plain}"[:40] if not plain or (AS_OURS.fullmatch(plain) and not is_marked) else plain


class EarlierInvoiceQuerySet(models.QuerySet["EarlierInvoice"]):
    """Questions about earlier invoices."""

    def for_practice(self, practice: Practice) -> "EarlierInvoiceQuerySet":
        """Only what was invoiced to this practice."""
        return self.filter(practice=practice)


class EarlierInvoice(models.Model):
    """An invoice of the shop before this one, with its own PDF; never booked as ours.

    What of it was still open stands in our books under the same number (services/carrying.py). Kept seven
    years after the financial year of its own day (AWR art. 52).
    """

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="earlier_invoices", verbose_name=_("practice")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    issued_on = models.DateField(_("date"))
    total_cents = models.BigIntegerField(_("including VAT"))
    file = models.FileField(_("file"), max_length=200, storage=archive, blank=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)

    objects = EarlierInvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier invoice")
        verbose_name_plural = _("earlier invoices")
        indexes = [
            models.Index(fields=["practice", "-issued_on", "-id"], name="earlierinvoice_of_practice"),
            models.Index(fields=["issued_on"], name="earlierinvoice_by_age"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def occasion(self) -> str:
        """On which occasion what is open of it came into our books."""
        return f"{EARLIER}{self.number}"

    def carried(self) -> Invoice | None:
        """What came into our books of it, if something was open."""
        return Invoice.objects.filter(occasion=self.occasion).first()
