"""The ledger of shipped medical devices: written when they leave, corrected by nobody."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum

from contracts.devices.models import LastUnit, Trace, TraceReturn
from contracts.devices.origins import origin_of
from d4d.foundation import clock
from shop.catalogue.models import Product
from shop.shipping.models import Parcel, Shipment, ShipmentLine

LOOK_BACK = timedelta(days=30)


class NotThatMany(Exception):
    """More pieces cannot come back than went out."""


def trace_parcel(parcel_id: int) -> int:
    """Write down who got the devices in the shipment of this parcel; how many lines were new."""
    shipment = Parcel.objects.values_list("shipment_id", flat=True).get(pk=parcel_id)
    return _write(ShipmentLine.objects.filter(shipment=shipment))


def trace_what_is_missing(since: timedelta = LOOK_BACK) -> int:
    """Write down every device that left lately and stands in no ledger yet; how many lines were new.

    News that never came, and a backup that was put back, leave no gap.
    """
    return _write(ShipmentLine.objects.filter(shipment__handed_over_at__gte=clock.now() - since))


@transaction.atomic
def note_return(trace_id: int, quantity: int, *, reference: str = "", by: UUID | None = None) -> TraceReturn:
    """Pieces of a traced line came back. Raises NotThatMany."""
    trace = Trace.objects.select_for_update().get(pk=trace_id)
    before = trace.returns.aggregate(sum=Sum("quantity"))["sum"] or 0
    if quantity < 1 or before + quantity > trace.quantity:
        raise NotThatMany(trace.origin)
    return TraceReturn.objects.create(
        trace=trace, quantity=quantity, on=clock.today(), reference=reference, actor=by
    )


@transaction.atomic
def note_pieces_back(shipment_line_id: int, quantity: int, *, reference: str) -> TraceReturn | None:
    """Pieces of a shipped line came back, once per reference; None when it is no medical device.

    Pieces that somebody wrote down by hand meanwhile are not counted twice.
    """
    _write(ShipmentLine.objects.filter(pk=shipment_line_id))
    trace = Trace.objects.select_for_update().filter(origin=origin_of(shipment_line_id)).first()
    if trace is None:
        return None
    if known := trace.returns.filter(reference=reference).first():
        return known
    before = trace.returns.aggregate(sum=Sum("quantity"))["sum"] or 0
    new = min(quantity, trace.quantity - before)
    return note_return(trace.pk, new, reference=reference) if new else None


def say_last_unit(last_unit_id: int, on: date | None, source: str) -> LastUnit:
    """The manufacturer says when the last unit came to market, or that it is still made (no day)."""
    row = LastUnit.objects.get(pk=last_unit_id)
    row.on, row.source, row.checked_on = on, source, clock.today()
    row.save(update_fields=["on", "source", "checked_on"])
    return row


@transaction.atomic
def _write(lines: "QuerySet[ShipmentLine]") -> int:
    """One row for each line of a medical device that has left; those that stand there are left alone."""
    gone = lines.filter(shipment__state=Shipment.State.HANDED_OVER)
    devices = gone.exclude(order_line__variant__product__device_class="").select_related(
        "order_line__variant__product__brand", "batch__supplier", "shipment__order__practice"
    )
    wanted = {origin_of(line.pk): line for line in devices.order_by("pk")}
    known = set(Trace.objects.filter(origin__in=wanted).values_list("origin", flat=True))
    rows = [_trace(line) for origin, line in wanted.items() if origin not in known]
    Trace.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _trace(line: ShipmentLine) -> Trace:
    order, variant = line.shipment.order, line.order_line.variant
    left_at = line.shipment.handed_over_at
    assert left_at is not None, "it is with the courier"
    return Trace(
        origin=origin_of(line.pk),
        subject_id=order.practice.subject_id,
        last_unit=_last_unit_of(variant.product),
        customer_number=order.practice.number,
        practice_name=order.delivery_practice,
        kvk_number=order.practice.kvk_number,
        street=order.delivery_street,
        house_number=order.delivery_house_number,
        addition=order.delivery_addition,
        postcode=order.delivery_postcode,
        city=order.delivery_city,
        country=order.delivery_country,
        article=line.order_line.number,
        description=line.order_line.name,
        manufacturer=variant.product.brand.name,
        supplier=line.batch.supplier.name if line.batch and line.batch.supplier else "",
        udi_di=variant.gtin.zfill(14) if variant.gtin else "",
        lot=line.lot,
        serial=line.serial,
        quantity=line.quantity,
        shipped_on=clock.local(left_at).date(),
        is_implantable=bool(variant.product.is_implantable),
    )


def _last_unit_of(product: Product) -> LastUnit:
    """What is known of its last unit; a product that we just sold is asked about in a year."""
    row, _made = LastUnit.objects.get_or_create(product=product, defaults={"checked_on": clock.today()})
    return row
