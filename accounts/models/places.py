"""Where parcels go, and where books are kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Practice


class Country(models.TextChoices):
    """Where we deliver."""

    NL = "NL", _("Netherlands")
    BE = "BE", _("Belgium")
    DE = "DE", _("Germany")
    FR = "FR", _("France")
    LU = "LU", _("Luxembourg")


class Address(models.Model):
    """Where a practice receives parcels, or where its books are kept."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="addresses", verbose_name=_("practice")
    )
    label = models.CharField(_("label"), max_length=40, blank=True)
    street = models.CharField(_("street"), max_length=80)
    house_number = models.CharField(_("house number"), max_length=10)
    addition = models.CharField(_("addition"), max_length=10, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("city"), max_length=60)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.NL)
    is_delivery_default = models.BooleanField(_("usual delivery address"), default=False)
    is_billing = models.BooleanField(_("invoice address"), default=False)
    is_retired = models.BooleanField(_("no longer used"), default=False)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(is_delivery_default=True), name="address_one_usual_delivery"
            ),
            models.UniqueConstraint(
                fields=["practice"], condition=Q(is_billing=True), name="address_one_billing"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('address')} {self.pk}"

    def street_line(self) -> str:
        """Street, number and addition on one line."""
        return f"{self.street} {self.house_number}{self.addition and ' ' + self.addition}"
