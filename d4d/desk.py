"""What waits for the staff today: one tile per queue, each counted by one indexed query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.agreements.models import Contract
from contracts.devices.models import DeviceComplaint, LastUnit, RecallNotice
from contracts.service.models import Case, Fault, Loan, Visit
from d4d.chart import BarChart
from d4d.foundation import clock
from d4d.foundation.models import Delivery
from d4d.foundation.services import hours_since_backup, is_backup_late, late
from privacy import journal
from privacy.models import AuthorityRequest, Breach, Hold, Processor, Request
from shop.invoicing.models import BankLine
from shop.orders.models import Order, OrderLine
from shop.payments.models import Debit, Payment, Refund
from shop.shipping.models import Parcel, Shipment

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Queue:
    """Work of one kind: what waits, where it is done, and who may see it."""

    title: str | Promise
    page: str
    query: str
    waiting: Callable[[], QuerySet[Any]]
    permission: str
    tone: str = "info"


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
        _("Legal holds to look at"),
        "privacy_hold",
        "standing=review",
        lambda: Hold.objects.to_review(clock.today()),
        "privacy.view_hold",
        "warn",
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
        _("Order lines on back-order"),
        "orders_order",
        "state__exact=released",
        lambda: OrderLine.objects.filter(quantity__gt=F("shipped") + F("cancelled") + F("allocated")),
        "orders.view_order",
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
        _("Transfers to look at"),
        "invoicing_bankline",
        "state__exact=open",
        lambda: BankLine.objects.to_look_at(),
        "invoicing.add_settlement",
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
        _("Contracts that cannot be billed"),
        "agreements_contract",
        "bill_refused__gt=",
        lambda: Contract.objects.exclude(bill_refused=""),
        "agreements.view_contract",
        "danger",
    ),
    Queue(
        _("Offers of contracts without an answer"),
        "agreements_contract",
        "state__exact=proposed",
        lambda: Contract.objects.filter(state=Contract.State.PROPOSED),
        "agreements.view_contract",
    ),
    Queue(
        _("Privacy requests to answer"),
        "privacy_request",
        "clock=running",
        lambda: Request.objects.running(),
        "privacy.view_request",
        "warn",
    ),
    Queue(
        _("Privacy requests too late"),
        "privacy_request",
        "clock=overdue",
        lambda: Request.objects.overdue(clock.today()),
        "privacy.view_request",
        "danger",
    ),
    Queue(
        _("Data breaches to report"),
        "privacy_breach",
        "state__exact=open",
        lambda: Breach.objects.to_report(),
        "privacy.view_breach",
        "danger",
    ),
    Queue(
        _("Demands of authorities"),
        "privacy_authorityrequest",
        "state__exact=received",
        lambda: AuthorityRequest.objects.waiting(),
        "privacy.view_authorityrequest",
        "warn",
    ),
    Queue(
        _("Processors without a contract"),
        "privacy_processor",
        "agreed_on__isempty=1",
        lambda: Processor.objects.filter(agreed_on=None, ended_on=None),
        "privacy.view_processor",
        "warn",
    ),
    Queue(
        _("Faults not answered in time"),
        "service_fault",
        "clock=overdue",
        lambda: Fault.objects.overdue(clock.now()),
        "service.view_fault",
        "danger",
    ),
    Queue(
        _("Faults to answer within two hours"),
        "service_fault",
        "clock=due_soon",
        lambda: Fault.objects.due_soon(clock.now()),
        "service.view_fault",
        "warn",
    ),
    Queue(
        _("Open faults"),
        "service_fault",
        "clock=open",
        lambda: Fault.objects.open(),
        "service.view_fault",
    ),
    Queue(
        _("Loan devices that should be back"),
        "service_loan",
        "loan=overdue",
        lambda: Loan.objects.overdue(clock.today()),
        "service.view_loan",
        "warn",
    ),
    Queue(
        _("Questions to answer"),
        "service_case",
        "waiting=us",
        lambda: Case.objects.for_us(),
        "service.view_case",
        "warn",
    ),
    Queue(
        _("Questions answered too late"),
        "service_case",
        "waiting=late",
        lambda: Case.objects.overdue(clock.now()),
        "service.view_case",
        "danger",
    ),
    Queue(
        _("Recall letters to print"),
        "devices_recallnotice",
        "state__exact=waiting&way__exact=paper",
        lambda: RecallNotice.objects.to_print(),
        "devices.view_recallnotice",
        "danger",
    ),
    Queue(
        _("Practices that did not answer a recall"),
        "devices_recallnotice",
        "state__exact=sent",
        lambda: RecallNotice.objects.unanswered(),
        "devices.view_recallnotice",
        "warn",
    ),
    Queue(
        _("Complaints for the manufacturer"),
        "devices_devicecomplaint",
        "state__exact=received",
        lambda: DeviceComplaint.objects.to_forward(),
        "devices.view_devicecomplaint",
        "danger",
    ),
    Queue(
        _("Devices to ask the manufacturer about"),
        "devices_lastunit",
        "asked=review",
        lambda: LastUnit.objects.to_review(clock.today()),
        "devices.view_lastunit",
    ),
    Queue(
        _("Visits overdue"),
        "service_visit",
        "standing=overdue",
        lambda: Visit.objects.overdue(clock.today()),
        "service.view_visit",
        "danger",
    ),
    Queue(
        _("Visits to plan"),
        "service_visit",
        "standing=to_plan",
        lambda: Visit.objects.to_plan(clock.today() + timedelta(days=31)),
        "service.view_visit",
        "warn",
    ),
    Queue(
        _("Visits of the week"),
        "service_visit",
        "standing=week",
        lambda: Visit.objects.in_week_of(clock.today()),
        "service.view_visit",
    ),
    Queue(
        _("News that is late"),
        "foundation_delivery",
        "standing=late",
        late,
        "foundation.view_delivery",
        "danger",
    ),
    Queue(
        _("Failed jobs"),
        "foundation_delivery",
        "standing=dead",
        lambda: Delivery.objects.dead(),
        "foundation.view_delivery",
        "danger",
    ),
)


def alarms() -> Iterable[str]:
    """What somebody must see to before anything else."""
    book = journal.stand()
    if book.is_alarming:
        remarks = "; ".join(book.remarks)
        yield gettext("The erasure journal is not whole: %(remarks)s.") % {"remarks": remarks}
    if is_backup_late():
        hours = hours_since_backup()
        if hours is None:
            yield gettext("There is no backup yet.")
        else:
            yield gettext("The last backup is %(hours)s hours old.") % {"hours": hours}


def queues_for(request: HttpRequest) -> Iterable[dict[str, Any]]:
    """The tiles that this member of staff may see."""
    return [
        {
            "title": queue.title,
            "url": f"{reverse(f'admin:{queue.page}_changelist')}?{queue.query}",
            "count": queue.waiting().count(),
            "tone": queue.tone,
        }
        for queue in QUEUES
        if request.user.has_perm(queue.permission)
    ]


def orders_per_day() -> BarChart:
    """Orders of the last two weeks, one bar a day."""
    first = clock.today() - timedelta(days=DAYS_SHOWN - 1)
    counted = dict(
        Order.objects.filter(placed_at__date__gte=first)
        .annotate(day=TruncDate("placed_at", tzinfo=clock.AMSTERDAM))
        .values("day")
        .annotate(orders=Count("pk"))
        .values_list("day", "orders")
    )
    days = [first + timedelta(days=number) for number in range(DAYS_SHOWN)]
    figures = [(date_format(day, "j b"), counted.get(day, 0)) for day in days]
    return BarChart(gettext("Orders per day"), figures)
