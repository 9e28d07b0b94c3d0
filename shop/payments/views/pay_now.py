"""The page behind the link in a letter with an invoice: what is open of it, and the way to pay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.access import behind_a_secret
from accounts.language import language_of, speak_as_written_to
from d4d.foundation import outbox
from shop.payments import services
from shop.payments.departing import off_to_pay
from shop.payments.events import BillPaymentHinted
from shop.payments.models import BillPayment


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_secret
@sensitive_variables("token")
def pay_now(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is open of one invoice, or send who holds the letter on to pay it."""
    invoice = services.invoice_of(token)
    if invoice is None:
        return render(request, "payments/pay_now_over.html", status=404)
    speak_as_written_to(request, language_of(invoice.customer))
    if request.method == "POST":
        words = _("This invoice cannot be paid now: it is paid, or we collect it.")
        here = reverse("payments:pay_now", args=[token])
        return off_to_pay(request, lambda: services.pay_bill(invoice), services.CannotBePaid, words, here)
    payment = invoice.tries.filter(state__in=BillPayment.UNDER_WAY).exclude(provider_id=None).first()
    if payment:
        outbox.nudge(BillPaymentHinted(payment_id=payment.pk))
    page = {
        "invoice": invoice,
        "is_payable": bool(services.payable([invoice])),
        "is_waiting": payment is not None,
    }
    return render(request, "payments/pay_now.html", page)
