"""Payouts of the provider: read, taken apart to the cent, and found again on our account."""

import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from d4d.foundation import clock, money, outbox, states
from shop.invoicing import services as invoicing
from shop.invoicing.models import BankLine
from shop.payments import mollie_settlements
from shop.payments.events import BillPaymentHinted, DebitHinted, PaymentHinted, PayoutsDue
from shop.payments.models import BillPayment, Debit, Mandate, Payment, Payout, PayoutPart, Refund
from shop.payments.mollie_settlements import SeenPart, SeenSettlement

log = logging.getLogger("d4d.payments")
LOOK_BACK = timedelta(days=40)
Kind = PayoutPart.Kind


class NotThisTransfer(Exception):
    """This transfer is not of the payout's amount, is for something else, or the payout has its own."""


@transaction.atomic
def ask_for_payouts() -> None:
    """Have the provider asked what it transferred lately, once a day; without its token nobody asks."""
    if settings.MOLLIE_ACCESS_TOKEN:
        outbox.publish(PayoutsDue(day=clock.today().isoformat()))


def fetch_payouts() -> int:
    """Read every payout that we do not know yet; says how many. Harmless to repeat."""
    provider = mollie_settlements.in_a_job()
    newest = Payout.objects.aggregate(newest=Max("paid_on"))["newest"]
    since = (newest or clock.today()) - LOOK_BACK
    found = provider.paid_out_since(since)
    known = set(Payout.objects.filter(paid_on__gte=since - LOOK_BACK).values_list("provider_id", flat=True))
    new = [seen for seen in found if seen.id not in known]
    for seen in reversed(new):
        keep_payout(seen, provider.parts(seen.id))
    match_payouts()
    return len(new)


def keep_payout(seen: SeenSettlement, parts: Sequence[SeenPart]) -> Payout:
    """Write a payout down, taken apart; what does not tie is to be looked at."""
    return _keep(seen, parts, _found(parts))


@transaction.atomic
def _keep(seen: SeenSettlement, parts: Sequence[SeenPart], found: Sequence[PayoutPart]) -> Payout:
    if known := Payout.objects.filter(provider_id=seen.id).first():
        return known
    sums = {kind: sum(part.amount_cents for part in parts if part.kind == kind) for kind in Kind.values}
    gross = sums[Kind.PAYMENT] - sums[Kind.REFUND] - sums[Kind.CHARGE_BACK] - seen.amount_cents
    vat_cents = money.round_half_up(Decimal(seen.fees_vat_e4) / 100)
    payout = Payout.objects.create(
        provider_id=seen.id,
        reference=seen.reference,
        paid_on=seen.paid_on,
        amount_cents=seen.amount_cents,
        payments_cents=sums[Kind.PAYMENT],
        refunds_cents=sums[Kind.REFUND],
        charge_backs_cents=sums[Kind.CHARGE_BACK],
        fees_net_cents=gross - vat_cents,
        fees_vat_cents=vat_cents,
    )
    states.begin(payout, payout.state)
    for part in found:
        part.payout = payout
    written = PayoutPart.objects.bulk_create(found)
    _look_at_what_was_taken_back(written)
    if reason := _what_is_wrong(seen, gross, written):
        log.error("payout %s: %s", payout.pk, reason)
        states.move(payout, Payout.State.MISMATCH, reason=reason)
    return payout


def match_payouts() -> int:
    """Find each payout that waits among the transfers on our account: exactly one of its amount that bears
    its reference. Says how many were found."""
    waiting = Payout.objects.filter(state=Payout.State.WAITING).order_by("paid_on", "pk")
    return sum(_find(payout) for payout in waiting)


@transaction.atomic
def match_by_hand(payout_id: int, line_id: int, *, by: UUID) -> Payout:
    """Somebody says which transfer a payout arrived as. Raises NotThisTransfer."""
    payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if payout.state == Payout.State.MATCHED or line.state != BankLine.State.OPEN:
        raise NotThisTransfer(f"transfer {line_id}")
    if line.amount_cents != payout.amount_cents or line.left_cents() != payout.amount_cents:
        raise NotThisTransfer(f"transfer {line_id}")
    _match(payout, line, by)
    return payout


@transaction.atomic
def _find(payout: Payout) -> bool:
    lines = BankLine.objects.to_look_at().filter(amount_cents=payout.amount_cents)
    mark = _squeezed(payout.reference)
    named = [line for line in lines.select_for_update(of=("self",)) if mark and mark in _squeezed(line.text)]
    if len(named) > 1:
        states.move(payout, Payout.State.MISMATCH, reason="more than one transfer bears its reference")
    if len(named) != 1 or named[0].left_cents() != payout.amount_cents:
        return False
    _match(payout, named[0], None)
    return True


def _match(payout: Payout, line: BankLine, by: UUID | None) -> None:
    invoicing.set_aside(line.pk, f"payout {payout.reference}", by=by)
    payout.bank_line = line
    payout.save(update_fields=["bank_line"])
    states.move(payout, Payout.State.MATCHED, by=by)


def _found(parts: Sequence[SeenPart]) -> list[PayoutPart]:
    """Each part with what it is about: every table is asked once for all of them."""
    paid = {part.payment_id for part in parts if part.payment_id}
    payments = Payment.objects.in_bulk(paid, field_name="provider_id")
    debits = Debit.objects.in_bulk(paid, field_name="provider_id")
    bills = BillPayment.objects.in_bulk(paid, field_name="provider_id")
    mandates = Mandate.objects.in_bulk(paid, field_name="payment_id")
    backs = {part.id for part in parts if part.kind == Kind.REFUND}
    refunds = {one.provider_id: one for one in Refund.objects.filter(provider_id__in=backs)}
    return [
        PayoutPart(
            kind=part.kind,
            provider_id=part.id,
            amount_cents=part.amount_cents,
            payment=payments.get(part.payment_id),
            refund=refunds.get(part.id),
            debit=debits.get(part.payment_id),
            bill=bills.get(part.payment_id),
            mandate=mandates.get(part.payment_id),
        )
        for part in parts
    ]


def _look_at_what_was_taken_back(parts: Sequence[PayoutPart]) -> None:
    """What a bank took back is looked up: the hint of it may have been lost."""
    for part in parts:
        if part.kind != Kind.CHARGE_BACK:
            continue
        if part.payment_id:
            outbox.nudge(PaymentHinted(payment_id=part.payment_id))
        if part.bill_id:
            outbox.nudge(BillPaymentHinted(payment_id=part.bill_id))
        if part.debit_id:
            outbox.nudge(DebitHinted(debit_id=part.debit_id))


def _what_is_wrong(seen: SeenSettlement, gross_cents: int, parts: Sequence[PayoutPart]) -> str:
    """Why a payout must be looked at; each row of fees may be rounded by a cent."""
    said_e4 = seen.fees_net_e4 + seen.fees_vat_e4
    if abs(gross_cents * 100 - said_e4) > 100 * max(1, seen.fee_rows):
        return "what was kept is not what the fees come to"
    unknown = [part.provider_id for part in parts if not part.is_known]
    return f"not ours: {', '.join(unknown)}"[:200] if unknown else ""


def _squeezed(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()
