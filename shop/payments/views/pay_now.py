"""The page behind the link in a letter with an invoice: what is open of it, and the way to pay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.access import behind_a_secret
from d4d.foundation import outbox
from d4d.foundation.errors import Misconfigured, Temporary
from shop.invoicing.models import Invoice
from shop.payments import services
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
    if request.method == "POST":
        return _on_to_the_payment(request, invoice, token)
    payment = invoice.tries.filter(state__in=BillPayment.UNDER_WAY).exclude(provider_id=None).first()
    if payment:
        outbox.nudge(BillPaymentHinted(payment_id=payment.pk))
    page = {
        "invoice": invoice,
        "is_payable": bool(services.payable([invoice])),
        "is_waiting": payment is not None,
    }
    return render(request, "payments/pay_now.html", page)


def _on_to_the_payment(request: HttpRequest, invoice: Invoice, token: str) -> HttpResponse:
    here = reverse("payments:pay_now", args=[token])
    try:
        payment = services.pay_bill(invoice)
    except services.CannotBePaid:
        messages.error(request, _("This invoice cannot be paid now: it is paid, or we collect it."))
    except (Temporary, Misconfigured):
        messages.error(
            request, _("The payment service does not answer. Nothing was charged; please try again.")
        )
    else:
        if payment.checkout_url:
            return redirect(payment.checkout_url)
    return redirect(here)
