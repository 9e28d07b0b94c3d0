"""What the search knows: derived from the goods, and made anew at will."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models.goods import Product, Variant


class SearchEntry(models.Model):
    """What the search knows of a published product; derived, and made again at any time.

    Words are folded to plain small letters. Beside this table PostgreSQL keeps a weighted tsvector and
    SQLite a full-text table (migration 0003), which hold nothing else than these words.
    """

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="entry", verbose_name=_("product")
    )
    heavy = models.TextField(_("words that name it"))
    light = models.TextField(_("words that describe it"))
    price_e4 = models.BigIntegerField(_("lowest list price"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["price_e4"], name="searchentry_by_price")]

    def __str__(self) -> str:
        return self.heavy


class SearchNumber(models.Model):
    """A number by which a variant is known, without spaces and signs: ours, the maker's, the GTIN."""

    variant = models.ForeignKey(
        Variant, models.CASCADE, related_name="search_numbers", verbose_name=_("variant")
    )
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    number = models.CharField(_("number"), max_length=40)
    is_sold = models.BooleanField(_("for sale"), default=True)

    class Meta:
        verbose_name = _("search number")
        verbose_name_plural = _("search numbers")
        constraints = [models.UniqueConstraint(fields=["variant", "number"], name="searchnumber_once")]
        indexes = [models.Index(fields=["number"], name="searchnumber_exact")]

    def __str__(self) -> str:
        return self.number


class SearchWord(models.Model):
    """A word that occurs somewhere in the catalogue: what a mistyped word may have meant."""

    word = models.CharField(_("word"), max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return self.word
