"""The page to which the provider sends who paid; whoever is signed in goes on to the page of the account."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import behind_a_secret
from accounts.language import language_of, speak_as_written_to
from accounts.models import Membership
from d4d.foundation import outbox
from shop.orders.readers import language_for
from shop.payments import services
from shop.payments.departing import off_to_pay
from shop.payments.events import BillPaymentHinted, PaymentHinted
from shop.payments.models import BillPayment, Payment


@dataclass(frozen=True, slots=True)
class Told:
    """What the page tells of a try, who reads it in their account instead, and how it is tried once more."""

    number: str
    language: str
    practice_id: int | None
    may_read: Callable[[Membership], bool]
    page: str
    hint: outbox.Event
    once_more: Callable[[], Payment | BillPayment]
    of_an_order: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_secret
def returned(request: HttpRequest, token: UUID) -> HttpResponse:
    """How the payment stands by our own books, and another try when it did not succeed."""
    payment = services.payment_of(token)
    if payment is None:
        raise Http404
    told = _of_an_order(payment) if isinstance(payment, Payment) else _of_an_invoice(payment)
    member: Membership | None = getattr(request, "membership", None)
    if member and member.practice_id == told.practice_id and told.may_read(member):
        return redirect(told.page, told.number)
    speak_as_written_to(request, told.language)
    if request.method == "POST":
        words, here = (
            _("This cannot be paid now. Please contact us."),
            reverse("payments:returned", args=[token]),
        )
        return off_to_pay(request, told.once_more, services.CannotBePaid, words, here)
    is_waiting = payment.state in payment.UNDER_WAY
    if is_waiting:
        outbox.nudge(told.hint)
    may_try_again = services.may_be_tried_again(payment)
    page = {"payment": payment, "told": told, "is_waiting": is_waiting, "may_try_again": may_try_again}
    return render(request, "payments/returned.html", page)


def _of_an_order(payment: Payment) -> Told:
    order = payment.order
    return Told(
        order.number,
        language_for(order),
        order.practice_id,
        lambda member: member.may_settle,
        "payments:back",
        PaymentHinted(payment_id=payment.pk),
        lambda: services.start(order),
        of_an_order=True,
    )


def _of_an_invoice(payment: BillPayment) -> Told:
    invoice = payment.invoice
    return Told(
        invoice.number,
        language_of(invoice.customer),
        invoice.practice_id,
        lambda member: member.may_see_invoices,
        "payments:bill_back",
        BillPaymentHinted(payment_id=payment.pk),
        lambda: services.pay_bill(invoice),
    )
