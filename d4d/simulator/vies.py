"""The EU's VAT register: yes, no, or one of its many ways to say "not now" with status 200."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from stdnum.eu import vat

from d4d.simulator import clock
from d4d.simulator.api import Refused, answer, endpoint, sent
from d4d.simulator.store import Record

# The numbers of the register's own test service; here they work at both doors.
TEST_NUMBERS = {
    "100": "VALID",
    "200": "INVALID",
    "201": "INVALID_INPUT",
    "202": "INVALID_REQUESTER_INFO",
    "300": "SERVICE_UNAVAILABLE",
    "301": "MS_UNAVAILABLE",
    "302": "TIMEOUT",
    "400": "VAT_BLOCKED",
    "401": "IP_BLOCKED",
    "500": "GLOBAL_MAX_CONCURRENT_REQ",
    "501": "GLOBAL_MAX_CONCURRENT_REQ_TIME",
    "600": "MS_MAX_CONCURRENT_REQ",
    "601": "MS_MAX_CONCURRENT_REQ_TIME",
}
# Well-formed numbers with a fate of their own; every other well-formed number is registered.
DEMO_NUMBERS = {
    ("NL", "800000006B01"): "INVALID",
    ("BE", "0400000086"): "INVALID",
    ("DE", "100000008"): "INVALID",
    ("NL", "800000018B01"): "MS_UNAVAILABLE",
    ("BE", "0400000185"): "MS_UNAVAILABLE",
    ("DE", "100000016"): "TIMEOUT",
}
_UNKNOWN = "---"


def outcome(country: str, number: str) -> str:
    """What the register says of a number: VALID, INVALID or the name of its trouble."""
    listed = TEST_NUMBERS.get(number) or DEMO_NUMBERS.get((country, number))
    if listed:
        return listed
    return "VALID" if vat.is_valid(_stdnum_country(country) + number) else "INVALID"


def _check(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "vies", "check_request")
    found = outcome(wanted["countryCode"], wanted["vatNumber"])
    proof = _proof(found, asked_by=wanted.get("requesterNumber", ""))
    return answer(
        {
            "countryCode": wanted["countryCode"],
            "vatNumber": wanted["vatNumber"],
            "requestDate": clock.stamp(),
            "valid": found == "VALID",
            "userError": found,
            **proof,
            **_holder(found),
        }
    )


def _member_state(request: HttpRequest, country: str, number: str) -> HttpResponse:
    found = outcome(country, number)
    return answer(
        {
            "isValid": found == "VALID",
            "requestDate": clock.stamp(),
            "userError": found,
            "originalVatNumber": number,
            "vatNumber": number,
            **_proof(found, asked_by=request.GET.get("requesterNumber", "")),
            **_holder(found),
        }
    )


def _proof(found: str, *, asked_by: str) -> Record:
    """A consultation number, given only to those who say who asks."""
    given = found == "VALID" and asked_by
    return {"requestIdentifier": f"WAPI{uuid.uuid4().hex[:16].upper()}" if given else ""}


def _holder(found: str) -> Record:
    if found != "VALID":
        return {"name": _UNKNOWN, "address": _UNKNOWN}
    return {"name": "VOORBEELDPRAKTIJK", "address": "VOORBEELDSTRAAT 00001\n1000AA VOORBEELD"}


def _stdnum_country(country: str) -> str:
    return "GR" if country == "EL" else country


def _refusal(refused: Refused) -> Any:
    return {"actionSucceed": False, "errorWrappers": [{"error": "INVALID_INPUT", "message": refused.reason}]}


check = endpoint(_refusal, POST=_check)
member_state = endpoint(_refusal, GET=_member_state)
