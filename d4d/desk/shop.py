"""What waits in the shop: practices, orders, parcels and money."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Likeness, Practice
from d4d.desk.queue import Queue
from d4d.foundation import clock
from shop.intake.models import Draft, PriceQuote
from shop.invoicing.models import BalanceEntry, BankLine, Billable, Invoice
from shop.orders.models import Order
from shop.outreach.models import Newsletter, Recipient
from shop.payments.models import Debit, Payment, Payout, Refund
from shop.returns.models import Return
from shop.screening.models import Screening
from shop.shipping.models import Parcel, Shipment

QUEUES = (
    Queue(
        _("Practices to review"),
        "accounts_practice",
        "state__exact=pending",
        lambda: Practice.objects.to_review(),
        "accounts.view_practice",
        "warn",
    ),
    Queue(
        _("Practices without a manager"),
        "accounts_practice",
        "manager=none",
        lambda: Practice.objects.without_manager(),
        "accounts.change_practice",
        "warn",
    ),
    Queue(
        _("Practices that may be one"),
        "accounts_likeness",
        "are_different__exact=0",
        lambda: Likeness.objects.to_judge(),
        "accounts.merge_practice",
    ),
    Queue(
        _("Orders to review"),
        "orders_order",
        "state__exact=awaiting_review",
        lambda: Order.objects.filter(state=Order.State.AWAITING_REVIEW),
        "orders.view_order",
        "warn",
    ),
    Queue(
        _("Orders by mail and phone to check"),
        "intake_draft",
        "state__exact=draft",
        lambda: Draft.objects.open(),
        "intake.view_draft",
        "warn",
    ),
    Queue(
        _("Quotes to make"),
        "intake_pricequote",
        "state__in=prepared,requested",
        lambda: PriceQuote.objects.to_answer(),
        "intake.view_pricequote",
        "warn",
    ),
    Queue(
        _("Held orders to decide about"),
        "screening_screening",
        "standing=waiting",
        lambda: Screening.objects.waiting(),
        "screening.view_screening",
        "warn",
    ),
    Queue(
        _("Held orders that wait too long"),
        "screening_screening",
        "standing=overdue",
        lambda: Screening.objects.overdue(clock.now()),
        "screening.view_screening",
        "danger",
    ),
    Queue(
        _("Orders awaiting payment"),
        "orders_order",
        "state__exact=awaiting_payment",
        lambda: Order.objects.filter(state=Order.State.AWAITING_PAYMENT),
        "orders.view_order",
    ),
    Queue(
        _("Shipments to pick"),
        "shipping_shipment",
        "state__exact=to_pick",
        lambda: Shipment.objects.filter(state=Shipment.State.TO_PICK),
        "shipping.view_shipment",
    ),
    Queue(
        _("Parcels for the courier"),
        "shipping_shipment",
        "state__exact=packed",
        lambda: Shipment.objects.filter(state=Shipment.State.PACKED),
        "shipping.view_shipment",
    ),
    Queue(
        _("Packed goods past their date"),
        "shipping_shipment",
        "expired=1",
        lambda: Shipment.objects.with_expired_goods(clock.today()),
        "shipping.view_shipment",
        "danger",
    ),
    Queue(
        _("Parcels without a label"),
        "shipping_parcel",
        "state__exact=wanted",
        lambda: Parcel.objects.without_label(),
        "shipping.view_parcel",
        "warn",
    ),
    Queue(
        _("Orders that wait for goods"),
        "orders_order",
        "waits=goods",
        lambda: Order.objects.waiting_for_goods(),
        "orders.view_order",
    ),
    Queue(
        _("Deliveries to be invoiced"),
        "invoicing_billable",
        "invoice__isempty=1",
        lambda: Billable.objects.filter(invoice=None),
        "invoicing.view_billable",
    ),
    Queue(
        _("Payments to look at"),
        "payments_payment",
        "state__exact=mismatch",
        lambda: Payment.objects.filter(state=Payment.State.MISMATCH),
        "payments.view_payment",
        "danger",
    ),
    Queue(
        _("Returns to decide"),
        "returns_return",
        "state__exact=requested",
        lambda: Return.objects.filter(state=Return.State.REQUESTED),
        "returns.view_return",
        "warn",
    ),
    Queue(
        _("Returns to make good"),
        "returns_return",
        "state__exact=received",
        lambda: Return.objects.filter(state=Return.State.RECEIVED),
        "returns.view_return",
        "warn",
    ),
    Queue(
        _("Transfers to look at"),
        "invoicing_bankline",
        "state__exact=open",
        lambda: BankLine.objects.to_look_at(),
        "invoicing.add_settlement",
        "warn",
    ),
    Queue(
        _("Invoices unpaid for a year"),
        "invoicing_invoice",
        "late=1",
        lambda: Invoice.objects.a_year_late(clock.today()),
        "invoicing.add_settlement",
        "warn",
    ),
    Queue(
        _("Credit of practices"),
        "invoicing_balanceentry",
        "left=1",
        lambda: BalanceEntry.objects.unused(),
        "invoicing.add_settlement",
    ),
    Queue(
        _("To be given back by transfer"),
        "invoicing_invoice",
        "owed=1",
        lambda: Invoice.objects.to_give_back(),
        "invoicing.add_settlement",
        "warn",
    ),
    Queue(
        _("Payouts to look at"),
        "payments_payout",
        "look=1",
        lambda: Payout.objects.to_look_at(clock.today()),
        "payments.view_payout",
        "warn",
    ),
    Queue(
        _("Refunds under way"),
        "payments_refund",
        "state__in=wanted,failed&repetition__isnull=True",
        lambda: Refund.objects.for_somebody(),
        "payments.view_refund",
        "warn",
    ),
    Queue(
        _("Debits that failed"),
        "payments_debit",
        "state__in=failed,charged_back",
        lambda: Debit.objects.filter(state__in=[Debit.State.FAILED, Debit.State.CHARGED_BACK]).exclude(
            invoice__closed_on__isnull=False
        ),
        "payments.view_debit",
        "warn",
    ),
    Queue(
        _("Newsletters that stand still"),
        "outreach_newsletter",
        "state__exact=paused",
        lambda: Newsletter.objects.filter(state=Newsletter.State.PAUSED),
        "outreach.view_newsletter",
        "warn",
    ),
    Queue(
        _("News that may or may not have arrived"),
        "outreach_recipient",
        "state__exact=unknown",
        lambda: Recipient.objects.in_doubt(),
        "outreach.view_recipient",
    ),
)
