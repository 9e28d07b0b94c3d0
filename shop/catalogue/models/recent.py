"""What somebody looked at lately, if they want that to be remembered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from shop.catalogue.models.goods import Product


class RecentView(models.Model):
    """Somebody who switched this on looked at a product."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    seen_at = models.DateTimeField(_("viewed"))

    class Meta:
        verbose_name = _("recently viewed")
        verbose_name_plural = _("recently viewed")
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="recentview_once")]
        indexes = [
            models.Index(fields=["user", "-seen_at"], name="recentview_of_user"),
            models.Index(fields=["seen_at"], name="recentview_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
