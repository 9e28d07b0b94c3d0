"""DHL eCommerce: log in, ship under an own id, fetch the label, follow without names."""

import base64
from typing import Any

import pytest
import requests

from tests.simulator import shipments
from tests.simulator.contracts import keeps
from tests.simulator.pdf import text_of
from tests.simulator_process import Outside


@pytest.fixture
def key(outside: Outside) -> dict[str, str]:
    answer = post(outside, "authenticate/api-key", {"userId": "simulator", "key": "simulator"}, {}).json()
    assert keeps("dhl", "login_answer", answer)
    return {"Authorization": f"Bearer {answer['accessToken']}"}


def post(outside: Outside, path: str, message: Any, headers: dict[str, str]) -> requests.Response:
    return requests.post(f"{outside.origin}/dhl/{path}", json=message, headers=headers, timeout=5)


def test_a_shipment_gets_a_label_for_each_piece(outside: Outside, key: dict[str, str]) -> None:
    wanted = shipments.dhl(pieces=[{"parcelType": "SMALL", "quantity": 2}])
    assert keeps("dhl", "shipment_request", wanted)
    made = post(outside, "shipments", wanted, key)
    assert (made.status_code, keeps("dhl", "shipment_answer", made.json())) == (201, True)
    first, second = made.json()["pieces"]
    assert first["trackerCode"] != second["trackerCode"]
    pdf = outside.get(f"/dhl/labels/{first['labelId']}", **key, Accept="application/pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert first["trackerCode"] in text_of(pdf.content)
    as_json = outside.get(f"/dhl/labels/{second['labelId']}", **key, Accept="application/json").json()
    assert keeps("dhl", "label_answer", as_json)
    assert "Tandartspraktijk De Brink" in text_of(base64.b64decode(as_json["pdf"]))


def test_the_same_shipment_again_is_the_same_shipment(outside: Outside, key: dict[str, str]) -> None:
    wanted = shipments.dhl()
    answers = [post(outside, "shipments", wanted, key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(outside.parcels()) == 1
    other = {**wanted, "orderReference": "D2026-000002-1"}
    assert post(outside, "shipments", other, key).status_code == 409


def test_a_parcel_is_followed_without_a_login_and_without_names(
    outside: Outside, key: dict[str, str]
) -> None:
    made = [
        post(outside, "shipments", shipments.dhl(), key).json()["pieces"][0]["trackerCode"] for _ in range(2)
    ]
    for _ in range(4):
        outside.scan(made[0])
    answer = outside.get(f"/dhl/track-trace?key={made[0]},{made[1]},JVGL0000").json()
    assert keeps("dhl", "track_answer", answer)
    assert [one["barcode"] for one in answer] == made
    assert "Bilderdijkstraat" not in str(answer)
    categories = [event["category"] for event in answer[0]["events"]]
    assert categories == ["DATA_RECEIVED", "UNDERWAY", "UNDERWAY", "IN_DELIVERY", "DELIVERED"]
    assert answer[0]["deliveredAt"] == answer[0]["events"][-1]["timestamp"]
    assert "Bilderdijkstraat" in outside.get(f"/dhl/track-trace?key={made[0]}%2B3532VA&role=receiver").text
    assert "Bilderdijkstraat" not in outside.get(f"/dhl/track-trace?key={made[0]}%2B1234AB").text


@pytest.mark.parametrize("extra", [{"email": "praktijk@voorbeeld.nl"}, {"phoneNumber": "+31300000000"}])
def test_mail_address_and_telephone_are_refused(
    outside: Outside, key: dict[str, str], extra: dict[str, str]
) -> None:
    wanted = shipments.dhl()
    wanted["receiver"] |= extra
    refused = post(outside, "shipments", wanted, key)
    assert (refused.status_code, keeps("dhl", "error", refused.json())) == (400, True)
    assert outside.parcels() == []


def test_an_unknown_token_is_refused_and_can_be_renewed(outside: Outside) -> None:
    assert post(outside, "shipments", shipments.dhl(), {"Authorization": "Bearer old"}).status_code == 401
    login = post(outside, "authenticate/api-key", {"userId": "u", "key": "secret"}, {}).json()
    renewed = post(outside, "authenticate/refresh-token", {"refreshToken": login["refreshToken"]}, {}).json()
    key = {"Authorization": f"Bearer {renewed['accessToken']}"}
    assert post(outside, "shipments", shipments.dhl(), key).status_code == 201
    assert "secret" not in str(outside.ledger("dhl"))
