"""DPD Connect: log in, ship, fetch the label again, follow the parcel number."""

import base64
from datetime import datetime
from typing import Any

import pytest
import requests
from django.utils.timezone import get_default_timezone, localtime

from tests.simulator import shipments
from tests.simulator.contracts import keeps
from tests.simulator.pdf import text_of
from tests.simulator_process import Outside

CONNECT = "api/connect/v1"


@pytest.fixture
def key(outside: Outside) -> dict[str, str]:
    login = {"username": "simulator", "password": "simulator", "scope": "private"}
    answer = post(outside, "auth/login", login, {}).json()
    assert keeps("dpd", "login_answer", answer)
    return {"Authorization": f"Bearer {answer['token']}"}


def post(outside: Outside, path: str, message: Any, headers: dict[str, str]) -> requests.Response:
    return requests.post(f"{outside.origin}/dpd/{path}", json=message, headers=headers, timeout=5)


def test_a_shipment_gets_one_file_with_the_label_of_each_parcel(
    outside: Outside, key: dict[str, str]
) -> None:
    wanted = shipments.dpd(parcels=[{"weight": 100}, {"weight": 250}])
    assert keeps("dpd", "shipment_request", wanted)
    answer = post(outside, f"{CONNECT}/shipment", wanted, key).json()
    assert keeps("dpd", "shipment_answer", answer)
    [made] = answer["labelResponses"]
    assert len(made["parcelNumbers"]) == 2
    pdf = text_of(base64.b64decode(made["label"]))
    assert all(number in pdf for number in (*made["parcelNumbers"], "VOORBEELD", "P. de Ruiter"))
    again = outside.get(f"/dpd/{CONNECT}/parcel/label/{made['parcelNumbers'][1]}", **key).json()
    assert keeps("dpd", "label_answer", again)
    assert made["parcelNumbers"][1] in text_of(base64.b64decode(again["label"]))


def test_a_parcel_is_followed_by_its_number(outside: Outside, key: dict[str, str]) -> None:
    [made] = post(outside, f"{CONNECT}/shipment", shipments.dpd(), key).json()["labelResponses"]
    [number] = made["parcelNumbers"]
    outside.scan(number)
    outside.scan(number, "delivery_failed")
    answer = outside.get(f"/dpd/{CONNECT}/parcel/status/{number}", **key).json()
    assert keeps("dpd", "status_answer", answer)
    assert [one["status"] for one in answer["statusInfo"]] == ["SHIPMENT", "PickedUp", "DeliveryFailure"]
    assert [one["isCurrentStatus"] for one in answer["statusInfo"]] == [False, False, True]
    written, form = answer["statusInfo"][-1]["date"], "%m/%d/%Y %I:%M:%S %p"
    told = datetime.strptime(written, form).replace(tzinfo=get_default_timezone())
    assert abs((localtime() - told).total_seconds()) < 60


def test_dpd_knows_no_reference_so_the_same_twice_is_two_parcels(
    outside: Outside, key: dict[str, str]
) -> None:
    for _ in range(2):
        post(outside, f"{CONNECT}/shipment", shipments.dpd(), key)
    assert len(outside.parcels()) == 2
    assert [call["reference"] for call in outside.ledger("dpd")[1:]] == ["D2026-000001-1"] * 2


@pytest.mark.parametrize(
    "changes",
    [
        {"notifications": [{"subject": "predict", "channel": "EMAIL", "value": "praktijk@voorbeeld.nl"}]},
        {"sendingDepot": "22"},
        {"parcels": [{"weight": 1.2}]},
        {"product": {"productCode": "PREDICT"}},
    ],
)
def test_what_breaks_the_contract_is_refused(
    outside: Outside, key: dict[str, str], changes: dict[str, Any]
) -> None:
    refused = post(outside, f"{CONNECT}/shipment", shipments.dpd(**changes), key)
    assert (refused.status_code, keeps("dpd", "error", refused.json())) == (400, True)
    assert outside.parcels() == []


def test_a_receivers_mail_address_is_refused(outside: Outside, key: dict[str, str]) -> None:
    wanted = shipments.dpd()
    wanted["shipments"][0]["receiver"]["email"] = "praktijk@voorbeeld.nl"
    assert post(outside, f"{CONNECT}/shipment", wanted, key).status_code == 400


def test_without_a_token_and_for_unknown_numbers_there_is_no_answer(
    outside: Outside, key: dict[str, str]
) -> None:
    assert outside.get(f"/dpd/{CONNECT}/parcel/status/05220000000000").status_code == 401
    unknown = outside.get(f"/dpd/{CONNECT}/parcel/status/05220000000000", **key)
    assert (unknown.status_code, keeps("dpd", "error", unknown.json())) == (404, True)
