"""Stories with the payment provider: an order that was paid, and money that went back."""

from uuid import uuid4

from d4d.foundation import relay
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments import mollie, services
from shop.payments.models import Payment, Refund
from shop.payments.mollie import SeenRefund
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order, called_off
from tests.simulator_process import Outside


def paid(till: Outside, *pieces: Piece, carriage_cents: int = 695) -> Payment:
    order = an_agreed_order(a_practice(), pieces or (Piece(3),), carriage_cents=carriage_cents)
    payment = services.start(order)
    assert payment.provider_id
    till.pay(payment.provider_id)
    return services.refresh(payment.pk)


def news_is_told() -> None:
    while relay.run_once():
        pass


def given_back(till: Outside, status: str) -> Refund:
    """What was called off is credited and given back, and the bank says how that went."""
    payment = paid(till, Piece(3))
    invoicing.credit_cancellation(called_off(payment.order, {1: 2}).pk)
    news_is_told()
    refund = Refund.objects.get()
    till.bank(refund=refund.provider_id, status=status)
    services.refresh(payment.pk)
    refund.refresh_from_db()
    return refund


def note_of(refund: Refund) -> Invoice:
    assert refund.credit_note
    return refund.credit_note


def refunded_of(refund: Refund) -> int:
    return Payment.objects.get(pk=refund.payment_id).refunded_cents


def by_hand(refund: Refund, amount_cents: int) -> SeenRefund:
    """Somebody gives money back at the provider's own desk."""
    assert refund.payment.provider_id
    return mollie.in_a_job().refund(refund.payment.provider_id, amount_cents, "met de hand", uuid4())
