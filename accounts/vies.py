"""VIES, the EU's register of VAT numbers: yes, no, or not now.

An outage over there arrives as status 200 with `valid: false`; only a plain yes or no counts.
"""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from accounts.models import Practice
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.http import Service
from privacy.disclosure import disclose
from privacy.vocabulary import VIES

_NO = {"INVALID", "INVALID_INPUT"}
_BLOCKED = {"VAT_BLOCKED", "IP_BLOCKED", "INVALID_REQUESTER_INFO"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the register said, and the consultation number that proves we asked."""

    answer: str
    consultation: str
    reason: str


class VatRegister(Protocol):
    """Somebody who knows whether a VAT number is in use."""

    def ask(self, vat_id: str, *, subject: UUID, occasion: str) -> Verdict:
        """The verdict on a number; raises Temporary when there is none now."""


class Vies:
    """The register behind the REST door of the European Commission."""

    def __init__(self) -> None:
        self._service = Service("vies", settings.VIES_ENDPOINT)

    def ask(self, vat_id: str, *, subject: UUID, occasion: str) -> Verdict:
        """The verdict on a number; raises Temporary, Rejected or Misconfigured."""
        body = {"countryCode": vat_id[:2], "vatNumber": vat_id[2:], **_who_asks()}
        said = disclose(
            VIES,
            {"vat_id": vat_id},
            lambda: self._service.call("POST", "/check-vat-number", json=body),
            subject=subject,
            occasion=occasion,
        )
        return _verdict(_record(said))


def _who_asks() -> dict[str, str]:
    own = str(settings.CONTROLLER["vat_id"])
    return {"requesterMemberStateCode": own[:2], "requesterNumber": own[2:]}


def _record(said: Any) -> dict[str, Any]:
    try:
        record = said.json()
    except ValueError:
        raise Temporary("vies: the answer is not JSON") from None
    if not isinstance(record, dict):
        raise Temporary("vies: the answer has another form")
    return record


def _verdict(record: dict[str, Any]) -> Verdict:
    wrong = record.get("errorWrappers") or [{}]
    reason = str(record.get("userError") or wrong[0].get("error") or "")[:40]
    consultation = str(record.get("requestIdentifier") or "")[:40]
    if record.get("valid") is True and reason in {"", "VALID"}:
        return Verdict(Practice.VatAnswer.VALID, consultation, reason)
    if record.get("valid") is False and reason in _NO:
        return Verdict(Practice.VatAnswer.INVALID, consultation, reason)
    if reason in _BLOCKED:
        raise Misconfigured(f"vies: {reason}")
    if reason in _NO:
        raise Rejected(f"vies: {reason}", field="vat_id")
    raise Temporary(f"vies: {reason if reason.isupper() else 'no verdict'}")
