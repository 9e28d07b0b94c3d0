"""Mollie behind the few acts that the shop needs; the only file that knows their library.

Nothing personal goes out: order number, amount and where to send the payer back. Ids are matched
against their pattern before each call, because the library puts them into the address as they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from mollie.api.client import Client
from mollie.api.error import (
    IdentifierError,
    RequestError,
    RequestSetupError,
    ResponseError,
    ResponseHandlingError,
)

from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.http import IN_A_JOB, IN_A_REQUEST
from shop.payments.mollie_amounts import amount_of, cents_of

Client.UNAME = "d4d"  # the library would tell the name and kernel of our machine

PAYMENT_ID = re.compile(r"tr_[A-Za-z0-9]{6,32}")
REFUND_ID = re.compile(r"re_[A-Za-z0-9]{4,32}")
NEED_MORE_THAN_WE_TELL = {"billie", "billink", "in3", "klarna", "riverty", "voucher", "giftcard"}
PAGE = 250
AGAIN = {408, 409, 425, 429}


class Refused(Rejected):
    """The provider has read what we ask and says no: nothing has happened over there."""


class Gone(Refused):
    """The provider does not know this, or no longer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payment that we want to be made: for an order, or `about` a bill by its number."""

    order: str
    attempt: int
    amount_cents: int
    return_url: str
    webhook_url: str
    method: str = ""
    about: str = "order"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the provider says of a payment."""

    id: str
    status: str
    amount_cents: int
    currency: str
    order: str
    method: str = ""
    checkout_url: str = ""
    refunded_cents: int = 0
    charged_back_cents: int = 0
    attempt: int = 0
    invoice: str = ""
    bill: str = ""
    mandate: str = ""
    mandate_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeenRefund:
    """What the provider says of a refund; `key` is ours."""

    id: str
    status: str
    amount_cents: int
    key: str


@dataclass(frozen=True, slots=True)
class Method:
    """A way to pay, named as the provider names it, within its limits."""

    id: str
    label: str
    least_cents: int
    most_cents: int | None


class Provider(Protocol):
    """Somebody who takes payments for us and gives money back."""

    def start(self, wanted: Wanted, key: UUID) -> Seen: ...
    def fetch(self, payment_id: str) -> Seen: ...
    def recent(self, since: datetime) -> list[Seen]: ...
    def cancel(self, payment_id: str) -> Seen: ...
    def refund(self, payment_id: str, amount_cents: int, description: str, key: UUID) -> SeenRefund: ...
    def refunds(self, payment_id: str) -> list[SeenRefund]: ...
    def methods(self, locale: str) -> list[Method]: ...


class Line(Client):
    """The library's client as an open telephone line: one call, then it is hung up."""

    def __enter__(self) -> "Line":
        """Nothing is dialled yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up, if there was a call at all."""
        if hasattr(self, "_client"):
            self._client.close()


class Mollie:
    """The Payments API of Mollie, or its simulator; raises Temporary, Rejected or Misconfigured."""

    def __init__(self, timeout: tuple[float, float]) -> None:
        """`timeout` is (connect, read) in seconds."""
        self._timeout = int(timeout[0]), int(timeout[1])

    def start(self, wanted: Wanted, key: UUID) -> Seen:
        """Make a payment; the same key within the hour is the same payment."""
        request: dict[str, Any] = {
            "amount": amount_of(wanted.amount_cents),
            "description": wanted.order,
            "redirectUrl": wanted.return_url,
            "webhookUrl": wanted.webhook_url,
            "metadata": {wanted.about: wanted.order, "try": wanted.attempt},
        }
        if wanted.method:
            request["method"] = wanted.method
        return seen_of(self.call(lambda line: line.payments.create(request, idempotency_key=str(key))))

    def fetch(self, payment_id: str) -> Seen:
        """The payment as it is now: the only truth."""
        refuse_unless(PAYMENT_ID, payment_id)
        return seen_of(self.call(lambda line: line.payments.get(payment_id)))

    def recent(self, since: datetime) -> list[Seen]:
        """Every payment that was begun since a moment, the newest first."""
        return self.call(lambda line: [seen_of(one) for one in _newer(line, since)])  # type: ignore[no-any-return]

    def cancel(self, payment_id: str) -> Seen:
        """Call a payment off while nobody has paid it; Rejected when it is too late."""
        refuse_unless(PAYMENT_ID, payment_id)
        return seen_of(self.call(lambda line: line.payments.delete(payment_id)))

    def refund(self, payment_id: str, amount_cents: int, description: str, key: UUID) -> SeenRefund:
        """Give money back; the same key within the hour is the same refund."""
        refuse_unless(PAYMENT_ID, payment_id)
        request = {
            "amount": amount_of(amount_cents),
            "description": description,
            "metadata": {"refund": str(key)},
        }
        path = f"payments/{payment_id}/refunds"
        made = self.call(
            lambda line: line.payments.perform_api_call("POST", path, request, idempotency_key=str(key))
        )
        return _seen_refund(made)

    def refunds(self, payment_id: str) -> list[SeenRefund]:
        """Everything that went back, or is on its way back, of a payment."""
        refuse_unless(PAYMENT_ID, payment_id)
        path = f"payments/{payment_id}/refunds"
        answer = self.call(lambda line: line.payments.perform_api_call("GET", path))
        return [_seen_refund(one) for one in answer.get("_embedded", {}).get("refunds", [])]

    def methods(self, locale: str) -> list[Method]:
        """Every way to pay once that our account offers and for which order and amount suffice."""
        answer = self.call(lambda line: list(line.methods.list(resource="payments", locale=locale)))
        return [_method(one) for one in answer if one["id"] not in NEED_MORE_THAN_WE_TELL]

    def sign_in(self, line: Line) -> None:
        """Show the key of the shop."""
        line.set_api_key(settings.MOLLIE_KEY)

    def call(self, act: Callable[[Line], Any]) -> Any:
        """Do one call; what goes wrong is said in the words of the house, without quoting the answer."""
        with Line(settings.MOLLIE_ENDPOINT, timeout=self._timeout, retry=0) as line:
            try:
                self.sign_in(line)
                line.set_user_agent_component("D4D", "1")
                return act(line)
            except (RequestSetupError, IdentifierError) as error:
                raise Misconfigured(f"mollie: {type(error).__name__}") from None
            except (RequestError, ResponseHandlingError) as error:
                raise Temporary(f"mollie: {type(error).__name__}") from None
            except ResponseError as error:
                raise _refusal(error) from None


def in_a_request() -> Provider:
    """The provider for somebody who waits at a screen: short patience."""
    return Mollie(IN_A_REQUEST)


def in_a_job() -> Provider:
    """The provider for a job: it may wait."""
    return Mollie(IN_A_JOB)


def is_payment_id(text: str) -> bool:
    """Whether this could be a payment's id at all."""
    return PAYMENT_ID.fullmatch(text) is not None


def _refusal(error: ResponseError) -> Exception:
    status = int(error.status or 0)
    if status in {401, 403}:
        return Misconfigured(f"mollie: {status}")
    if status in AGAIN or status >= 500:
        return Temporary(f"mollie: {status}")
    field = str(getattr(error, "field", "") or "")
    kind = Gone if status in {404, 410} else Refused
    return kind(f"mollie: {status} {field}".strip(), field=field)


def refuse_unless(pattern: re.Pattern[str], identity: str) -> None:
    """Let only an id pass: it becomes part of an address; raises Rejected."""
    if not pattern.fullmatch(identity):
        raise Rejected("mollie: this is no id", field="id")


def _newer(line: Line, since: datetime) -> Iterator[dict[str, Any]]:
    page = line.payments.list(limit=PAGE)
    while page is not None:
        for payment in page:
            if datetime.fromisoformat(payment["createdAt"]) < since:
                return
            yield payment
        page = page.get_next()  # type: ignore[no-untyped-call]


def seen_of(payment: dict[str, Any]) -> Seen:
    """A payment as the provider describes it, in our words."""
    refuse_unless(PAYMENT_ID, str(payment["id"]))
    metadata = payment.get("metadata")
    facts: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
    checkout = (payment.get("_links") or {}).get("checkout") or {}
    details = payment.get("details") or {}
    return Seen(
        id=payment["id"],
        status=payment["status"],
        amount_cents=cents_of(payment["amount"]),
        currency=payment["amount"]["currency"],
        order=str(facts.get("order", "")),
        method=payment.get("method") or "",
        checkout_url=checkout.get("href", ""),
        refunded_cents=cents_of(payment.get("amountRefunded")),
        charged_back_cents=abs(cents_of(payment.get("amountChargedBack"))),
        attempt=facts["try"] if isinstance(facts.get("try"), int) else 0,
        invoice=str(facts.get("invoice", "")),
        bill=str(facts.get("bill", "")),
        mandate=str(facts.get("mandate", "")),
        mandate_id=payment.get("mandateId") or "",
        reason=str(details.get("bankReasonCode") or details.get("failureReason") or ""),
    )


def _seen_refund(refund: dict[str, Any]) -> SeenRefund:
    refuse_unless(REFUND_ID, str(refund["id"]))
    metadata = refund.get("metadata")
    key = metadata.get("refund", "") if isinstance(metadata, dict) else ""
    return SeenRefund(refund["id"], refund["status"], cents_of(refund["amount"]), str(key))


def _method(method: dict[str, Any]) -> Method:
    least, most = cents_of(method.get("minimumAmount")), method.get("maximumAmount")
    return Method(method["id"], method["description"], least, cents_of(most) if most else None)
