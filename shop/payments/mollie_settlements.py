"""Mollie's settlements: what it transferred to our account, of which payments, and what it kept for itself.

The company's own token is needed for them; the key of the shop is not enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings

from d4d.foundation import clock
from d4d.foundation.errors import Rejected
from d4d.foundation.http import IN_A_JOB
from shop.payments.mollie import PAGE, Line, Mollie, refuse_unless
from shop.payments.mollie_amounts import cents_of

SETTLEMENT_ID = re.compile(r"stl_[A-Za-z0-9]{4,32}")
PAID_OUT = "paidout"
_FINE = re.compile(r"(-?)(\d{1,10})\.(\d{2,4})")


@dataclass(frozen=True, slots=True)
class SeenSettlement:
    """A transfer to our account; fees in ten-thousandths of a euro, told in `fee_rows` rows."""

    id: str
    reference: str
    paid_on: date
    amount_cents: int
    fees_net_e4: int
    fees_vat_e4: int
    fee_rows: int


@dataclass(frozen=True, slots=True)
class SeenPart:
    """A payment, refund or chargeback in a settlement; `payment_id` is the payment that it is about."""

    kind: str
    id: str
    payment_id: str
    amount_cents: int


class Payer(Protocol):
    """Somebody who transfers to us what it took for us."""

    def paid_out_since(self, day: date) -> list[SeenSettlement]: ...
    def parts(self, settlement_id: str) -> list[SeenPart]: ...


class MollieSettlements(Mollie):
    """The part of Mollie's API that is about the company; raises Temporary, Rejected or Misconfigured."""

    def sign_in(self, line: Line) -> None:
        """Show the company's token."""
        line.set_access_token(settings.MOLLIE_ACCESS_TOKEN)

    def paid_out_since(self, day: date) -> list[SeenSettlement]:
        """Every settlement that was transferred on a day or later, the newest first."""
        found: list[SeenSettlement] = self.call(lambda line: list(_newer(line, day)))
        return found

    def parts(self, settlement_id: str) -> list[SeenPart]:
        """Everything that makes up a settlement."""
        refuse_unless(SETTLEMENT_ID, settlement_id)
        found: list[SeenPart] = self.call(lambda line: list(_parts(line, settlement_id)))
        return found


def in_a_job() -> Payer:
    """The provider for a job: it may wait."""
    return MollieSettlements(IN_A_JOB)


def _newer(line: Line, day: date) -> Iterator[SeenSettlement]:
    for one in _pages(line.settlements.list(limit=PAGE)):
        if _day(str(one["createdAt"])) < day:
            return
        if one["status"] == PAID_OUT and one.get("settledAt"):
            yield _seen(one)


def _parts(line: Line, settlement_id: str) -> Iterator[SeenPart]:
    settlement = line.settlements.get(settlement_id)
    for kind, found in (
        ("payment", settlement.payments),
        ("refund", settlement.refunds),
        ("chargeback", settlement.chargebacks),
    ):
        for one in _pages(found.list(limit=PAGE)):
            payment_id = one["id"] if kind == "payment" else one["paymentId"]
            yield SeenPart(kind, str(one["id"]), str(payment_id), abs(cents_of(one["amount"])))


def _pages(page: Any) -> Iterator[dict[str, Any]]:
    while page is not None:
        yield from page
        page = page.get_next()


def _seen(settlement: dict[str, Any]) -> SeenSettlement:
    refuse_unless(SETTLEMENT_ID, str(settlement["id"]))
    costs = [
        row
        for months in settlement["periods"].values()
        for month in months.values()
        for row in month.get("costs", [])
    ]
    return SeenSettlement(
        id=settlement["id"],
        reference=str(settlement["reference"] or ""),
        paid_on=_day(str(settlement["settledAt"])),
        amount_cents=cents_of(settlement["amount"]),
        fees_net_e4=sum(_e4(row["amountNet"]) for row in costs),
        fees_vat_e4=sum(_e4(row["amountVat"]) for row in costs),
        fee_rows=len(costs),
    )


def _e4(amount: dict[str, str] | None) -> int:
    if not amount:
        return 0
    found = _FINE.fullmatch(amount["value"])
    if found is None:
        raise Rejected("mollie: an amount cannot be read", field="amount")
    sign, whole, rest = found.groups()
    return (-1 if sign else 1) * (int(whole) * 10_000 + int(rest.ljust(4, "0")))


def _day(moment: str) -> date:
    return clock.local(datetime.fromisoformat(moment)).date()
