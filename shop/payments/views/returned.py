"""The page to which the provider sends who paid; whoever is signed in goes on to the page of the account."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import behind_a_secret
from accounts.models import Membership
from d4d.foundation import outbox
from d4d.foundation.errors import Misconfigured, Temporary
from shop.payments import services
from shop.payments.events import BillPaymentHinted, PaymentHinted
from shop.payments.models import BillPayment, Payment


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_secret
def returned(request: HttpRequest, token: UUID) -> HttpResponse:
    """How the payment stands by our own books, and another try when it did not succeed."""
    payment = services.payment_of(token)
    if payment is None:
        raise Http404
    own_page = _own_page(request, payment)
    if own_page:
        return redirect(*own_page)
    if request.method == "POST":
        return _once_more(request, payment)
    if payment.state in payment.UNDER_WAY:
        outbox.nudge(_hint(payment))
    return render(request, "payments/returned.html", _page(payment))


def _own_page(request: HttpRequest, payment: Payment | BillPayment) -> tuple[str, str] | None:
    """Where the account tells it, to a member who may see that."""
    member: Membership | None = getattr(request, "membership", None)
    if not member:
        return None
    if isinstance(payment, Payment):
        is_own = member.may_settle and payment.order.practice_id == member.practice_id
        return ("payments:back", payment.order.number) if is_own else None
    is_own = member.may_see_invoices and payment.invoice.practice_id == member.practice_id
    return ("payments:bill_back", payment.invoice.number) if is_own else None


def _once_more(request: HttpRequest, payment: Payment | BillPayment) -> HttpResponse:
    try:
        again = _pay(payment)
    except services.CannotBePaid:
        messages.error(request, _("This cannot be paid now. Please contact us."))
    except (Temporary, Misconfigured):
        messages.error(
            request, _("The payment service does not answer. Nothing was charged; please try again.")
        )
    else:
        if again.checkout_url:
            return redirect(again.checkout_url)
    return redirect("payments:returned", payment.token)


def _pay(payment: Payment | BillPayment) -> Payment | BillPayment:
    if isinstance(payment, Payment):
        return services.start(payment.order)
    return services.pay_bill(payment.invoice)


def _hint(payment: Payment | BillPayment) -> PaymentHinted | BillPaymentHinted:
    if isinstance(payment, Payment):
        return PaymentHinted(payment_id=payment.pk)
    return BillPaymentHinted(payment_id=payment.pk)


def _page(payment: Payment | BillPayment) -> dict[str, object]:
    of_an_order = isinstance(payment, Payment)
    return {
        "number": payment.order.number if isinstance(payment, Payment) else payment.invoice.number,
        "payment": payment,
        "of_an_order": of_an_order,
        "is_waiting": payment.state in payment.UNDER_WAY,
        "may_try_again": services.may_be_tried_again(payment),
    }
