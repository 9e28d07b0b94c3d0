"""Paying an open invoice at the provider: our own row first, so that nobody pays twice by pressing twice."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from d4d.foundation import clock, outbox, states
from d4d.foundation.errors import Rejected
from privacy.disclosure import disclose
from privacy.vocabulary import MOLLIE
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments import mollie
from shop.payments.events import BillPaymentHinted
from shop.payments.models import BillPayment
from shop.payments.mollie import Provider, Seen, Wanted
from shop.payments.mollie_amounts import CURRENCY
from shop.payments.services.mandating import webhook_url
from shop.payments.services.payable import payable
from shop.payments.services.returning import return_address
from shop.payments.services.starting import CannotBePaid, is_key_alive

log = logging.getLogger("d4d.payments")
State = BillPayment.State
QUIET = timedelta(minutes=5)
DAY = timedelta(days=1)
MAY_BE_CHARGED_BACK = timedelta(days=190)  # a card's bank has half a year
AT_ONCE = 200


def pay_bill(invoice: Invoice) -> BillPayment:
    """Let a practice pay what is open of an invoice; the payment's `checkout_url` is where to.

    A try that is under way is used again; one of another amount is called off first. Raises CannotBePaid,
    Temporary or Misconfigured.
    """
    payment = _claim(invoice.pk)
    if payment.provider_id and payment.amount_cents != payment.invoice.open_now():
        record_bill(payment.pk, _called_off(payment, mollie.in_a_request()))
        payment = _claim(invoice.pk)
    return payment if payment.provider_id else _ask(payment, mollie.in_a_request())


def refresh_bill(payment_id: int) -> BillPayment:
    """Look at the provider how a payment stands; safe to repeat. Raises Temporary or Misconfigured."""
    BillPayment.objects.filter(pk=payment_id).update(looked_at=clock.now())
    payment = _with_practice(payment_id)
    if payment.provider_id:
        return record_bill(payment.pk, mollie.in_a_job().fetch(payment.provider_id))
    if payment.state == State.CREATING and is_key_alive(payment):
        return _ask(payment, mollie.in_a_job())
    return _give_up(payment.pk, State.EXPIRED, "the provider never answered")


def call_off_bill(invoice_id: int) -> None:
    """A payment that nobody has made yet of more than is open of an invoice is called off."""
    open_cents = Invoice.objects.get(pk=invoice_id).open_now()
    too_much = BillPayment.objects.filter(invoice=invoice_id, state=State.OPEN, amount_cents__gt=open_cents)
    for payment in too_much.exclude(provider_id=None):
        record_bill(payment.pk, _called_off(payment, mollie.in_a_job()))


def watch_bills() -> int:
    """Have every payment looked up of which we should have heard; says how many."""
    now = clock.now()
    quiet = Q(state__in=BillPayment.UNDER_WAY, created_at__lt=now - QUIET)
    may_change = Q(state=State.PAID, paid_at__gt=now - MAY_BE_CHARGED_BACK, looked_at__lt=now - DAY)
    rows = BillPayment.objects.filter(quiet | may_change).order_by(F("looked_at").asc(nulls_first=True), "pk")
    chosen = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    for payment_id in chosen:
        outbox.nudge(BillPaymentHinted(payment_id=payment_id))
    return len(chosen)


@transaction.atomic
def adopt_bill(seen: Seen) -> BillPayment | None:
    """A payment that was begun after a backup is ours all the same; None when its invoice is lost."""
    invoice = Invoice.objects.filter(number=seen.bill, kind=Invoice.Kind.INVOICE).first()
    if invoice is None or seen.amount_cents <= 0:
        return None
    for older in invoice.tries.filter(state__in=BillPayment.UNDER_WAY):
        states.move(older, State.EXPIRED, reason="another was found at the provider after a restore")
    last = invoice.tries.aggregate(last=Max("attempt"))["last"] or 0
    payment = BillPayment.objects.create(
        invoice=invoice, attempt=last + 1, amount_cents=seen.amount_cents, provider_id=seen.id
    )
    states.begin(payment, payment.state, reason="found at the provider after a restore")
    return record_bill(payment.pk, seen)


@transaction.atomic
def record_bill(payment_id: int, seen: Seen) -> BillPayment:
    """Take note of the provider's word; the only way for a payment to move on."""
    payment = BillPayment.objects.select_for_update(of=("self",)).select_related("invoice").get(pk=payment_id)
    asked = (payment.provider_id or seen.id, payment.amount_cents, CURRENCY, payment.invoice.number)
    if (seen.id, seen.amount_cents, seen.currency, seen.bill) != asked:
        log.error("payment %s of an invoice is not what we asked for", payment.pk)
        if State.MISMATCH in BillPayment.MOVES[State(payment.state)]:
            states.move(payment, State.MISMATCH, reason="id, amount, currency or invoice differs")
        return payment
    payment.provider_id, payment.checkout_url = seen.id, seen.checkout_url or payment.checkout_url
    payment.save(update_fields=["provider_id", "checkout_url"])
    is_ahead = seen.status in BillPayment.MOVES[State(payment.state)]
    if is_ahead and states.move(payment, seen.status) and payment.state == State.PAID:
        payment.paid_at = clock.now()
        payment.save(update_fields=["paid_at"])
        invoicing.settle(payment.invoice_id, payment.amount_cents, f"bill:{payment.pk}")
        invoicing.rebalance(payment.invoice_id)
    _follow_charge_back(payment, seen)
    return payment


def _follow_charge_back(payment: BillPayment, seen: Seen) -> None:
    """What a bank takes back is owed again; what it returns is paid again."""
    before = payment.charged_back_cents
    taken = seen.charged_back_cents - before
    if not taken or payment.state != State.PAID:
        return
    log.error("charge-back of payment %s of an invoice", payment.pk)
    kept = f"bill-charge-back:{payment.pk}:"
    turn = payment.invoice.settlements.filter(occasion__startswith=kept).count()
    invoicing.settle(payment.invoice_id, -taken, f"{kept}{turn}:{before}-{before + taken}")
    invoicing.rebalance(payment.invoice_id)
    payment.charged_back_cents = seen.charged_back_cents
    payment.save(update_fields=["charged_back_cents"])


@transaction.atomic
def _claim(invoice_id: int) -> BillPayment:
    """The one payment under way for an invoice; a new one when there is none. Committed before any call."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    open_cents = invoice.open_now()
    if open_cents <= 0 or not payable([invoice]):
        raise CannotBePaid("nothing is open of it, or it is collected")
    under_way = invoice.tries.filter(state__in=BillPayment.UNDER_WAY).first()
    if under_way and (under_way.provider_id or is_key_alive(under_way)):
        return _with_practice(under_way.pk)
    if under_way:
        states.move(under_way, State.EXPIRED, reason="the provider never answered")
    last = invoice.tries.aggregate(last=Max("attempt"))["last"] or 0
    payment = BillPayment.objects.create(invoice=invoice, attempt=last + 1, amount_cents=open_cents)
    states.begin(payment, payment.state)
    return _with_practice(payment.pk)


def _ask(payment: BillPayment, provider: Provider) -> BillPayment:
    """Tell the provider, with the payment's own key; safe to repeat while the key lives.

    Every word of it is a fact of the row: the provider refuses a key that comes back with other words.
    """
    number = payment.invoice.number
    wanted = Wanted(
        order=number,
        attempt=payment.attempt,
        amount_cents=payment.amount_cents,
        return_url=return_address(payment),
        webhook_url=webhook_url(payment.token),
        about="bill",
    )
    try:
        seen = disclose(
            MOLLIE,
            {"invoice_number": number, "amount": payment.amount_cents},
            lambda: provider.start(wanted, payment.idempotency_key),
            subject=payment.invoice.customer.subject.uuid,
            occasion=f"bill {number}/{payment.attempt}",
        )
    except Rejected as error:
        _give_up(payment.pk, State.FAILED, str(error))
        raise CannotBePaid(str(error)) from None
    return record_bill(payment.pk, seen)


def _called_off(payment: BillPayment, provider: Provider) -> Seen:
    """How a payment stands after we tried to have it cancelled: too late, it stands as it is."""
    assert payment.provider_id
    try:
        return provider.cancel(payment.provider_id)
    except Rejected:
        return provider.fetch(payment.provider_id)


@transaction.atomic
def _give_up(payment_id: int, to: str, reason: str) -> BillPayment:
    payment = BillPayment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if payment.state == State.CREATING and not payment.provider_id:
        states.move(payment, to, reason=reason)
    return payment


def _with_practice(payment_id: int) -> BillPayment:
    return BillPayment.objects.select_related("invoice__practice__subject").get(pk=payment_id)
