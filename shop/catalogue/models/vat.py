"""How VAT falls on what we sell."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VatClass(models.TextChoices):
    """How the tax office sees an article; the rate belongs to a date."""

    HIGH = "high", _("high rate")
    LOW = "low", _("low rate")
    ZERO = "zero", _("0 %")
    EXEMPT = "exempt", _("exempt")


class VatRate(models.Model):
    """The VAT rate of a class from a day on."""

    vat_class = models.CharField(_("VAT class"), max_length=8, choices=VatClass.choices)
    since = models.DateField(_("from"))
    permille = models.PositiveSmallIntegerField(_("rate in tenths of a percent"))

    class Meta:
        verbose_name = _("VAT rate")
        verbose_name_plural = _("VAT rates")
        constraints = [models.UniqueConstraint(fields=["vat_class", "since"], name="vatrate_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_vat_class_display()} {self.since:%Y-%m-%d}"
