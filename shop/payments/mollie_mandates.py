"""Mollie's customers, mandates and recurring payments; a customer there is a practice's name and no more."""

import re
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from d4d.foundation.http import IN_A_JOB, IN_A_REQUEST
from shop.payments.mollie import Gone, Mollie, Seen, refuse_unless, seen_of
from shop.payments.mollie_amounts import amount_of

CUSTOMER_ID = re.compile(r"cst_[A-Za-z0-9]{4,32}")
MANDATE_ID = re.compile(r"mdt_[A-Za-z0-9]{4,32}")
ONE_CENT = 1


@dataclass(frozen=True, slots=True)
class FirstPayment:
    """The payment of one cent by which a practice proves its account."""

    reference: str
    return_url: str
    webhook_url: str


@dataclass(frozen=True, slots=True)
class Collection:
    """An invoice that is to be collected."""

    invoice: str
    attempt: int
    amount_cents: int
    webhook_url: str


@dataclass(frozen=True, slots=True)
class SeenMandate:
    """What the provider says of a mandate."""

    id: str
    status: str
    reference: str


class Collector(Protocol):
    """Somebody who collects for us from accounts whose owners allow it."""

    def enrol(self, name: str, key: UUID) -> str: ...
    def first_payment(self, customer_id: str, wanted: FirstPayment, key: UUID) -> Seen: ...
    def mandate(self, customer_id: str, mandate_id: str) -> SeenMandate | None: ...
    def collect(self, customer_id: str, mandate_id: str, wanted: Collection, key: UUID) -> Seen: ...
    def forget(self, customer_id: str) -> None: ...


class MollieMandates(Mollie):
    """The part of Mollie's API that needs a customer; raises Temporary, Rejected or Misconfigured."""

    def enrol(self, name: str, key: UUID) -> str:
        """Make a customer that bears a practice's name and nothing else; its id."""
        made = self._post("customers", {"name": name}, key)
        return _checked(CUSTOMER_ID, made["id"])

    def first_payment(self, customer_id: str, wanted: FirstPayment, key: UUID) -> Seen:
        """A payment of one cent that leaves a mandate when it is paid."""
        request = {
            "amount": amount_of(ONE_CENT),
            "sequenceType": "first",
            "description": wanted.reference,
            "redirectUrl": wanted.return_url,
            "webhookUrl": wanted.webhook_url,
            "metadata": {"mandate": wanted.reference},
        }
        return seen_of(self._post(f"customers/{_checked(CUSTOMER_ID, customer_id)}/payments", request, key))

    def mandate(self, customer_id: str, mandate_id: str) -> SeenMandate | None:
        """The mandate as it is now; None when there is none any more."""
        path = f"customers/{_checked(CUSTOMER_ID, customer_id)}/mandates/{_checked(MANDATE_ID, mandate_id)}"
        try:
            found = self.call(lambda line: line.payments.perform_api_call("GET", path))
        except Gone:
            return None
        said = found.get("mandateReference") or found["id"]
        return SeenMandate(_checked(MANDATE_ID, found["id"]), found["status"], str(said)[:40])

    def collect(self, customer_id: str, mandate_id: str, wanted: Collection, key: UUID) -> Seen:
        """Collect an invoice; the same key within the hour is the same collection."""
        request = {
            "amount": amount_of(wanted.amount_cents),
            "sequenceType": "recurring",
            "mandateId": _checked(MANDATE_ID, mandate_id),
            "description": wanted.invoice,
            "webhookUrl": wanted.webhook_url,
            "metadata": {"invoice": wanted.invoice, "try": wanted.attempt},
        }
        return seen_of(self._post(f"customers/{_checked(CUSTOMER_ID, customer_id)}/payments", request, key))

    def forget(self, customer_id: str) -> None:
        """Delete a customer with its mandates; harmless when that was done before."""
        path = f"customers/{_checked(CUSTOMER_ID, customer_id)}"
        try:
            self.call(lambda line: line.payments.perform_api_call("DELETE", path))
        except Gone:
            return

    def _post(self, path: str, request: dict[str, Any], key: UUID) -> dict[str, Any]:
        answer: dict[str, Any] = self.call(
            lambda line: line.payments.perform_api_call("POST", path, request, idempotency_key=str(key))
        )
        return answer


def in_a_request() -> Collector:
    """The provider for somebody who waits at a screen: short patience."""
    return MollieMandates(IN_A_REQUEST)


def in_a_job() -> Collector:
    """The provider for a job: it may wait."""
    return MollieMandates(IN_A_JOB)


def _checked(pattern: re.Pattern[str], identity: str) -> str:
    refuse_unless(pattern, identity)
    return identity
