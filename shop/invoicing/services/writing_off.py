"""Giving money up that is not paid, with its VAT; and taking that back when it is paid after all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from d4d.foundation import clock, money, outbox, states
from shop.invoicing.events import InvoicePaidInPart
from shop.invoicing.models import Invoice, Settlement, VatAmount, VatCorrection, WriteOff
from shop.invoicing.services.closing import follow_what_is_open

VAT_MONTHS = 12  # Wet OB 1968 art. 29: so long after its day a debt counts as lost at the latest


class CannotBeWrittenOff(Exception):
    """This is not open of the invoice, it is no invoice, or nobody said why."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A VAT group of what is left of an invoice after its credit notes."""

    category: str
    permille: int
    box: str
    base_cents: int
    vat_cents: int

    @property
    def gross_cents(self) -> int:
        """Including VAT."""
        return self.base_cents + self.vat_cents


def written_off_cents(invoice: Invoice) -> int:
    """What of an invoice is given up and was not paid after all."""
    return invoice.write_offs.sum_cents()


@transaction.atomic
def write_off(invoice_id: int, amount_cents: int, *, reason: str, by: UUID | None) -> WriteOff:
    """Give up a part of what is open of an invoice, or all of it, and ask its VAT back.

    Raises CannotBeWrittenOff.
    """
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    if invoice.is_credit_note or not reason.strip() or not 0 < amount_cents <= invoice.open_now():
        raise CannotBeWrittenOff(invoice.number)
    lost = _book(invoice, amount_cents, _vat_on(invoice), reason.strip(), at=clock.now())
    states.begin(lost, "written off", by=by)
    if follow_what_is_open(invoice.pk) > 0:
        outbox.nudge(InvoicePaidInPart(invoice.pk))
    return lost


@transaction.atomic
def recover(invoice_id: int, at: datetime) -> WriteOff | None:
    """What is paid of an invoice after it was given up is owed to the tax office again, as of that moment."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    cents = min(-invoice.open_now(), written_off_cents(invoice))
    if cents <= 0:
        return None
    given_up_at = invoice.write_offs.aggregate(last=Max("settlement__settled_at"))["last"]
    moment = max(at, given_up_at)  # a statement may tell late what came before
    paid = _book(invoice, -cents, clock.local(moment).date(), "", at=moment)
    states.begin(paid, "paid after all")
    return paid


def _vat_on(invoice: Invoice) -> date:
    """The day on which its VAT is asked back; of what was carried no return of before this shop is ours."""
    today = clock.today()
    return today if invoice.is_carried else min(today, clock.months_later(invoice.due_on, VAT_MONTHS))


def _book(invoice: Invoice, amount_cents: int, vat_on: date, reason: str, *, at: datetime) -> WriteOff:
    before = written_off_cents(invoice)
    turn = invoice.write_offs.count() + 1
    settlement = Settlement.objects.create(
        invoice=invoice,
        kind=Settlement.Kind.LOSS,
        amount_cents=amount_cents,
        occasion=f"written-off:{invoice.pk}:{turn}",
        settled_at=at,
    )
    lost = WriteOff.objects.create(
        invoice=invoice, settlement=settlement, amount_cents=amount_cents, vat_on=vat_on, reason=reason
    )
    groups = _groups(invoice)
    shares = zip(_shares(groups, before), _shares(groups, before + amount_cents), strict=True)
    VatCorrection.objects.bulk_create(
        VatCorrection(
            write_off=lost,
            category=group.category,
            permille=group.permille,
            box=group.box,
            base_cents=(was - vat_was) - (now - vat_now),
            vat_cents=vat_was - vat_now,
        )
        for group, ((was, vat_was), (now, vat_now)) in zip(groups, shares, strict=True)
        if group.vat_cents and now != was
    )
    return lost


def _groups(invoice: Invoice) -> list[_Group]:
    """The VAT groups of an invoice, less what its credit notes took back."""
    sums: defaultdict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0])
    of_both = VatAmount.objects.filter(Q(invoice=invoice) | Q(invoice__credits=invoice))
    for one in of_both.order_by("-permille", "category", "pk"):
        pair = sums[one.category, one.permille, one.box]
        pair[0] += one.base_cents
        pair[1] += one.vat_cents
    return [_Group(*key, *pair) for key, pair in sums.items() if any(pair)]


def _shares(groups: list[_Group], amount_cents: int) -> list[tuple[int, int]]:
    """Of each group the part of an amount that it bears, and the VAT in that: all of it ties to the cent."""
    parts = money.apportion(amount_cents, [max(0, group.gross_cents) for group in groups])
    return [
        (part, money.round_half_up(Decimal(group.vat_cents * part) / group.gross_cents) if part else 0)
        for group, part in zip(groups, parts, strict=True)
    ]
