"""What waits with debtors: letters are sent by the clock, everything else somebody decides."""

from django.utils.translation import gettext_lazy as _

from d4d.desk.queue import Queue
from d4d.foundation import clock
from shop.debtors.gaps import without_rate
from shop.debtors.models import CreditProposal, Debtor, Dispute, Stop
from shop.debtors.services import to_collect
from shop.payments.models import BillPayment

QUEUES = (
    Queue(
        _("Payments of invoices to look at"),
        "payments_billpayment",
        "state__exact=mismatch",
        lambda: BillPayment.objects.filter(state=BillPayment.State.MISMATCH),
        "payments.view_billpayment",
        "danger",
    ),
    Queue(
        _("Overdue debtors"),
        "debtors_debtor",
        "overdue=1",
        lambda: Debtor.objects.overdue(clock.today()),
        "debtors.view_debtor",
    ),
    Queue(
        _("May go to the collection agency"),
        "debtors_debtor",
        "collect=1",
        to_collect,
        "debtors.change_debtor",
        "warn",
    ),
    Queue(
        _("Disputed invoices to settle"),
        "debtors_dispute",
        "state__exact=open",
        lambda: Dispute.objects.filter(state=Stop.State.OPEN),
        "debtors.change_dispute",
        "warn",
    ),
    Queue(
        _("Credit to decide about"),
        "debtors_creditproposal",
        "state__exact=proposed",
        lambda: CreditProposal.objects.to_decide(),
        "debtors.change_creditproposal",
    ),
    Queue(
        _("Credit to look at again"),
        "debtors_creditproposal",
        "review=asked",
        lambda: CreditProposal.objects.to_review(),
        "debtors.change_creditproposal",
        "warn",
    ),
    Queue(
        _("Overdue invoices without an interest rate"),
        "debtors_interestrate",
        "",
        without_rate,
        "debtors.add_interestrate",
        "danger",
    ),
)
