"""Who got which medical device: a ledger of its own, so that a recall reaches everybody years later.

It names companies, goods and days, and no person: what Regulation (EU) 2017/745 art. 25 asks and no more.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly
from privacy.models import DataSubject
from shop.catalogue.models import Product

REVIEW_AFTER = timedelta(days=365)


class LastUnitQuerySet(models.QuerySet["LastUnit"]):
    """Questions about what manufacturers still make."""

    def to_review(self, today: date) -> "LastUnitQuerySet":
        """Products of which nobody has asked for a year whether they are still made."""
        return self.filter(on=None, checked_on__lte=today - REVIEW_AFTER)


class LastUnit(models.Model):
    """When the manufacturer brought the last unit of a product to market; empty while that is not known.

    The ledger of that product stays for ten or fifteen years after this day (art. 10(8)). While it is
    unknown, staff asks once a year; `checked_on` says when they last did.
    """

    product = models.OneToOneField(
        Product, models.PROTECT, related_name="last_unit", verbose_name=_("product")
    )
    on = models.DateField(_("last unit on the market"), null=True, blank=True)
    source = models.CharField(_("who said so"), max_length=120, blank=True)
    checked_on = models.DateField(_("last asked"))

    objects = LastUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("last unit of a device")
        verbose_name_plural = _("last units of devices")
        constraints = [
            models.CheckConstraint(condition=Q(on=None) | Q(source__gt=""), name="lastunit_has_a_source")
        ]
        indexes = [
            models.Index(fields=["checked_on"], name="lastunit_to_review", condition=Q(on=None)),
            models.Index(fields=["on"], name="lastunit_on", condition=~Q(on=None)),
        ]

    def __str__(self) -> str:
        name = _("last unit")
        return f"{name} {self.product_id}"


class TraceQuerySet(models.QuerySet["Trace"]):
    """Questions about the ledger."""

    def of_goods(self, *, udi_di: str = "", lot: str = "", serial: str = "") -> "TraceQuerySet":
        """Everything shipped that bears all of these marks; nothing at all without a mark."""
        marks = {"udi_di": udi_di, "lot": lot, "serial": serial}
        given = {name: value for name, value in marks.items() if value}
        return self.filter(**given) if given else self.none()

    def with_returned(self) -> "TraceQuerySet":
        """Also how many pieces of each line came back."""
        return self.annotate(returned=Coalesce(Sum("returns__quantity"), 0))


class Trace(models.Model):
    """One shipped line of a medical device: to whom, where, what, how many, when and from whom.

    Written once per line of a shipment, named by `origin` ("shipment-line:7"). The address is the one to
    which it went. `is_implantable` is what the catalogue said of the product on that day.
    """

    origin = models.CharField(_("came with"), max_length=40, unique=True)
    subject = models.ForeignKey(
        DataSubject, models.PROTECT, related_name="traces", verbose_name=_("practice")
    )
    last_unit = models.ForeignKey(LastUnit, models.PROTECT, related_name="traces", verbose_name=_("product"))
    customer_number = models.CharField(_("customer number"), max_length=12)
    practice_name = models.CharField(_("company name"), max_length=120)
    kvk_number = models.CharField(_("KvK number"), max_length=8, blank=True)
    street = models.CharField(_("street"), max_length=80)
    house_number = models.CharField(_("house number"), max_length=10)
    addition = models.CharField(_("addition"), max_length=10, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("city"), max_length=60)
    country = models.CharField(_("country"), max_length=2)
    article = models.CharField(_("article number"), max_length=40)
    description = models.CharField(_("device"), max_length=220)
    manufacturer = models.CharField(_("manufacturer"), max_length=60)
    supplier = models.CharField(_("supplier"), max_length=80, blank=True)
    udi_di = models.CharField(_("UDI-DI"), max_length=14, blank=True)
    lot = models.CharField(_("LOT"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    quantity = models.PositiveIntegerField(_("pieces"))
    shipped_on = models.DateField(_("shipped"))
    is_implantable = models.BooleanField(_("implant"))

    objects = TraceQuerySet.as_manager()
    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("trace of a device")
        verbose_name_plural = _("traces of devices")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="trace_some_pieces")]
        indexes = [
            models.Index(fields=["udi_di", "lot"], name="trace_by_udi", condition=~Q(udi_di="")),
            models.Index(fields=["lot"], name="trace_by_lot", condition=~Q(lot="")),
            models.Index(fields=["serial"], name="trace_by_serial", condition=~Q(serial="")),
            models.Index(fields=["customer_number"], name="trace_by_customer"),
            models.Index(fields=["article"], name="trace_by_article"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_number} {self.article} {self.lot or self.serial}".strip()

    @property
    def street_line(self) -> str:
        """Street, number and addition on one line."""
        return f"{self.street} {self.house_number}{self.addition and ' ' + self.addition}"


class TraceReturn(models.Model):
    """Pieces of a traced line came back to us."""

    trace = models.ForeignKey(Trace, models.PROTECT, related_name="returns", verbose_name=_("trace"))
    quantity = models.PositiveIntegerField(_("pieces"))
    on = models.DateField(_("came back"))
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("returned piece")
        verbose_name_plural = _("returned pieces")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="tracereturn_some_pieces")]
        indexes = [models.Index(fields=["actor"], name="tracereturn_by_actor", condition=~Q(actor=None))]

    def __str__(self) -> str:
        return f"{self.trace_id}: {self.quantity}"
