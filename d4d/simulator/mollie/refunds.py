"""Giving money back, and money that the bank takes back."""

from django.http import HttpRequest, HttpResponse

from d4d.simulator import clock
from d4d.simulator.api import Refused, sent
from d4d.simulator.mollie import answers, changes
from d4d.simulator.mollie.errors import answer, endpoint, known
from d4d.simulator.mollie.payments import new_id
from d4d.simulator.store import Record, store


def _create(request: HttpRequest, payment_id: str) -> HttpResponse:
    wanted = sent(request, "mollie", "refund_request", status=422)
    with store().alone():
        payment = known("payment", payment_id)
        if payment["status"] != "paid":
            raise Refused(422, "Only a paid payment can be refunded.")
        amount = answers.cents(wanted["amount"])
        if not 0 < amount <= answers.remaining_cents(payment):
            raise Refused(422, "The amount is higher than what remains of the payment.", "amount")
        refund = {
            "id": new_id("re_"),
            "mode": payment["mode"],
            "status": "pending",
            "amount": wanted["amount"],
            "settlementAmount": answers.euros(-amount),
            "description": wanted.get("description", ""),
            "metadata": wanted.get("metadata"),
            "paymentId": payment["id"],
            "createdAt": clock.stamp(),
        }
        changes.refund(payment, refund)
    return answer(answers.refund(request, refund), 201)


def _list(request: HttpRequest, payment_id: str) -> HttpResponse:
    known("payment", payment_id)
    refunds = [changes.let_refund(refund) for refund in store().find("refund", parent=payment_id)]
    return answer(
        answers.collection(request, "refunds", [answers.refund(request, refund) for refund in refunds])
    )


def _show(request: HttpRequest, payment_id: str, refund_id: str) -> HttpResponse:
    return answer(answers.refund(request, changes.let_refund(_of(payment_id, refund_id))))


def _cancel(request: HttpRequest, payment_id: str, refund_id: str) -> HttpResponse:
    refund = changes.finish_refund(_of(payment_id, refund_id), "canceled")
    if refund["status"] != "canceled":
        raise Refused(422, "The refund cannot be canceled any more.")
    return HttpResponse(status=204)


def _of(payment_id: str, refund_id: str) -> Record:
    refund = known("refund", refund_id)
    if refund["paymentId"] != payment_id:
        raise Refused(404, "No refund exists with this token.")
    return refund


def _chargebacks(request: HttpRequest, payment_id: str) -> HttpResponse:
    known("payment", payment_id)
    found = [answers.chargeback(request, record) for record in store().find("chargeback", parent=payment_id)]
    return answer(answers.collection(request, "chargebacks", found))


refunds = endpoint(GET=_list, POST=_create)
refund = endpoint(GET=_show, DELETE=_cancel)
chargebacks = endpoint(GET=_chargebacks)
