"""Complaints about devices: written down, told to the manufacturer at once, closed with what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from contracts.devices.events import ComplaintForwarded
from contracts.devices.models import DeviceComplaint, DeviceComplaintEvent
from d4d.foundation import clock, numbering, outbox, states

State = DeviceComplaint.State


@dataclass(frozen=True, slots=True)
class About:
    """Which device a complaint is about, and what happened."""

    kind: str
    product_id: int
    described: str
    lot: str = ""
    serial: str = ""
    subject_id: int | None = None


@transaction.atomic
def register(about: About, *, received_at: datetime | None = None, by: UUID | None) -> DeviceComplaint:
    """Write down a complaint or a device that is not as it should be; the clock runs from that moment."""
    received = received_at or clock.now()
    year = clock.today().year
    row = DeviceComplaint.objects.create(
        number=f"K{year}-{numbering.draw(f'device-complaint-{year}'):04}",
        kind=about.kind,
        subject_id=about.subject_id,
        product_id=about.product_id,
        lot=about.lot,
        serial=about.serial,
        described=about.described,
        received_at=received,
        due_at=received + timedelta(hours=settings.COMPLAINT_FORWARD_HOURS),
    )
    states.begin(row, row.state, by=by)
    write(row, "received", by=by)
    return row


@transaction.atomic
def forward(complaint_id: int, *, told: str, told_to: str, by: UUID | None) -> DeviceComplaint:
    """The manufacturer hears it: the words that staff chose for it, and nothing of the practice."""
    row = DeviceComplaint.objects.select_for_update().get(pk=complaint_id)
    if row.state != State.RECEIVED:
        return row
    row.told, row.told_to, row.forwarded_at = told, told_to, clock.now()
    row.save(update_fields=["told", "told_to", "forwarded_at"])
    states.move(row, State.FORWARDED, by=by)
    write(row, "forwarded", by=by)
    outbox.publish(ComplaintForwarded(complaint_id=row.pk))
    return row


def write(row: DeviceComplaint, what: str, *, by: UUID | None, note: str = "") -> None:
    """Put a step on the timeline of a complaint."""
    DeviceComplaintEvent.objects.create(complaint=row, what=what, note=note, actor=by)


@transaction.atomic
def close(complaint_id: int, outcome: str, *, by: UUID | None) -> DeviceComplaint:
    """What the manufacturer made of it is written down, and the case is over."""
    row = DeviceComplaint.objects.select_for_update().get(pk=complaint_id)
    if states.move(row, State.CLOSED, by=by):
        row.outcome, row.closed_at = outcome, clock.now()
        row.save(update_fields=["outcome", "closed_at"])
        write(row, "closed", by=by)
    return row
