"""Prices besides the list price, and what carriage costs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation.written import price
from shop.catalogue.models.goods import Variant


class PriceGroup(models.Model):
    """Practices that share a price list."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    members = models.ManyToManyField(
        Practice, related_name="price_groups", blank=True, verbose_name=_("practices")
    )

    class Meta:
        verbose_name = _("price group")
        verbose_name_plural = _("price groups")

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """A price other than the list price: for a practice, a group, or everybody from a quantity on."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="prices", verbose_name=_("variant"))
    practice = models.ForeignKey(
        Practice, models.CASCADE, null=True, blank=True, related_name="prices", verbose_name=_("practice")
    )
    group = models.ForeignKey(
        PriceGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="prices",
        verbose_name=_("price group"),
    )
    from_quantity = models.PositiveIntegerField(_("from quantity"), default=1)
    unit_price_e4 = models.BigIntegerField(_("price excluding VAT"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until and including"), null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.CheckConstraint(condition=Q(unit_price_e4__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(from_quantity__gte=1), name="price_from_one"),
            models.CheckConstraint(condition=Q(practice=None) | Q(group=None), name="price_for_one_kind"),
        ]
        indexes = [models.Index(fields=["variant", "practice", "group"], name="price_of_variant")]

    def __str__(self) -> str:
        return f"{self.variant.number}: {price(self.unit_price_e4)}"


class CarriageRate(models.Model):
    """What sending a parcel costs, by country and weight, and from which value it is free."""

    country = models.CharField(_("country"), max_length=2)
    up_to_grams = models.PositiveIntegerField(_("up to weight in grams"))
    price_cents = models.PositiveIntegerField(_("carriage excluding VAT"))
    free_from_cents = models.PositiveIntegerField(_("free from goods of"), null=True, blank=True)

    class Meta:
        verbose_name = _("carriage rate")
        verbose_name_plural = _("carriage rates")
        constraints = [
            models.UniqueConstraint(fields=["country", "up_to_grams"], name="carriage_once_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.country} ≤ {self.up_to_grams} g"
