"""What practices' software wants to hear of, and the calls that tell it."""

from d4d.api import mails
from d4d.api.events import CallWanted, WebhookPaused
from d4d.api.models import News
from d4d.api.services import calling, telling
from d4d.foundation import outbox
from shop.invoicing.events import InvoiceArchived, InvoiceClosed, InvoiceReopened
from shop.invoicing.models import Invoice
from shop.orders.events import OrderPlaced
from shop.orders.models import Order
from shop.shipping.events import ParcelHandedOver
from shop.shipping.models import Parcel


def tell_of_the_order(event: OrderPlaced) -> None:
    """A practice's software hears that something was ordered."""
    order = Order.objects.get(pk=event.order_id)
    telling.tell(order.practice_id, News.ORDER_PLACED, order.number, f"order {order.pk}")


def tell_of_the_parcel(event: ParcelHandedOver) -> None:
    """A practice's software hears that a parcel of an order left."""
    parcel = Parcel.objects.select_related("shipment__order").get(pk=event.parcel_id)
    order = parcel.shipment.order
    telling.tell(order.practice_id, News.ORDER_SHIPPED, order.number, f"parcel {parcel.pk}")


def tell_of_the_invoice(event: InvoiceArchived) -> None:
    """A practice's software hears of an invoice when its files can be fetched."""
    _tell_of(News.INVOICE_ISSUED, Invoice.objects.get(pk=event.invoice_id))


def tell_whether_it_is_settled(event: InvoiceClosed | InvoiceReopened) -> None:
    """A practice's software hears that nothing of an invoice is open any more, or something again."""
    invoice = Invoice.objects.get(pk=event.invoice_id)
    news = News.INVOICE_SETTLED if invoice.closed_on else News.INVOICE_REOPENED
    turn = invoice.settlements.count() + invoice.credit_notes.count()  # each changes what is open
    _tell_of(news, invoice, f" {turn}")


def make_the_call(event: CallWanted) -> None:
    """An address is told."""
    calling.call(event.call_id)


def write_that_it_is_off(event: WebhookPaused) -> None:
    """The managers hear that an address is not called any more."""
    mails.webhook_paused(event.webhook_id, event.call_id)


def _tell_of(news: News, invoice: Invoice, turn: str = "") -> None:
    if invoice.practice_id:
        telling.tell(invoice.practice_id, news, invoice.number, f"{news.value} {invoice.pk}{turn}")


outbox.subscribe(OrderPlaced, tell_of_the_order)
outbox.subscribe(ParcelHandedOver, tell_of_the_parcel)
outbox.subscribe(InvoiceArchived, tell_of_the_invoice)
outbox.subscribe(InvoiceClosed, tell_whether_it_is_settled)
outbox.subscribe(InvoiceReopened, tell_whether_it_is_settled)
outbox.subscribe(CallWanted, make_the_call, queue="webhooks")
outbox.subscribe(WebhookPaused, write_that_it_is_off, queue="mail")
