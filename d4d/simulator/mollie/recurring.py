"""Customers, and the mandates by which a shop may collect from them."""

from django.http import HttpRequest, HttpResponse

from d4d.simulator import clock
from d4d.simulator.api import Refused, sent
from d4d.simulator.mollie import answers
from d4d.simulator.mollie.errors import answer, endpoint, known, mode
from d4d.simulator.mollie.payments import create, new_id, paged
from d4d.simulator.store import Record, store


def _create_customer(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "mollie", "customer_request", status=422)
    customer = {
        "id": new_id("cst_"),
        "mode": mode(request),
        "name": wanted.get("name"),
        "email": None,
        "locale": wanted.get("locale"),
        "metadata": wanted.get("metadata"),
        "createdAt": clock.stamp(),
    }
    store().put("customer", customer)
    return answer(answers.customer(request, customer), 201)


def _list_customers(request: HttpRequest) -> HttpResponse:
    found = [answers.customer(request, customer) for customer in store().latest("customer", 50)]
    return answer(answers.collection(request, "customers", found))


def _show_customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    return answer(answers.customer(request, known("customer", customer_id)))


def _update_customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    customer = {**known("customer", customer_id), **sent(request, "mollie", "customer_request", status=422)}
    store().put("customer", customer)
    return answer(answers.customer(request, customer))


def _forget_customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    known("customer", customer_id)
    with store().alone():
        for mandate in store().find("mandate", parent=customer_id):
            store().delete("mandate", mandate["id"])
        store().delete("customer", customer_id)
    return HttpResponse(status=204)


def _customer_payments(request: HttpRequest, customer_id: str) -> HttpResponse:
    known("customer", customer_id)
    payments = store().find("payment", parent=customer_id)
    return answer(paged(request, payments, f"customers/{customer_id}/payments"))


def _create_customer_payment(request: HttpRequest, customer_id: str) -> HttpResponse:
    known("customer", customer_id)
    given = {"customerId": customer_id}
    wanted = sent(request, "mollie", "payment_request", status=422, given=given)
    return answer(answers.payment(request, create(request, wanted)), 201)


def _create_mandate(request: HttpRequest, customer_id: str) -> HttpResponse:
    known("customer", customer_id)
    wanted = sent(request, "mollie", "mandate_request", status=422)
    mandate = {
        "id": new_id("mdt_"),
        "customerId": customer_id,
        "mode": mode(request),
        "status": "valid",
        "method": wanted["method"],
        "details": {name: wanted[name] for name in ("consumerName", "consumerAccount")},
        "mandateReference": wanted.get("mandateReference"),
        "signatureDate": wanted.get("signatureDate", clock.now().date().isoformat()),
        "createdAt": clock.stamp(),
    }
    store().put("mandate", mandate, parent=customer_id)
    return answer(answers.mandate(request, mandate), 201)


def _list_mandates(request: HttpRequest, customer_id: str) -> HttpResponse:
    known("customer", customer_id)
    found = [answers.mandate(request, mandate) for mandate in store().find("mandate", parent=customer_id)]
    return answer(answers.collection(request, "mandates", found))


def _show_mandate(request: HttpRequest, customer_id: str, mandate_id: str) -> HttpResponse:
    return answer(answers.mandate(request, _of(customer_id, mandate_id)))


def _revoke_mandate(request: HttpRequest, customer_id: str, mandate_id: str) -> HttpResponse:
    store().delete("mandate", _of(customer_id, mandate_id)["id"])
    return HttpResponse(status=204)


def _of(customer_id: str, mandate_id: str) -> Record:
    mandate = known("mandate", mandate_id)
    if mandate["customerId"] != customer_id:
        raise Refused(404, "No mandate exists with this token.")
    return mandate


customers = endpoint(GET=_list_customers, POST=_create_customer)
customer = endpoint(GET=_show_customer, PATCH=_update_customer, DELETE=_forget_customer)
customer_payments = endpoint(GET=_customer_payments, POST=_create_customer_payment)
mandates = endpoint(GET=_list_mandates, POST=_create_mandate)
mandate = endpoint(GET=_show_mandate, DELETE=_revoke_mandate)
