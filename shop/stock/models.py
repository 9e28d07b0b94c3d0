"""What lies on the shelf, from which lot, and for whom it is set aside."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from shop.catalogue.models import Variant


class Supplier(models.Model):
    """A company we buy from."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_in_union = models.BooleanField(_("in the EU"), default=True)

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def __str__(self) -> str:
        return self.name


class BatchQuerySet(models.QuerySet["Batch"]):
    """Questions about batches."""

    def with_free_pieces(self, today: date) -> "BatchQuerySet":
        """Pieces that may be promised to somebody: not reserved, not expired."""
        fresh = Q(expires_on=None) | Q(expires_on__gt=today)
        return self.filter(fresh, on_hand__gt=F("allocated"))

    def first_expired_first_out(self) -> "BatchQuerySet":
        """The order in which pieces leave: what expires soonest first, what never expires last."""
        return self.order_by("variant_id", F("expires_on").asc(nulls_last=True), "pk")

    def expired(self, today: date) -> "BatchQuerySet":
        """Batches that still hold pieces past their date."""
        return self.filter(expires_on__lte=today, on_hand__gt=0)


class Batch(models.Model):
    """Pieces of one variant that came in together: one lot or one serial number, one expiry date."""

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="batches", verbose_name=_("variant"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, verbose_name=_("supplier"))
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    received_on = models.DateField(_("received on"))
    on_hand = models.PositiveIntegerField(_("on the shelf"), default=0)
    allocated = models.PositiveIntegerField(_("reserved"), default=0)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        constraints = [
            models.CheckConstraint(condition=Q(allocated__lte=F("on_hand")), name="batch_never_oversold"),
            models.UniqueConstraint(
                fields=["variant", "serial"], condition=~Q(serial=""), name="batch_serial_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["variant", "expires_on", "id"], name="batch_first_expired", condition=Q(on_hand__gt=0)
            )
        ]

    def __str__(self) -> str:
        return self.lot or self.serial or str(self.pk)

    @property
    def free(self) -> int:
        """Pieces that are not reserved."""
        return self.on_hand - self.allocated

    def is_expired(self, today: date) -> bool:
        """Whether its pieces may no longer be used."""
        return self.expires_on is not None and self.expires_on <= today


class Movement(models.Model):
    """Pieces came in, went out or were counted; never changed afterwards."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("received")
        SHIPMENT = "shipment", _("shipped")
        COUNT = "count", _("counted")
        ADJUSTMENT = "adjustment", _("adjusted")
        RETURN = "return", _("returned")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="movements", verbose_name=_("batch"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    quantity = models.IntegerField(_("pieces, out is negative"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [
            models.Index(fields=["batch", "id"], name="movement_of_batch"),
            models.Index(fields=["reference"], name="movement_by_reference"),
            models.Index(fields=["actor"], name="movement_by_actor", condition=~Q(actor=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity}"


class Allocation(models.Model):
    """Pieces of a batch set aside for an order line; `reference` is the line's own name ("line:7")."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="allocations", verbose_name=_("batch"))
    reference = models.CharField(_("for"), max_length=40)
    quantity = models.PositiveIntegerField(_("pieces"))

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="allocation_of_something"),
        ]
        indexes = [models.Index(fields=["reference"], name="allocation_by_reference")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.quantity}"
