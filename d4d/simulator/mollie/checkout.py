"""The payment page on Mollie's side, where a test payer chooses how it ends, and the bank's desk."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from d4d.simulator import clock, settings
from d4d.simulator.mollie import answers, changes, settlements
from d4d.simulator.mollie.methods import METHODS, describe
from d4d.simulator.mollie.payments import new_id
from d4d.simulator.pages import origin_of, policy
from d4d.simulator.store import Record, store

OUTCOMES = {
    "paid": "Betaald",
    "failed": "Mislukt",
    "canceled": "Geannuleerd",
    "expired": "Verlopen",
    "pending": "In behandeling",
}
STATUS_NAMES = {**OUTCOMES, "open": "Open", "authorized": "Goedgekeurd"}
REFUND_NAMES = {
    "pending": "Onderweg",
    "refunded": "Uitgevoerd",
    "failed": "Mislukt",
    "canceled": "Ingetrokken",
}
_LETTER_NAMES = {
    "waiting": "wacht",
    "sending": "onderweg",
    "delivered": "bezorgd",
    "lost": "verloren",
    "given_up": "opgegeven",
}


def checkout(request: HttpRequest, payment_id: str) -> HttpResponse:
    """Let the payer choose how this payment ends, and go back to the shop."""
    payment = changes.let_expire(_known("payment", payment_id))
    if request.method == "POST":
        return _choose(request, payment)
    context = {
        "payment": _shown(payment),
        "methods": _choice_of_methods(payment),
        "outcomes": {
            status: name for status, name in OUTCOMES.items() if changes.can_become(payment, status)
        },
        "back": payment.get("redirectUrl", ""),
    }
    response = render(request, "simulator/checkout.html", context)
    # A browser also holds the redirect that answers the form to this list.
    response["Content-Security-Policy"] = policy(origin_of(payment.get("redirectUrl", "")))
    return response


def desk(request: HttpRequest) -> HttpResponse:
    """All payments, with what the bank may still do to them."""
    if request.method == "POST":
        return _at_the_desk(request)
    payments = [_shown(changes.let_expire(payment)) for payment in store().latest("payment")]
    context = {"payments": payments, "settlements": _paid_out(), "speed": settings.SIMULATOR_SPEED}
    return render(request, "simulator/payments.html", context)


def _choose(request: HttpRequest, payment: Record) -> HttpResponse:
    status = request.POST.get("status", "")
    if status not in OUTCOMES:
        return HttpResponse("Kies een van de knoppen.", status=400, content_type="text/plain; charset=utf-8")
    method = request.POST.get("method", "")
    chosen = method if method in _choice_of_methods(payment) else None
    payment = changes.settle(payment, status, chosen)
    back = payment.get("cancelUrl") if payment["status"] == "canceled" else None
    target = back or payment.get("redirectUrl") or "/betalingen/"
    return HttpResponse(status=303, headers={"Location": target})


def _choice_of_methods(payment: Record) -> dict[str, str]:
    if payment["method"]:
        return {}
    allowed = payment["methods"] or [
        name for name, (_, _, _, sequences) in METHODS.items() if payment["sequenceType"] in sequences
    ]
    return {name: describe(name) for name in allowed}


def _at_the_desk(request: HttpRequest) -> HttpResponse:
    """A chargeback of what remains, the end of a refund, or a payout."""
    if refund_id := request.POST.get("refund"):
        status = "refunded" if request.POST.get("status") == "refunded" else "failed"
        changes.finish_refund(_known("refund", refund_id), status)
    elif payment_id := request.POST.get("chargeback"):
        with store().alone():
            payment = _known("payment", payment_id)
            remaining = answers.remaining_cents(payment)
            if remaining > 0:
                changes.charge_back(payment, _chargeback(payment, remaining))
    elif "pay_out" in request.POST:
        settlements.pay_out()
    return HttpResponseRedirect("/betalingen/")


def _chargeback(payment: Record, amount_in_cents: int) -> Record:
    return {
        "id": new_id("chb_"),
        "amount": answers.euros(amount_in_cents),
        "paymentId": payment["id"],
        "createdAt": clock.stamp(),
    }


def _paid_out() -> list[Record]:
    return [one | {"written": written(one["amount"])} for one in settlements.latest()]


def written(amount: answers.Amount) -> str:
    """An amount as it is written in Dutch: € 1.121,00."""
    return f"€ {answers.cents(amount) / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def _shown(payment: Record) -> Record:
    remaining = answers.remaining_cents(payment)
    refunds = [changes.let_refund(refund) for refund in store().find("refund", parent=payment["id"])]
    webhooks = [
        letter | {"state_name": name}
        for state, name in _LETTER_NAMES.items()
        for letter in store().find("webhook", parent=payment["id"], reference=state)
    ]
    return {
        **payment,
        "written": written(payment["amount"]),
        "created": clock.moment(payment["createdAt"]),
        "method_name": describe(payment["method"]),
        "status_name": STATUS_NAMES[payment["status"]],
        "remaining": written(answers.euros(remaining)) if remaining else "",
        "charged_back": answers.charged_back_cents(payment) > 0,
        "refunds": [
            refund | {"written": written(refund["amount"]), "status_name": REFUND_NAMES[refund["status"]]}
            for refund in refunds
        ],
        "webhooks": sorted(webhooks, key=lambda letter: int(letter["id"])),
        "is_finished": not changes.can_become(payment, "paid"),
    }


def _known(kind: str, identity: str) -> Record:
    record = store().get(kind, identity)
    if record is None:
        raise Http404
    return record
