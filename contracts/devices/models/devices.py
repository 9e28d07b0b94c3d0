"""A device stands in a practice, whoever sold it, and keeps its history wherever it goes."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.catalogue.models import Product, Variant
from shop.catalogue.wording import worded

NO_DEVICE = _("a device that is no longer registered")


def new_token() -> str:
    """What the sticker on a device says: a random word that tells nothing."""
    return secrets.token_urlsafe(16)


class DeviceKind(models.Model):
    """A sort of device: what is checked on it, and whether it can hold data of patients."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    has_storage = models.BooleanField(_("can hold patients' data"), default=False)
    needs_validation = models.BooleanField(_("is validated as an autoclave"), default=False)
    needs_xray_control = models.BooleanField(_("needs X-ray quality control"), default=False)
    needs_electrical_check = models.BooleanField(_("needs a check of electrical safety"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of device")
        verbose_name_plural = _("kinds of devices")

    def __str__(self) -> str:
        return worded(self.name, self.name_en)


class DeviceQuerySet(models.QuerySet["Device"]):
    """Questions about devices."""

    def for_practice(self, practice: Practice) -> "DeviceQuerySet":
        """Only what stands in this practice."""
        return self.filter(practice=practice)

    def in_use(self) -> "DeviceQuerySet":
        """Not taken out of use."""
        return self.filter(state=Device.State.IN_USE)


class Device(models.Model):
    """One device in a practice, sold by us or by somebody else.

    `variant` names the article when we sold it, `origin` the parcel line that brought it
    ("shipment-line:7"): the same line never makes two devices. `token` is what the sticker says. `steps` are
    its changes, the newest first, where a page fetched them along.
    """

    steps: Sequence[Any] | None = None

    class State(models.TextChoices):
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("out of use")

    MOVES = {State.IN_USE: (State.RETIRED,), State.RETIRED: (State.IN_USE,)}

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="devices", verbose_name=_("practice"))
    kind = models.ForeignKey(DeviceKind, models.PROTECT, related_name="devices", verbose_name=_("kind"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="devices", verbose_name=_("product")
    )
    variant = models.ForeignKey(
        Variant, models.PROTECT, null=True, blank=True, related_name="devices", verbose_name=_("article")
    )
    brand = models.CharField(_("brand"), max_length=60)
    model = models.CharField(_("type"), max_length=80)
    colour = models.CharField(_("colour"), max_length=40, blank=True)
    connection = models.CharField(_("connection"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    udi_di = models.CharField(_("UDI-DI"), max_length=14, blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    bought_on = models.DateField(_("bought"), null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.IN_USE)
    retired_on = models.DateField(_("out of use since"), null=True, blank=True)
    origin = models.CharField(_("came with"), max_length=40, null=True, blank=True, unique=True)
    token = models.CharField(_("sticker"), max_length=32, unique=True, default=new_token)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["in_use", "retired"]), name="device_state"),
        ]
        indexes = [
            models.Index(fields=["practice", "state", "id"], name="device_of_practice"),
            models.Index(  # also by how it begins
                fields=["serial"], name="device_by_serial", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.model}"

    @property
    def is_ours(self) -> bool:
        """Whether we sold it."""
        return self.variant_id is not None

    def is_under_warranty(self, day: date) -> bool:
        """Whether we sold it and still answer for it; what others sold is theirs, whatever date was typed."""
        return self.is_ours and self.warranty_until is not None and day <= self.warranty_until
