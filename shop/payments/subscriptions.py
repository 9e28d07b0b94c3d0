"""What payments listen to."""

from d4d.foundation import outbox
from shop.invoicing.events import InvoiceIssued
from shop.orders.events import OrderLinesCancelled
from shop.payments import services
from shop.payments.events import PaymentHinted, RefundWanted


def look_it_up(event: PaymentHinted) -> None:
    """A hint is worth a look at the provider, no more."""
    services.refresh(event.payment_id)


def send_the_money_back(event: RefundWanted) -> None:
    """Money that is to go back is sent back."""
    services.send_refund(event.refund_id)


def give_back_what_is_credited(event: InvoiceIssued) -> None:
    """A credit note on something that was paid gives money back."""
    services.give_back(event.invoice_id)


def close_the_till(event: OrderLinesCancelled) -> None:
    """An order that was called off cannot be paid any more."""
    services.call_off(event.order_id)


outbox.subscribe(PaymentHinted, look_it_up, queue="payments")
outbox.subscribe(RefundWanted, send_the_money_back, queue="payments")
outbox.subscribe(InvoiceIssued, give_back_what_is_credited, queue="payments")
outbox.subscribe(OrderLinesCancelled, close_the_till, queue="payments")
