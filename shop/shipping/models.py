"""Shipments and parcels: what went where with which courier, and where it is now."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from shop.orders.models import Order, OrderLine
from shop.stock.models import Allocation, Batch


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    """Questions about shipments."""

    def with_expired_goods(self, today: date) -> "ShipmentQuerySet":
        """Closed boxes in which something has passed its date; somebody must decide about them."""
        expired = ShipmentLine.objects.filter(shipment=models.OuterRef("pk"), expires_on__lte=today)
        return self.filter(models.Exists(expired), state=Shipment.State.PACKED)


class Shipment(models.Model):
    """Goods of one order that are picked and sent together."""

    class State(models.TextChoices):
        TO_PICK = "to_pick", _("to be picked")
        PACKED = "packed", _("packed")
        HANDED_OVER = "handed_over", _("with the courier")
        CANCELLED = "cancelled", _("cancelled")

    MOVES = {
        State.TO_PICK: (State.PACKED, State.CANCELLED),
        State.PACKED: (State.HANDED_OVER, State.CANCELLED),
        State.HANDED_OVER: (),
        State.CANCELLED: (),
    }

    order = models.ForeignKey(Order, models.PROTECT, related_name="shipments", verbose_name=_("order"))
    sequence = models.PositiveSmallIntegerField(_("shipment of the order"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.TO_PICK)
    courier = models.CharField(_("courier"), max_length=10)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="shipment_of_order")]
        indexes = [
            models.Index(fields=["state", "created_at"], name="shipment_by_state"),
            models.Index(fields=["-created_at", "-id"], name="shipment_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}-{self.sequence}"

    @cached_property
    def set_aside(self) -> dict[str, list[Allocation]]:
        """What lies ready for its lines, in the order in which it goes, by the reference on the shelf."""
        lines = self.lines.select_related("order_line")
        kept: dict[str, list[Allocation]] = {line.order_line.shelf_reference: [] for line in lines}
        for one in Allocation.objects.filter(reference__in=kept).select_related("batch").order_by("pk"):
            kept[one.reference].append(one)
        return kept

    @classmethod
    def is_being_packed(cls, order_id: int) -> bool:
        """Whether boxes of an order stand closed and are not yet with the courier."""
        return cls.objects.filter(order=order_id, state=cls.State.PACKED).exists()


class ShipmentLine(models.Model):
    """Pieces of one order line in a shipment; once packed, from one named batch."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="lines", verbose_name=_("shipment"))
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, related_name="shipment_lines", verbose_name=_("order line")
    )
    batch = models.ForeignKey(
        Batch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shipment_lines",
        verbose_name=_("batch"),
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        verbose_name = _("shipment line")
        verbose_name_plural = _("shipment lines")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="shipmentline_some_pieces")]
        indexes = [
            models.Index(
                fields=["shipment", "expires_on"],
                name="shipmentline_by_expiry",
                condition=Q(expires_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_line_id} × {self.quantity}"


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Questions about parcels."""

    def to_follow(self, courier: str) -> "ParcelQuerySet":
        """What this courier still has, or will have; the longest unasked first."""
        waiting = self.filter(courier=courier).exclude(tracking_number="").exclude(state__in=Parcel.FINAL)
        return waiting.order_by(models.F("polled_at").asc(nulls_first=True), "pk")

    def without_label(self) -> "ParcelQuerySet":
        """Packed, and still waiting for its label."""
        return self.filter(state=Parcel.State.WANTED)


class Parcel(models.Model):
    """One box with one label; `reference` is ours and is asked for before a second try."""

    class State(models.TextChoices):
        WANTED = "wanted", _("label asked for")
        REGISTERED = "registered", _("announced")
        HANDED_OVER = "handed_over", _("handed over")
        IN_TRANSIT = "in_transit", _("on its way")
        OUT_FOR_DELIVERY = "out_for_delivery", _("out for delivery")
        READY_FOR_PICKUP = "ready_for_pickup", _("ready to collect")
        DELIVERED = "delivered", _("delivered")
        DELIVERY_FAILED = "delivery_failed", _("nobody there")
        RETURNING = "returning", _("on its way back")
        RETURNED = "returned", _("back with us")
        EXCEPTION = "exception", _("something is wrong")
        CANCELLED = "cancelled", _("cancelled")

    FINAL = (State.DELIVERED, State.RETURNED, State.CANCELLED)
    WITH_US = (State.WANTED, State.REGISTERED, State.CANCELLED)

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="parcels", verbose_name=_("shipment"))
    reference = models.CharField(_("our reference"), max_length=30, unique=True)
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True)
    courier = models.CharField(_("courier"), max_length=10)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WANTED)
    tracking_number = models.CharField(_("track & trace"), max_length=40, blank=True)
    courier_reference = models.CharField(_("number at the courier"), max_length=60, blank=True)
    weight_grams = models.PositiveIntegerField(_("weight in grams"), default=0)
    label = models.FileField(_("label"), upload_to="labels/", blank=True)
    asked_at = models.DateTimeField(_("label asked for"), null=True, blank=True)
    polled_at = models.DateTimeField(_("last followed"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last scan"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        indexes = [
            models.Index(fields=["courier", "state", "polled_at"], name="parcel_to_follow"),
            models.Index(fields=["tracking_number"], name="parcel_by_tracking"),
            models.Index(fields=["-created_at", "-id"], name="parcel_newest"),
            models.Index(fields=["state", "-created_at"], name="parcel_by_state"),
        ]

    def __str__(self) -> str:
        return self.reference


class Scan(models.Model):
    """What a courier saw of a parcel: a code and a time, no names."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="scans", verbose_name=_("parcel"))
    status = models.CharField(_("status"), max_length=20)
    raw_code = models.CharField(_("courier's code"), max_length=60)
    at = models.DateTimeField(_("at"))

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        constraints = [models.UniqueConstraint(fields=["parcel", "raw_code", "at"], name="scan_once")]

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d %H:%M}"
