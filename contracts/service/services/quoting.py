"""What a repair takes, what of it the practice pays, and their yes before we go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from contracts.service.events import RepairQuoteSent
from contracts.service.models import Fault, RepairLine, RepairQuote
from contracts.service.services.fault_moves import NotNow, go, lock
from d4d.foundation import clock, outbox, states
from shop.invoicing import services as invoicing

UNITS = {"labour": "HUR", "parts": "C62", "loan": "C62"}
WRITABLE = {
    Fault.State.ASSESSED,
    Fault.State.AWAITING_DEVICE,
    Fault.State.IN_REPAIR,
    Fault.State.APPROVED,
    Fault.State.DECLINED,
}


class NothingToQuote(Exception):
    """Everything is covered, or quoted before."""


class NotValidAnyMore(Exception):
    """A quote was decided before, taken back, or is past its date."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work or a part; quantity in thousandths, price in ten-thousandths of a euro."""

    kind: str
    description: str
    quantity_e3: int
    unit_price_e4: int
    vat_class: str = "high"


@transaction.atomic
def add_line(fault_id: int, work: Work) -> RepairLine:
    """Write down work or a part; whether the practice pays follows from its coverage. Raises NotNow."""
    fault = lock(fault_id)
    if fault.state not in WRITABLE:
        raise NotNow(fault.state)
    return RepairLine.objects.create(
        fault=fault,
        kind=work.kind,
        description=work.description,
        quantity_e3=work.quantity_e3,
        unit_price_e4=work.unit_price_e4,
        vat_class=work.vat_class,
        is_covered=fault.covers(work.kind),
    )


@transaction.atomic
def take_line_off(fault_id: int, line_id: int) -> bool:
    """Leave a line out that no quote names; says whether there was one."""
    fault = lock(fault_id)
    if fault.state not in WRITABLE:
        raise NotNow(fault.state)
    return bool(RepairLine.objects.filter(fault=fault, quote=None, pk=line_id).delete()[0])


@transaction.atomic
def send_quote(fault_id: int, *, by: UUID) -> RepairQuote:
    """Ask the practice's yes for everything that is to be paid and not agreed yet.

    Raises NothingToQuote, or NotNow.
    """
    fault = lock(fault_id)
    lines = [one for one in fault.lines.order_by("pk") if one.is_unasked]
    if not lines:
        raise NothingToQuote
    go(fault, Fault.State.QUOTED, by=by)
    totals = invoicing.price_of_services(fault.practice_id, on_paper(lines))
    quote = RepairQuote.objects.create(
        fault=fault,
        number=f"{fault.number}-{fault.quotes.count() + 1}",
        net_cents=totals.net_cents,
        vat_cents=totals.vat_cents,
        valid_until=clock.today() + timedelta(days=settings.REPAIR_QUOTE_DAYS),
    )
    RepairLine.objects.filter(pk__in=[one.pk for one in lines]).update(quote=quote)
    states.begin(quote, quote.state, by=by)
    outbox.publish(RepairQuoteSent(quote_id=quote.pk))
    return quote


@transaction.atomic
def decide(quote_id: int, *, approved: bool, by: UUID, name: str) -> RepairQuote:
    """The practice says yes or no, once; the same answer again changes nothing. Raises NotValidAnyMore."""
    fault = lock(RepairQuote.objects.values_list("fault_id", flat=True).get(pk=quote_id))
    quote = RepairQuote.objects.select_for_update().get(pk=quote_id)
    answer = RepairQuote.State.APPROVED if approved else RepairQuote.State.DECLINED
    if quote.state == answer:
        return quote
    if not quote.may_be_decided(clock.today()):
        raise NotValidAnyMore
    quote.decided_at, quote.decided_by, quote.decided_name = clock.now(), by, name
    quote.save(update_fields=["decided_at", "decided_by", "decided_name"])
    states.move(quote, answer, by=by)
    go(fault, Fault.State.APPROVED if approved else Fault.State.DECLINED, by=by)
    return quote


@transaction.atomic
def withdraw_quote(fault_id: int, *, by: UUID) -> None:
    """Take back a quote that waits for an answer; its lines can be changed again. Raises NotNow."""
    fault = lock(fault_id)
    quote = fault.quotes.filter(state=RepairQuote.State.SENT).first()
    if quote is None:
        raise NotNow(fault.state)
    states.move(quote, RepairQuote.State.WITHDRAWN, by=by)
    quote.lines.update(quote=None)
    go(fault, Fault.State.IN_REPAIR, by=by)


def on_paper(lines: Sequence[RepairLine]) -> list[invoicing.ServiceLine]:
    """Lines of a repair as an invoice would have them."""
    return [
        invoicing.ServiceLine(
            line.description, line.quantity_e3, line.unit_price_e4, line.vat_class, unit=UNITS[line.kind]
        )
        for line in lines
    ]
