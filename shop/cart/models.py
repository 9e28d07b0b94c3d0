"""What somebody at a practice is about to order, and the lists a practice keeps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.catalogue.models import Variant

MOST_PIECES = 9_999


class CartLine(models.Model):
    """Pieces of one variant in somebody's cart; the cart is simply all lines of a person at a practice."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="cart_lines", verbose_name=_("practice")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="cart_lines", verbose_name=_("person")
    )
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+", verbose_name=_("variant"))
    quantity = models.PositiveIntegerField(_("pieces"))
    seen_price_e4 = models.BigIntegerField(_("price when put in"))
    added_at = models.DateTimeField(_("put in"), auto_now_add=True)

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["practice", "user", "variant"], name="cartline_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="cartline_some_pieces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} × {self.quantity}"


class ShoppingList(models.Model):
    """A named list that everybody at a practice shares."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="lists", verbose_name=_("practice"))
    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("shopping list")
        verbose_name_plural = _("shopping lists")
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="list_name_once_per_practice")
        ]

    def __str__(self) -> str:
        return f"{_('list')} {self.pk}"


class ShoppingListLine(models.Model):
    """A variant on a list, with the usual quantity."""

    list = models.ForeignKey(ShoppingList, models.CASCADE, related_name="lines", verbose_name=_("list"))
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+", verbose_name=_("variant"))
    quantity = models.PositiveIntegerField(_("pieces"), default=1)

    class Meta:
        verbose_name = _("list line")
        verbose_name_plural = _("list lines")
        constraints = [
            models.UniqueConstraint(fields=["list", "variant"], name="listline_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="listline_some_pieces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} × {self.quantity}"


class StockAlert(models.Model):
    """Somebody waits for an article: one word when it is back, then this row goes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stock_alerts", verbose_name=_("person")
    )
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+", verbose_name=_("practice"))
    variant = models.ForeignKey(
        Variant, models.CASCADE, related_name="stock_alerts", verbose_name=_("variant")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("stock alert")
        verbose_name_plural = _("stock alerts")
        constraints = [
            models.UniqueConstraint(fields=["user", "variant"], name="stockalert_once_per_variant"),
        ]

    def __str__(self) -> str:
        return f"{_('stock alert')} {self.pk}"


class PriceWatch(models.Model):
    """Somebody wants to hear when prices on a list change.

    `prices` are those they know: by article, from each quantity on at which a piece costs something else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="price_watches", verbose_name=_("person")
    )
    list = models.ForeignKey(ShoppingList, models.CASCADE, related_name="watches", verbose_name=_("list"))
    prices = models.JSONField(_("prices they know"), default=dict)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("price watch")
        verbose_name_plural = _("price watches")
        constraints = [
            models.UniqueConstraint(fields=["user", "list"], name="pricewatch_once_per_list"),
        ]

    def __str__(self) -> str:
        return f"{_('price watch')} {self.pk}"
