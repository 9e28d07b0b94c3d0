"""Paying out: what came in since the last time, less what went back and what Mollie asks for it."""

from collections import Counter
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from d4d.simulator import api, clock
from d4d.simulator.api import Refused, View
from d4d.simulator.mollie import answers
from d4d.simulator.mollie.errors import HAL, answer, known, refusal
from d4d.simulator.mollie.payments import new_id
from d4d.simulator.store import Record, store

_MERCHANT = "1234567"
_FEES = {"ideal": 3_200, "creditcard": 2_500, "directdebit": 3_000, "refund": 2_500}  # ten-thousandths
_FEE = 2_900
_VAT_PERCENT = 21
_KINDS: dict[str, Callable[[HttpRequest, Record], Record]] = {
    "payment": answers.payment,
    "refund": answers.refund,
    "chargeback": answers.chargeback,
}


def pay_out() -> Record | None:
    """Transfer everything that was not paid out yet; None when that is nothing or less."""
    with store().alone():
        parts = {kind: _unsettled(kind) for kind in _KINDS}
        costs = _costs(parts)
        fees = sum(net + vat for _, _, net, vat in costs)
        sums = {kind: sum(answers.cents(one["amount"]) for one in found) for kind, found in parts.items()}
        cents = sums["payment"] - sums["refund"] - sums["chargeback"] - (fees + 50) // 100
        if cents <= 0:
            return None
        settlement = _written(cents, sums, costs)
        store().put("settlement", settlement, reference=settlement["reference"])
        for kind, found in parts.items():
            for one in found:
                told = {"id": one["id"], "settlement": settlement["id"]}
                store().put(f"settled-{kind}", told, parent=settlement["id"])
    return settlement


def latest() -> list[Record]:
    """The settlements, the newest first."""
    return store().latest("settlement")


def _unsettled(kind: str) -> list[Record]:
    """What is final and was never paid out."""
    final = {"payment": "paid", "refund": "refunded", "chargeback": None}[kind]
    found = store().find(kind, reference=final) if final else store().find(kind)
    return [one for one in found if store().get(f"settled-{kind}", one["id"]) is None]


def _costs(parts: dict[str, list[Record]]) -> list[tuple[str, int, int, int]]:
    """Method, count, and the fee for all of them with its VAT in ten-thousandths of a euro."""
    counted = Counter(str(payment["method"]) for payment in parts["payment"])
    counted["refund"] = len(parts["refund"])
    rows = []
    for method, count in sorted(counted.items()):
        if count:
            net = _FEES.get(method, _FEE) * count
            rows.append((method, count, net, net * _VAT_PERCENT // 100))
    return rows


def _written(cents: int, sums: dict[str, int], costs: list[tuple[str, int, int, int]]) -> Record:
    now = clock.now()
    number = store().next_number(f"settlement:{now:%y%m}")
    revenue = [
        _row("payment", "payments", sums["payment"] * 100),
        _row("refund", "refund", -sums["refund"] * 100),
    ]
    return {
        "id": new_id("stl_"),
        "reference": f"{_MERCHANT}.{now:%y%m}.{number:02d}",
        "createdAt": clock.stamp(),
        "settledAt": clock.stamp(),
        "status": "paidout",
        "amount": answers.euros(cents),
        "periods": {
            f"{now:%Y}": {
                f"{now:%m}": {
                    "revenue": revenue,
                    "costs": [_row(method, method, net, vat, count) for method, count, net, vat in costs],
                }
            }
        },
    }


def _row(what: str, method: str, net: int, vat: int | None = None, count: int = 1) -> Record:
    return {
        "description": what,
        "method": method,
        "count": count,
        "amountNet": _fine(net),
        "amountVat": None if vat is None else _fine(vat),
        "amountGross": _fine(net + (vat or 0)),
    }


def _fine(e4: int) -> answers.Amount:
    """Ten-thousandths of a euro: costs are told finer than in cents."""
    sign, whole, rest = "-" if e4 < 0 else "", *divmod(abs(e4), 10_000)
    return {"currency": "EUR", "value": f"{sign}{whole}.{rest:04d}"}


def _settlement(request: HttpRequest, record: Record) -> Record:
    own = f"settlements/{record['id']}"
    links = {name: answers.link(request, f"{own}/{name}") for name in ("payments", "refunds", "chargebacks")}
    return {
        "resource": "settlement",
        **record,
        "_links": {"self": answers.link(request, own), **links},
    }


def _list(request: HttpRequest) -> HttpResponse:
    limit = request.GET.get("limit", "50")
    if not limit.isdecimal() or not 1 <= int(limit) <= 250:
        raise Refused(400, "The limit must lie between 1 and 250.", "limit")
    found, start = latest(), request.GET.get("from")
    if start:
        found = found[[one["id"] for one in found].index(known("settlement", start)["id"]) :]
    shown, rest = found[: int(limit)], found[int(limit) :]
    following = f"settlements?from={rest[0]['id']}&limit={limit}" if rest else None
    resources = [_settlement(request, one) for one in shown]
    return answer(answers.collection(request, "settlements", resources, following))


def _show(request: HttpRequest, settlement_id: str) -> HttpResponse:
    return answer(_settlement(request, known("settlement", settlement_id)))


def _parts(kind: str) -> View:
    def view(request: HttpRequest, settlement_id: str) -> HttpResponse:
        known("settlement", settlement_id)
        settled = store().find(f"settled-{kind}", parent=settlement_id)
        found = [_KINDS[kind](request, known(kind, one["id"])) for one in settled]
        return answer(answers.collection(request, f"{kind}s", found))

    return view


def _with_token(request: HttpRequest) -> None:
    """What concerns the whole company is told to whoever has its token, not to the key of a shop."""
    if not api.bearer(request).startswith("access_"):
        raise Refused(403, "This endpoint needs an access token of the organization.")


def _endpoint(view: View) -> View:
    return api.endpoint(refusal, HAL, GET=api.for_keyholders(_with_token, view))


settlements = _endpoint(_list)
settlement = _endpoint(_show)
settled_payments = _endpoint(_parts("payment"))
settled_refunds = _endpoint(_parts("refund"))
settled_chargebacks = _endpoint(_parts("chargeback"))
