"""How the shop is used, as totals: words that are looked for, products that are opened, steps to an order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models.goods import Product


class SearchCount(models.Model):
    """How often the same words were looked for in a month.

    The words themselves stay out of the database until enough different visitors looked for them; until
    then there is a fingerprint. `slots` proves how many there were at least: each visitor ticks one of
    sixty slots, always the same one, and shares it with everybody else who falls there.
    """

    mark = models.CharField(_("fingerprint"), max_length=64)
    month = models.DateField(_("month"))
    text = models.CharField(_("words"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("times looked for"), default=0)
    in_vain = models.PositiveIntegerField(_("times nothing was found"), default=0)
    slots = models.BigIntegerField(_("slots"), default=0)

    class Meta:
        verbose_name = _("words looked for")
        verbose_name_plural = _("insight")
        constraints = [
            models.UniqueConstraint(fields=["mark", "month"], name="searchcount_once_a_month"),
            models.CheckConstraint(condition=Q(in_vain__lte=models.F("times")), name="searchcount_adds_up"),
        ]
        indexes = [models.Index(fields=["month", "-times"], name="searchcount_of_month")]

    def __str__(self) -> str:
        return self.text or f"{self.pk}"


class ProductCount(models.Model):
    """How often a product was opened on a day."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times opened"), default=0)

    class Meta:
        verbose_name = _("product opened")
        verbose_name_plural = _("products opened")
        constraints = [models.UniqueConstraint(fields=["product", "day"], name="productcount_once_a_day")]
        indexes = [models.Index(fields=["day"], name="productcount_of_day")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.day}"


class StepCount(models.Model):
    """How often a step on the way to an order was taken on a day."""

    class Step(models.TextChoices):
        OPENED = "opened", _("product opened")
        PUT_IN_CART = "put_in_cart", _("put in the cart")
        REVIEWED = "reviewed", _("order looked over")
        PLACED = "placed", _("order placed")

    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("step to an order")
        verbose_name_plural = _("steps to an order")
        constraints = [
            models.UniqueConstraint(fields=["step", "day"], name="stepcount_once_a_day"),
            models.CheckConstraint(
                condition=Q(step__in=["opened", "put_in_cart", "reviewed", "placed"]), name="stepcount_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.day}"
