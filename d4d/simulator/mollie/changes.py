"""What happens to a payment after it was made, and who hears of it."""

from d4d.simulator import clock
from d4d.simulator.mollie import webhooks
from d4d.simulator.store import Record, store

_MOVES = {
    "open": {"pending", "paid", "canceled", "expired", "failed"},
    "pending": {"paid", "canceled", "expired", "failed"},
}
_TOLD = {"paid", "canceled", "expired", "failed"}
_OWN_MANDATE = {"creditcard", "paypal"}
_REFUND_SECONDS = 30


def can_become(payment: Record, status: str) -> bool:
    """Whether a payment may still move to this status."""
    return status in _MOVES.get(payment["status"], set())


def settle(payment: Record, status: str, method: str | None = None) -> Record:
    """Move a payment; the shop hears of a final status, a first one leaves a mandate."""
    with store().alone():
        current = store().get("payment", payment["id"]) or payment
        if not can_become(current, status):
            return current
        changed = {**current, "status": status, "method": method or current["method"] or "ideal"}
        if status in _TOLD:
            changed[f"{status}At"] = clock.stamp()
        if status == "paid" and changed["sequenceType"] == "first":
            changed["mandateId"] = _mandate_from(changed)
        store().put("payment", changed, reference=status)
        if status in _TOLD:
            webhooks.tell(changed)
    return changed


def let_expire(payment: Record) -> Record:
    """The payment as it is now: open beyond its time means expired."""
    late = "expiresAt" in payment and clock.has_come(clock.moment(payment["expiresAt"]))
    return settle(payment, "expired") if late and payment["status"] == "open" else payment


def refund(payment: Record, refund_record: Record) -> None:
    """Start giving money back."""
    store().put("refund", refund_record, parent=payment["id"], reference=refund_record["status"])


def finish_refund(refund_record: Record, status: str) -> Record:
    """The bank has carried out a refund, or could not."""
    with store().alone():
        current = store().get("refund", refund_record["id"]) or refund_record
        if current["status"] != "pending":
            return current
        changed = {**current, "status": status}
        store().put("refund", changed, reference=status)
        payment = store().get("payment", current["paymentId"])
        if payment and status != "canceled":
            webhooks.tell(payment)
    return changed


def let_refund(refund_record: Record) -> Record:
    """The refund as it is now: after a while the bank has carried it out."""
    due = clock.due(clock.moment(refund_record["createdAt"]), _REFUND_SECONDS)
    return finish_refund(refund_record, "refunded") if clock.has_come(due) else refund_record


def let_time_pass() -> None:
    """Move every payment and refund on whose time has come, and tell the shop."""
    for payment in store().find("payment", reference="open"):
        let_expire(payment)
    for refund_record in store().find("refund", reference="pending"):
        let_refund(refund_record)


def charge_back(payment: Record, chargeback: Record) -> None:
    """The bank takes a paid amount back from the shop."""
    with store().alone():
        store().put("chargeback", chargeback, parent=payment["id"])
        webhooks.tell(payment)


def _mandate_from(payment: Record) -> str:
    mandate = {
        "id": f"mdt_{payment['id'].removeprefix('tr_')}",
        "customerId": payment["customerId"],
        "mode": payment["mode"],
        "status": "valid",
        "method": payment["method"] if payment["method"] in _OWN_MANDATE else "directdebit",
        "details": {"consumerName": "Voorbeeldrekening", "consumerAccount": "NL02ABNA0123456789"},
        "mandateReference": None,
        "signatureDate": clock.now().date().isoformat(),
        "createdAt": clock.stamp(),
    }
    store().put("mandate", mandate, parent=payment["customerId"])
    return str(mandate["id"])
