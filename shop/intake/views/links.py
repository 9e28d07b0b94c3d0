"""The page behind the link in a letter: one order, and the way to pay it; nobody signs in here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.access import behind_a_secret
from accounts.language import speak_as_written_to
from d4d.foundation import clock, outbox
from shop.intake import services
from shop.intake.models import PayLink
from shop.orders.readers import language_for
from shop.payments import services as payments
from shop.payments.departing import off_to_pay
from shop.payments.events import PaymentHinted
from shop.payments.models import Payment


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_secret
@sensitive_variables("token")
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show the order that waits, or send who holds the letter on to pay it."""
    try:
        link = services.link_of(token)
        speak_as_written_to(request, language_for(link.order))
        if request.method == "POST":
            words = _("This order cannot be paid now. Please contact us.")
            here = reverse("intake:pay", args=[token])
            return off_to_pay(request, lambda: services.pay(token), payments.CannotBePaid, words, here)
        return _show(request, link)
    except services.LinkNotUsable:
        return render(request, "intake/link_over.html", status=404)


def _show(request: HttpRequest, link: PayLink) -> HttpResponse:
    order = link.order
    if order.paid_at:
        return render(request, "intake/link_paid.html")
    if not link.is_open(clock.now()):
        raise services.LinkNotUsable
    payment = order.payments.order_by("-attempt").first()
    is_waiting = payment is not None and bool(payment.provider_id) and payment.state in Payment.UNDER_WAY
    if payment and is_waiting:
        outbox.nudge(PaymentHinted(payment_id=payment.pk))
    lines = order.lines.order_by("position")
    page = {"order": order, "lines": lines, "link": link, "is_waiting": is_waiting}
    return render(request, "intake/link.html", page)
