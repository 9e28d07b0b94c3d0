"""Mollie's resources as it shows them: what is kept, plus what follows from it."""

from collections.abc import Sequence

from django.http import HttpRequest

from d4d.simulator import clock, settings
from d4d.simulator.store import Record, store

Amount = dict[str, str]


def cents(amount: Amount) -> int:
    """An amount object as whole cents."""
    return int(amount["value"].replace(".", ""))


def euros(amount_in_cents: int) -> Amount:
    """Whole cents as an amount object."""
    sign = "-" if amount_in_cents < 0 else ""
    whole, rest = divmod(abs(amount_in_cents), 100)
    return {"currency": "EUR", "value": f"{sign}{whole}.{rest:02d}"}


def refunded_cents(payment: Record) -> int:
    """What was given back of a payment, or is on its way back."""
    refunds = store().find("refund", parent=payment["id"])
    return sum(
        cents(refund["amount"]) for refund in refunds if refund["status"] not in {"failed", "canceled"}
    )


def charged_back_cents(payment: Record) -> int:
    """What the bank took back of a payment."""
    return sum(cents(chargeback["amount"]) for chargeback in store().find("chargeback", parent=payment["id"]))


def remaining_cents(payment: Record) -> int:
    """What of a payment can still be refunded."""
    if payment["status"] != "paid":
        return 0
    return cents(payment["amount"]) - refunded_cents(payment) - charged_back_cents(payment)


def payment(request: HttpRequest, record: Record) -> Record:
    """A payment with its sums and links."""
    own = f"payments/{record['id']}"
    links = {"self": link(request, own), "dashboard": page(request, "betalingen/")}
    sums: Record = {}
    if record["status"] == "open" and record["sequenceType"] != "recurring":
        links["checkout"] = page(request, f"mollie/checkout/{record['id']}/")
    if record["status"] in {"open", "pending"} and record["mode"] == "test":
        links["changePaymentState"] = page(request, f"mollie/checkout/{record['id']}/")
    if record["status"] == "paid":
        sums["amountRefunded"] = euros(refunded_cents(record))
        sums["amountRemaining"] = euros(remaining_cents(record))
        links["refunds"] = link(request, f"{own}/refunds")
        if taken := charged_back_cents(record):
            sums["amountChargedBack"] = euros(taken)
            links["chargebacks"] = link(request, f"{own}/chargebacks")
    if record.get("customerId"):
        links["customer"] = link(request, f"customers/{record['customerId']}")
    shown = {name: value for name, value in record.items() if name != "methods"}
    return {
        "resource": "payment",
        "isCancelable": is_cancelable(record),
        **shown,
        **sums,
        "_links": links,
    }


def is_cancelable(record: Record) -> bool:
    """Whether a payment can still be called off: as long as it is open, a direct debit on its own day too."""
    today = clock.moment(record["createdAt"]).date() == clock.now().date()
    is_waiting = record["status"] == "pending" and record["method"] == "directdebit"
    return record["status"] == "open" or (is_waiting and today)


def refund(request: HttpRequest, record: Record) -> Record:
    """A refund with its links."""
    own = f"payments/{record['paymentId']}/refunds/{record['id']}"
    links = {"self": link(request, own), "payment": link(request, f"payments/{record['paymentId']}")}
    return {"resource": "refund", **record, "_links": links}


def chargeback(request: HttpRequest, record: Record) -> Record:
    """A chargeback with its links."""
    own = f"payments/{record['paymentId']}/chargebacks/{record['id']}"
    return {"resource": "chargeback", **record, "_links": {"self": link(request, own)}}


def customer(request: HttpRequest, record: Record) -> Record:
    """A customer with its links."""
    links = {"self": link(request, f"customers/{record['id']}")}
    return {"resource": "customer", **record, "_links": links}


def mandate(request: HttpRequest, record: Record) -> Record:
    """A mandate with its links, without saying whose it is."""
    shown = {name: value for name, value in record.items() if name != "customerId"}
    own = f"customers/{record['customerId']}/mandates/{record['id']}"
    return {"resource": "mandate", **shown, "_links": {"self": link(request, own)}}


def collection(
    request: HttpRequest, name: str, items: Sequence[Record], following: str | None = None
) -> Record:
    """A list of resources, with a link to the next page if there is one."""
    links = {"self": {"href": request.build_absolute_uri(), "type": "application/hal+json"}, "previous": None}
    links["next"] = link(request, following) if following else None
    return {"count": len(items), "_embedded": {name: list(items)}, "_links": links}


def link(request: HttpRequest, path: str) -> dict[str, str]:
    """Where the API tells more: the address at which the caller found us."""
    return {"href": request.build_absolute_uri(f"/mollie/v2/{path}"), "type": "application/hal+json"}


def page(request: HttpRequest, path: str) -> dict[str, str]:
    """A page for people: the address at which a browser finds us."""
    origin = settings.SIMULATOR_PUBLIC_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return {"href": f"{origin}/{path}", "type": "text/html"}
