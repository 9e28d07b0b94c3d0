"""Where a practice pays an open invoice, and comes back to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import may_see_invoices
from d4d.foundation import outbox
from shop.invoicing.models import Invoice
from shop.payments import services
from shop.payments.departing import off_to_pay
from shop.payments.events import BillPaymentHinted


@require_POST
@may_see_invoices
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Off to the provider's payment page."""
    invoice = _own(request, number)
    words = _("This invoice cannot be paid now: it is paid, or we collect it.")
    here = reverse("invoicing:list")
    return off_to_pay(request, lambda: services.pay_bill(invoice), services.CannotBePaid, words, here)


@require_safe
@never_cache
@may_see_invoices
def back(request: HttpRequest, number: str) -> HttpResponse:
    """Back from the payment page: what the address says is not believed, the provider is asked."""
    invoice = _own(request, number)
    payment = invoice.tries.order_by("-attempt").first()
    if invoice.open_now() <= 0:
        messages.success(request, _("Invoice %(number)s is paid. Thank you.") % {"number": invoice.number})
    elif payment:
        outbox.nudge(BillPaymentHinted(payment_id=payment.pk))
        text = _("We look whether your payment of invoice %(number)s has arrived.")
        messages.info(request, text % {"number": invoice.number})
    return redirect("invoicing:list")


def _own(request: HttpRequest, number: str) -> Invoice:
    own = Invoice.objects.for_practice(request.practice)  # type: ignore[attr-defined]
    return get_object_or_404(own, number=number, kind=Invoice.Kind.INVOICE)
