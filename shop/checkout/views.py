"""Levering, Betaling, Controleren: three short pages for a first order, one for the next."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_manage, may_order
from accounts.models import Address
from d4d.foundation import clock
from d4d.foundation.errors import Misconfigured, Temporary
from privacy import consent, ties
from shop.cart import services as cart
from shop.cart.quote import Quote
from shop.catalogue import counting
from shop.catalogue.delivery_day import promise
from shop.checkout import choices, services
from shop.checkout.choices import Choices
from shop.checkout.credit import refusal
from shop.checkout.forms import DeliveryForm, PaymentForm, RefusalForm, ReviewForm
from shop.orders import services as orders
from shop.orders.models import Order, OrderLine
from shop.payments import services as payments
from shop.payments.methods import methods


@require_GET
@may_order
def start(request: MemberRequest) -> HttpResponse:
    """Begin where there is something to ask: a practice that ordered before has one page left."""
    chosen = choices.recall(request.session)
    if not chosen.are_complete:
        usual = choices.usual(request.practice)
        chosen = choices.remember(
            request.session,
            address_id=chosen.address_id or usual.address_id,
            terms=chosen.terms or usual.terms,
        )
    return review(request) if chosen.are_complete else redirect("checkout:delivery")


@may_order
def delivery(request: MemberRequest) -> HttpResponse:
    """Where the parcel goes, or the service is done."""
    chosen = choices.recall(request.session)
    addresses = _addresses(request)
    initial = {
        "address_id": chosen.address_id or (addresses[0].pk if addresses else None),
        "ships_complete": chosen.ships_complete,
        "delivery_note": chosen.delivery_note,
    }
    form = DeliveryForm(addresses, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = choices.remember(request.session, **form.cleaned_data)
        return redirect("checkout:review" if chosen.are_complete else "checkout:payment")
    wanted = cart.contents(request.practice, request.user)
    is_sent = any(not one.variant.product.is_service for one in wanted)
    page = {"form": form, "addresses": addresses, "is_sent": is_sent, "cart_count": len(wanted)}
    return render(request, "checkout/delivery.html", page)


@may_order
def payment(request: MemberRequest) -> HttpResponse:
    """How it is paid; on account is offered, or the reason why not is told."""
    chosen = choices.recall(request.session)
    if not chosen.address_id:
        return redirect("checkout:delivery")
    quote = _quote(request, chosen)
    refused = refusal(request.practice, lambda: quote.total_cents)
    form = PaymentForm(
        request.POST or None,
        chosen=chosen,
        methods=methods(quote.total_cents),
        account_days=None if refused else request.practice.payer.payment_days,
    )
    if request.method == "POST" and form.is_valid():
        choices.remember(request.session, **form.choice())
        return redirect("checkout:review")
    page = {"form": form, "refused": refused, "cart_count": len(quote.lines)}
    return render(request, "checkout/payment.html", page)


@may_order
def review(request: MemberRequest) -> HttpResponse:
    """Everything once more, and the button."""
    form = ReviewForm(request.POST) if request.method == "POST" else None
    is_pressed = form is not None and form.is_valid()
    if form and is_pressed and (order := services.placed_with(request.practice, form.cleaned_data["key"])):
        return _after(order)
    chosen = choices.recall(request.session)
    if not chosen.are_complete:
        return redirect("checkout:delivery")
    if form and is_pressed:
        return _place(request, form)
    if request.method == "GET":
        counting.stepped(counting.Step.REVIEWED)
    return _show_review(request, chosen, form)


@require_GET
@may_order
def placed(request: MemberRequest, number: str) -> HttpResponse:
    """What happens next, and when."""
    lines = Prefetch("lines", OrderLine.objects.select_related("variant").order_by("position"))
    own = Order.objects.for_practice(request.practice).prefetch_related(lines)
    order = get_object_or_404(own, number=number)
    return render(
        request,
        "checkout/placed.html",
        {
            "order": order,
            "cart_count": 0,
            "waits": [line for line in order.lines.all() if line.awaited],
            "promise": promise(clock.now()),
        },
    )


@may_manage
def approve(request: MemberRequest, number: str) -> HttpResponse:
    """A manager says yes or no to an order above a colleague's limit."""
    order = get_object_or_404(Order.objects.for_practice(request.practice), number=number)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, order, form.cleaned_data["reason"])
        return redirect("orders:detail", order.number)
    is_waiting = order.state == Order.State.AWAITING_APPROVAL
    lines = order.lines.select_related("variant__product").order_by("position")
    page = {"order": order, "form": form, "lines": lines, "is_waiting": is_waiting}
    return render(request, "checkout/approve.html", page)


def _decide(request: MemberRequest, order: Order, reason: str) -> None:
    by = request.user.subject.uuid
    try:
        if request.POST.get("answer") == "yes":
            services.approve(request.practice, order.pk, by=by)
            messages.success(request, _("You approved the order."))
        else:
            orders.cancel(order.pk, reason=reason, by=by, waiting=Order.State.AWAITING_APPROVAL)
            messages.success(request, _("You refused the order. Your colleague hears it by e-mail."))
    except services.NotOnAccount as refused:
        messages.error(request, str(refused.words))
    except (orders.CannotBeReleased, orders.CannotBeCancelled):
        messages.error(request, _("This order does not wait for approval any more."))


def _place(request: MemberRequest, form: ReviewForm) -> HttpResponse:
    answers = form.cleaned_data
    chosen = choices.remember(request.session, reference=answers["reference"])
    try:
        order = services.place_order(
            request.practice,
            request.user,
            chosen,
            key=answers["key"],
            seen=answers["seen"],
            objects=form.objection(),
        )
        counting.stepped(counting.Step.PLACED)
    except ties.IsLeaving:
        messages.error(request, _("These data are being erased. Nothing has been ordered."))
        return redirect("accounts:overview")
    except services.MayNotOrder:
        messages.error(request, _("Nothing has been ordered."))
        return redirect("accounts:overview")
    except services.EmptyCart:
        messages.info(request, _("Your cart is empty; there is nothing to order."))
        return redirect("cart:show")
    except services.HasChanged:
        messages.warning(request, _("Something has changed meanwhile. Please check your order again."))
        return redirect("checkout:review")
    except services.NotOnAccount as refused:
        messages.warning(request, str(refused.words))
        return redirect("checkout:payment")
    except Address.DoesNotExist:
        return redirect("checkout:delivery")
    choices.forget(request.session)
    return _after(order, chosen.method)


def _after(order: Order, method: str = "") -> HttpResponse:
    """Where a press of the button leads, also when it was pressed twice or its answer got lost."""
    return _pay(order, method) or redirect("checkout:placed", order.number)


def _pay(order: Order, method: str) -> HttpResponse | None:
    """Off to the payment page; when it cannot be reached the order stands and can be paid later."""
    if order.state != Order.State.AWAITING_PAYMENT:
        return None
    try:
        payment = payments.start(order, method)
    except (payments.CannotBePaid, Temporary, Misconfigured):
        return None
    return redirect(payment.checkout_url) if payment.checkout_url else None


def _show_review(request: MemberRequest, chosen: Choices, form: ReviewForm | None) -> HttpResponse:
    address = Address.objects.filter(
        pk=chosen.address_id, practice=request.practice, is_retired=False
    ).first()
    if address is None:
        return redirect("checkout:delivery")
    quote = cart.priced(request.practice, request.user, address.country)
    if not quote.lines:
        messages.info(request, _("Your cart is empty; there is nothing to order."))
        return redirect("cart:show")
    asks = consent.may_object(request.user.subject.uuid)
    fresh = {"key": uuid4(), "seen": quote.fingerprint, "reference": chosen.reference, "was_asked": asks}
    page: dict[str, Any] = {
        "form": form or ReviewForm(initial=fresh),
        "quote": quote,
        "asks_about_news": asks,
        "address": address,
        "chosen": chosen,
        "method": _label(chosen.method, quote.total_cents),
        "cart_count": len(quote.lines),
        "is_on_account": chosen.terms == Order.Terms.ON_ACCOUNT,
        "promise": promise(clock.now()) if quote.is_sent and not quote.later else None,
    }
    return render(request, "checkout/review.html", page)


def _label(method: str, amount_cents: int) -> str:
    """A way to pay as the provider names it."""
    offered = methods(amount_cents) if method else []
    return next((one.label for one in offered if one.id == method), "")


def _addresses(request: MemberRequest) -> list[Address]:
    rows = Address.objects.filter(practice=request.practice, is_retired=False)
    return list(rows.order_by("-is_delivery_default", "pk"))


def _quote(request: MemberRequest, chosen: Choices) -> Quote:
    address = Address.objects.filter(pk=chosen.address_id, practice=request.practice).first()
    return cart.priced(request.practice, request.user, address.country if address else "")
