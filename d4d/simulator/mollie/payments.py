"""The payments of Mollie: making, showing, listing and cancelling them."""

import secrets
import string
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from d4d.simulator import clock
from d4d.simulator.api import Refused, sent
from d4d.simulator.mollie import answers, changes
from d4d.simulator.mollie.errors import answer, endpoint, known, mode
from d4d.simulator.store import Record, store

_LETTERS = string.ascii_letters + string.digits
_LIFE = {
    "ideal": timedelta(minutes=15),
    "creditcard": timedelta(minutes=30),
    "paypal": timedelta(hours=72),
    "banktransfer": timedelta(days=14),
    "billie": timedelta(hours=48),
}
_NEED_LINES = {"billie", "in3", "klarna", "riverty", "voucher"}


def new_id(prefix: str) -> str:
    """An id as Mollie makes them: a prefix and ten letters or digits."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(10))


def create(request: HttpRequest, wanted: Record) -> Record:
    """Make a payment from a request that keeps the contract."""
    _check_lines(wanted)
    method = wanted.get("method")
    sequence = wanted.get("sequenceType", "oneoff")
    payment = {
        **wanted,
        "id": new_id("tr_"),
        "mode": mode(request),
        "status": "open",
        "profileId": "pfl_simulator",
        "method": method if isinstance(method, str) else None,
        "methods": method if isinstance(method, list) else [],
        "sequenceType": sequence,
        "metadata": wanted.get("metadata"),
        "createdAt": clock.stamp(),
    }
    if sequence == "recurring":
        mandate = _mandate(wanted)
        payment |= {"status": "pending", "method": mandate["method"], "mandateId": mandate["id"]}
    else:
        payment["expiresAt"] = clock.stamp(clock.now() + _LIFE.get(str(payment["method"]), _LIFE["ideal"]))
    store().put("payment", payment, parent=wanted.get("customerId"), reference=payment["status"])
    return payment


def _create(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "mollie", "payment_request", status=422)
    if "customerId" in wanted:
        known("customer", wanted["customerId"])
    return answer(answers.payment(request, create(request, wanted)), 201)


def _show(request: HttpRequest, payment_id: str) -> HttpResponse:
    payment = changes.let_expire(known("payment", payment_id))
    return answer(answers.payment(request, payment))


def _cancel(request: HttpRequest, payment_id: str) -> HttpResponse:
    payment = changes.let_expire(known("payment", payment_id))
    if not answers.is_cancelable(payment):
        raise Refused(422, "The payment cannot be canceled any more.")
    return answer(answers.payment(request, changes.settle(payment, "canceled")))


def _list(request: HttpRequest) -> HttpResponse:
    return answer(paged(request, store().find("payment"), "payments"))


def paged(request: HttpRequest, payments: list[Record], path: str) -> Record:
    """One page of payments, newest first, from `from` on and at most `limit`."""
    limit = request.GET.get("limit", "50")
    if not limit.isdecimal() or not 1 <= int(limit) <= 250:
        raise Refused(400, "The limit must lie between 1 and 250.", "limit")
    newest_first = payments[::-1]
    start = request.GET.get("from")
    if start:
        ids = [payment["id"] for payment in newest_first]
        if start not in ids:
            raise Refused(404, "No payment exists with this token.", "from")
        newest_first = newest_first[ids.index(start) :]
    shown, rest = newest_first[: int(limit)], newest_first[int(limit) :]
    following = f"{path}?from={rest[0]['id']}&limit={limit}" if rest else None
    resources = [answers.payment(request, changes.let_expire(payment)) for payment in shown]
    return answers.collection(request, "payments", resources, following)


def _mandate(wanted: Record) -> Record:
    mandates = store().find("mandate", parent=wanted["customerId"])
    usable = [mandate for mandate in mandates if mandate["status"] == "valid"]
    if "mandateId" in wanted:
        usable = [mandate for mandate in usable if mandate["id"] == wanted["mandateId"]]
    if not usable:
        raise Refused(422, "The customer has no valid mandate for a recurring payment.", "customerId")
    return usable[-1]


def _check_lines(wanted: Record) -> None:
    lines = wanted.get("lines", [])
    if wanted.get("method") in _NEED_LINES and not lines:
        raise Refused(422, "This payment method needs the order lines.", "lines")
    for index, line in enumerate(lines):
        discount = answers.cents(line["discountAmount"]) if "discountAmount" in line else 0
        total = answers.cents(line["totalAmount"])
        if total != answers.cents(line["unitPrice"]) * line["quantity"] - discount:
            raise Refused(
                422, "The line total is not its price times its quantity.", f"lines.{index}.totalAmount"
            )
        if "vatRate" in line and answers.cents(line.get("vatAmount", answers.euros(0))) != _vat(
            total, line["vatRate"]
        ):
            raise Refused(422, "The VAT amount of the line is wrong.", f"lines.{index}.vatAmount")
    if lines and sum(answers.cents(line["totalAmount"]) for line in lines) != answers.cents(wanted["amount"]):
        raise Refused(422, "The order lines do not add up to the amount.", "lines")


def _vat(total_cents: int, rate: str) -> int:
    hundredths = int(rate.replace(".", ""))
    part, whole = abs(total_cents) * hundredths, 10_000 + hundredths
    rounded = (2 * part + whole) // (2 * whole)
    return -rounded if total_cents < 0 else rounded


payments = endpoint(GET=_list, POST=_create)
payment = endpoint(GET=_show, DELETE=_cancel)
