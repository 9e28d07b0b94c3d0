"""What payments listen to."""

from d4d.foundation import outbox
from shop.invoicing.events import BankStatementRead, InvoiceClosed, InvoiceIssued, InvoicePaidInPart
from shop.orders.events import OrderLinesCancelled
from shop.payments import mails, services
from shop.payments.events import (
    BillPaymentHinted,
    DebitFailed,
    DebitHinted,
    DebitPlanned,
    MandateEnded,
    MandateHinted,
    PaymentHinted,
    PayoutsDue,
    RefundWanted,
)
from shop.payments.models import Debit


def look_it_up(event: PaymentHinted) -> None:
    """A hint is worth a look at the provider, no more."""
    services.refresh(event.payment_id)


def look_up_what_was_paid(event: BillPaymentHinted) -> None:
    """The same for the payment of an invoice."""
    services.refresh_bill(event.payment_id)


def send_the_money_back(event: RefundWanted) -> None:
    """Money that is to go back is sent back."""
    services.send_refund(event.refund_id)


def give_back_what_is_credited(event: InvoiceIssued) -> None:
    """A credit note lets no more be collected than is owed, and what was paid goes back."""
    services.ease_debits_of(event.invoice_id)
    services.give_back(event.invoice_id)


def collect_nothing_that_is_paid(event: InvoiceClosed) -> None:
    """An invoice of which nothing is open is not collected."""
    services.ease_debit(event.invoice_id)


def collect_no_more_than_the_rest(event: InvoicePaidInPart) -> None:
    """What was paid in part is not collected whole as well."""
    services.ease_debit(event.invoice_id)


def ask_for_no_more_than_the_rest(event: InvoicePaidInPart) -> None:
    """Nor is it paid whole once more."""
    services.call_off_bill(event.invoice_id)


def read_the_payouts(event: PayoutsDue) -> None:
    """What the provider transferred is taken apart."""
    services.fetch_payouts()


def find_the_payouts(event: BankStatementRead) -> None:
    """New transfers on our account may be payouts of the provider."""
    services.match_payouts()


def call_off_its_payments(event: InvoiceClosed) -> None:
    """An invoice of which nothing is open cannot be paid once more."""
    services.call_off_bill(event.invoice_id)


def close_the_till(event: OrderLinesCancelled) -> None:
    """An order that was called off cannot be paid any more."""
    services.call_off(event.order_id)


def look_at_the_mandate(event: MandateHinted) -> None:
    """How a mandate stands is seen at the provider only."""
    services.refresh_mandate(event.mandate_id)


def let_it_be_forgotten(event: MandateEnded) -> None:
    """The provider keeps no name of whoever has no mandate."""
    services.forget_customer(event.mandate_id)


def announce_the_debit(event: DebitPlanned) -> None:
    """A practice hears in time what will be collected."""
    mails.announce_debit(event.debit_id)


def follow_the_debit(event: DebitHinted) -> None:
    """A debit is charged on its day, and followed until it is over."""
    services.follow_debit(event.debit_id)


def tell_of_the_failure(event: DebitFailed) -> None:
    """A practice hears what could not be collected."""
    mails.tell_of_failure(event.debit_id, event.change_id)


def see_whether_the_mandate_holds(event: DebitFailed) -> None:
    """A refusal may mean that the mandate is withdrawn."""
    services.refresh_mandate(Debit.objects.get(pk=event.debit_id).mandate_id)


outbox.subscribe(MandateHinted, look_at_the_mandate, queue="payments")
outbox.subscribe(MandateEnded, let_it_be_forgotten, queue="payments")
outbox.subscribe(DebitPlanned, announce_the_debit, queue="mail")
outbox.subscribe(DebitHinted, follow_the_debit, queue="payments")
outbox.subscribe(DebitFailed, tell_of_the_failure, queue="mail")
outbox.subscribe(DebitFailed, see_whether_the_mandate_holds, queue="payments")
outbox.subscribe(BillPaymentHinted, look_up_what_was_paid, queue="payments")
outbox.subscribe(InvoiceClosed, call_off_its_payments, queue="payments")
outbox.subscribe(InvoicePaidInPart, collect_no_more_than_the_rest, queue="payments")
outbox.subscribe(InvoicePaidInPart, ask_for_no_more_than_the_rest, queue="payments")
outbox.subscribe(PaymentHinted, look_it_up, queue="payments")
outbox.subscribe(RefundWanted, send_the_money_back, queue="payments")
outbox.subscribe(InvoiceIssued, give_back_what_is_credited, queue="payments")
outbox.subscribe(InvoiceClosed, collect_nothing_that_is_paid, queue="payments")
outbox.subscribe(OrderLinesCancelled, close_the_till, queue="payments")
outbox.subscribe(PayoutsDue, read_the_payouts, queue="payments")
outbox.subscribe(BankStatementRead, find_the_payouts)
