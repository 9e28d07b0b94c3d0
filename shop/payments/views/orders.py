"""Where a practice pays and comes back to, and where the provider drops its hints."""

from collections.abc import Mapping
from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.access import may_settle
from d4d.foundation import outbox
from shop.orders.models import Order
from shop.payments import services
from shop.payments.departing import off_to_pay
from shop.payments.events import PaymentHinted
from shop.payments.methods import methods
from shop.payments.models import Payment

LARGEST_HINT = 2_000
IN_MOTION = {Payment.State.CREATING, Payment.State.OPEN, Payment.State.PENDING, Payment.State.AUTHORIZED}


@require_safe
@never_cache
@may_settle
def back(request: HttpRequest, number: str) -> HttpResponse:
    """How a payment stands by our own books; what the address says besides is not believed."""
    order = _own(request, number)
    payment = order.payments.order_by("-attempt").first()
    is_waiting = payment is not None and not order.paid_at and payment.state in IN_MOTION
    is_payable = order.state == Order.State.AWAITING_PAYMENT and not order.paid_at
    context = {
        "order": order,
        "payment": payment,
        "is_waiting": is_waiting,
        "is_payable": is_payable and not is_waiting,
        "is_odd": payment is not None and payment.state == Payment.State.MISMATCH,
    }
    if "HX-Request" in request.headers:
        return render(request, "payments/_state.html", context | _choice(context))
    if payment and is_waiting:
        outbox.nudge(PaymentHinted(payment_id=payment.pk))
    return render(request, "payments/back.html", context | _choice(context))


@require_POST
@may_settle
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Off to the provider's payment page."""
    order = _own(request, number)
    method = _method(request, order)
    words = _("This order cannot be paid now. Please contact us.")
    here = reverse("payments:back", args=[order.number])
    return off_to_pay(request, lambda: services.start(order, method), services.CannotBePaid, words, here)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, token: UUID) -> HttpResponse:
    """A hint from the provider, or from anybody: looked up later, answered alike."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > LARGEST_HINT:
        return HttpResponse("ok", content_type="text/plain")
    try:
        services.hint(token, request.POST.get("id", ""))
    except OperationalError:
        return HttpResponse("try again", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _own(request: HttpRequest, number: str) -> Order:
    own = Order.objects.for_practice(request.practice)  # type: ignore[attr-defined]
    order = get_object_or_404(own, number=number)
    if order.is_on_account:
        raise Http404
    return order


def _choice(context: Mapping[str, object]) -> dict[str, object]:
    order = context["order"]
    assert isinstance(order, Order)
    return {"methods": methods(order.total_cents) if context["is_payable"] else []}


def _method(request: HttpRequest, order: Order) -> str:
    """The chosen method, if it is one that we offer; else the provider asks."""
    chosen = request.POST.get("method", "")
    return chosen if chosen in {one.id for one in methods(order.total_cents)} else ""
