"""How VAT falls on what we sell."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VatClass(models.TextChoices):
    """How the tax office sees an article; the rate belongs to a date."""

    HIGH = "high", _("high rate")
    LOW = "low", _("low rate")
    ZERO = "zero", _("0 %")
    EXEMPT = "exempt", _("exempt")


class VatCategory(models.TextChoices):
    """The letter under which EN 16931 counts what was sold (UNCL 5305)."""

    STANDARD = "S", _("Dutch VAT")
    ZERO = "Z", _("0 %")
    EXEMPT = "E", _("exempt")
    INTRA_COMMUNITY = "K", _("intra-Community supply, 0 %")
    REVERSE_CHARGE = "AE", _("reverse charge")


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
