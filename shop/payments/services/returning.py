"""Where the provider sends who paid: one address per try, the same however often we ask for it.

It bears the key of the try's webhook, which the provider was told anyway, and no secret of a letter.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from shop.orders.models import Order
from shop.payments.models import BillPayment, Payment
from shop.payments.services.payable import payable


def return_address(payment: Payment | BillPayment) -> str:
    """The page to which a payer comes back, signed in or not."""
    return settings.PUBLIC_ORIGIN + reverse("payments:returned", args=[payment.token])


def payment_of(token: UUID) -> Payment | BillPayment | None:
    """The try from which somebody comes back; None when we do not know it."""
    of_an_order = Payment.objects.select_related("order").filter(token=token).first()
    return of_an_order or BillPayment.objects.select_related("invoice").filter(token=token).first()


def may_be_tried_again(payment: Payment | BillPayment) -> bool:
    """Whether who comes back may still pay what this try was for."""
    if payment.state in {payment.State.PAID, payment.State.MISMATCH}:
        return False
    if isinstance(payment, Payment):
        return payment.order.state == Order.State.AWAITING_PAYMENT and not payment.order.paid_at
    return bool(payable([payment.invoice]))
