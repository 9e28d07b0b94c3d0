"""People with a history, to be erased: orders that were delivered, paid and invoiced."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.models import Practice, User
from d4d.foundation import clock, relay
from privacy import erasure
from privacy.models import ErasureRun
from shop.invoicing.models import Invoice
from shop.invoicing.services import issue_for_order
from shop.orders.models import Order
from shop.shipping.models import Parcel, Scan, Shipment, ShipmentLine
from tests.shop.ledger import an_agreed_order

LAST_YEAR = date(2025, 6, 30)
NAME, NOTE, REFERENCE = "zq01achternaam", "zq02bel achterom", "zq03kamer twee"


def at_noon(day: date) -> datetime:
    """Noon in Amsterdam."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.AMSTERDAM)


def a_finished_order(practice: Practice, by: User | None, on: date, **facts: Any) -> Order:
    """Ordered, paid, shipped, delivered and invoiced on one day; with a note, a name and a parcel."""
    noon = at_noon(on)
    named = {"delivery_first_name": "Sanne", "delivery_last_name": NAME}
    notes = {"delivery_note": NOTE, "reference": REFERENCE}
    order = an_agreed_order(practice, placed_by=by, placed_at=noon, **{**named, **notes, **facts})
    issue_for_order(order.pk)
    Order.objects.filter(pk=order.pk).update(state=Order.State.SHIPPED, paid_at=noon, closed_at=noon)
    line = order.lines.get()
    shipment = Shipment.objects.create(
        order=order, sequence=1, courier="postnl", state=Shipment.State.HANDED_OVER, handed_over_at=noon
    )
    ShipmentLine.objects.create(shipment=shipment, order_line=line, quantity=line.quantity, lot="L-7")
    parcel = Parcel.objects.create(
        shipment=shipment, reference=f"P-{order.number}", courier="postnl", state=Parcel.State.DELIVERED
    )
    Scan.objects.create(parcel=parcel, status="delivered", raw_code="D", at=noon)
    relay_all()
    Invoice.objects.filter(lines__order=order).update(closed_on=on)
    Order.objects.filter(pk=order.pk).update(books_closed_on=on)
    order.refresh_from_db()
    return order


def invoice_of(order: Order) -> Invoice:
    """The invoice of an order."""
    return Invoice.objects.filter(lines__order=order).distinct().get()


def relay_all() -> None:
    """Everything that is due is done, as the relay does it."""
    while relay.run_once():
        pass


def erased(subject: UUID, **facts: Any) -> ErasureRun:
    """Somebody asked, thought again, and is erased."""
    run = erasure.ask(subject, **facts)
    relay_all()
    return its_time_has_come(run)


def its_time_has_come(run: ErasureRun) -> ErasureRun:
    """The time to think again is over, and the outbox does its work."""
    ErasureRun.objects.filter(pk=run.pk).update(due_at=clock.now())
    erasure.carry_out_due()
    relay_all()
    return ErasureRun.objects.get(pk=run.pk)
