"""What practices ordered in the shop that was there before this one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.catalogue.models import Variant


class EarlierLineQuerySet(models.QuerySet["EarlierLine"]):
    """Questions about what was ordered before."""

    def for_practice(self, practice: Practice) -> "EarlierLineQuerySet":
        """Only what this practice ordered."""
        return self.filter(practice=practice)

    def still_known(self) -> "EarlierLineQuerySet":
        """Of articles that are in our catalogue."""
        return self.exclude(variant=None)


class EarlierLine(models.Model):
    """A line of an order in the shop before this one; an amount of the whole line, excluding VAT.

    `variant` is the article as we know it, when we do. Kept seven years after the financial year of its day
    (AWR art. 52).
    """

    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="earlier_lines", verbose_name=_("practice")
    )
    variant = models.ForeignKey(
        Variant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="earlier_lines",
        verbose_name=_("article"),
    )
    order = models.CharField(_("order"), max_length=40)
    ordered_on = models.DateField(_("ordered"))
    article = models.CharField(_("article number"), max_length=40)
    description = models.CharField(_("description"), max_length=120, blank=True)
    quantity = models.PositiveIntegerField(_("pieces"))
    amount_cents = models.BigIntegerField(_("amount excluding VAT"))

    objects = EarlierLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier order line")
        verbose_name_plural = _("earlier order lines")
        indexes = [
            models.Index(fields=["practice", "-ordered_on"], name="earlierline_of_practice"),
            models.Index(fields=["ordered_on"], name="earlierline_by_age"),
            models.Index(
                fields=["practice", "variant"], name="earlierline_of_article", condition=~Q(variant=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.article}"
