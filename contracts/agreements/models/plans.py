"""What we offer: a plan says what is covered, how often we come, and what it costs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.devices.models import DeviceKind
from shop.catalogue.models import Variant
from shop.catalogue.models.vat import VatClass
from shop.catalogue.wording import worded


class Plan(models.Model):
    """Terms of maintenance that practices can choose; a contract copies them when it is agreed.

    `response_hours` are working hours. `variant` is the article under which the plan is bought in the shop.
    """

    class Billing(models.TextChoices):
        ADVANCE = "advance", _("in advance")
        ARREARS = "arrears", _("afterwards")

    class Period(models.IntegerChoices):
        MONTH = 1, _("a month")
        QUARTER = 3, _("a quarter")
        YEAR = 12, _("a year")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    visits_a_year = models.PositiveSmallIntegerField(_("visits a year"), default=1)
    response_hours = models.PositiveSmallIntegerField(_("response in working hours"), default=16)
    covers_labour = models.BooleanField(_("labour is covered"), default=True)
    covers_parts = models.BooleanField(_("parts are covered"), default=False)
    covers_loan = models.BooleanField(_("a loan device is covered"), default=False)
    term_months = models.PositiveSmallIntegerField(_("term in months"), default=12)
    notice_months = models.PositiveSmallIntegerField(_("notice in months"), default=1)
    renews = models.BooleanField(_("renews by itself"), default=True)
    billing = models.CharField(_("billed"), max_length=8, choices=Billing.choices, default=Billing.ADVANCE)
    period_months = models.PositiveSmallIntegerField(
        _("price per"), choices=Period.choices, default=Period.YEAR
    )
    vat_class = models.CharField(
        _("VAT class"), max_length=8, choices=VatClass.choices, default=VatClass.HIGH
    )
    variant = models.OneToOneField(
        Variant,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"product__is_service": True},
        related_name="plan",
        verbose_name=_("article"),
    )
    is_offered = models.BooleanField(_("on offer"), default=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(condition=Q(period_months__in=[1, 3, 12]), name="plan_period"),
            models.CheckConstraint(condition=Q(term_months__gte=1), name="plan_has_a_term"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name in the language of the reader."""
        return worded(self.name, self.name_en)

    @property
    def words(self) -> str:
        """What it offers, in the language of the reader."""
        return worded(self.description, self.description_en)


class PlanPrice(models.Model):
    """What a plan costs for one device of a kind, a period, from a day on; excluding VAT."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="prices", verbose_name=_("plan"))
    kind = models.ForeignKey(DeviceKind, models.PROTECT, related_name="+", verbose_name=_("kind of device"))
    price_cents = models.BigIntegerField(_("price excluding VAT"))
    valid_from = models.DateField(_("from"))

    class Meta:
        verbose_name = _("price of a plan")
        verbose_name_plural = _("prices of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "valid_from"], name="planprice_once_a_day"),
            models.CheckConstraint(condition=Q(price_cents__gte=0), name="planprice_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.kind_id}: {self.price_cents}"
