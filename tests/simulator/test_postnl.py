"""PostNL: a bar code, a label, a status; and nothing but a name and an address."""

import base64
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.utils.timezone import localtime

from tests.simulator import shipments
from tests.simulator.contracts import keeps
from tests.simulator.pdf import text_of
from tests.simulator_process import Outside

KEY = {"apikey": "simulator"}


def barcode(outside: Outside) -> str:
    query = "CustomerCode=DEVC&CustomerNumber=11223344&Type=3S&Serie=000000000-999999999"
    answer = outside.get(f"/postnl/shipment/v1_1/barcode?{query}", **KEY).json()
    assert keeps("postnl", "barcode_answer", answer)
    return str(answer["Barcode"])


def label(outside: Outside, wanted: dict[str, Any], query: str = "?confirm=true") -> requests.Response:
    address = f"{outside.origin}/postnl/shipment/v2_2/label{query}"
    return requests.post(address, json=wanted, headers=KEY, timeout=5)


def status(outside: Outside, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = outside.get(f"/postnl/shipment/v2/status/{path}", **KEY).json()
    assert keeps("postnl", "status_answer", answer)
    return answer


def test_a_parcel_gets_a_label_with_name_address_and_bar_code(outside: Outside) -> None:
    code = barcode(outside)
    wanted = shipments.postnl(Barcode=code)
    assert keeps("postnl", "label_request", wanted)
    answer = label(outside, wanted).json()
    assert keeps("postnl", "label_answer", answer)
    [made] = answer["ResponseShipments"]
    assert made["Barcode"] == code
    pdf = text_of(base64.b64decode(made["Labels"][0]["Content"]))
    for words in (
        "VOORBEELD",
        "PostNL",
        "Tandartspraktijk De Brink",
        "Bilderdijkstraat 9 a bis",
        "3532VA",
        code,
    ):
        assert words in pdf


def test_a_bar_code_is_never_given_twice(outside: Outside) -> None:
    codes = {barcode(outside) for _ in range(20)}
    assert len(codes) == 20


def test_asked_again_with_the_same_bar_code_it_stays_one_parcel(outside: Outside) -> None:
    wanted = shipments.postnl(Barcode=barcode(outside))
    assert [label(outside, wanted).status_code for _ in range(2)] == [200, 200]
    assert len(outside.parcels()) == 1


def test_after_the_first_scan_a_bar_code_is_taken(outside: Outside) -> None:
    wanted = shipments.postnl(Barcode=barcode(outside))
    label(outside, wanted)
    outside.scan(wanted["Shipments"][0]["Barcode"])
    refused = label(outside, wanted)
    assert refused.status_code == 400
    assert keeps("postnl", "error", refused.json())


def test_the_status_follows_every_scan(outside: Outside) -> None:
    code = label(outside, shipments.postnl()).json()["ResponseShipments"][0]["Barcode"]
    seen = []
    for _ in range(5):
        found = status(outside, f"barcode/{code}")["CurrentStatus"]["Shipment"]
        seen.append((found["Status"]["StatusCode"], found["Status"]["PhaseCode"]))
        outside.scan(code)
    assert seen == [("1", "1"), ("3", "1"), ("5", "2"), ("7", "3"), ("11", "4")]
    assert "Bilderdijkstraat" in str(found), "like PostNL it tells more than a shop may keep"


def test_a_parcel_is_found_by_the_shops_own_reference(outside: Outside) -> None:
    code = label(outside, shipments.postnl(Reference="D2026-000077-1")).json()["ResponseShipments"][0][
        "Barcode"
    ]
    query = "?customerCode=DEVC&customerNumber=11223344"
    found = status(outside, f"reference/D2026-000077-1{query}")
    assert found["CurrentStatus"]["Shipment"]["Barcode"] == code
    assert status(outside, f"reference/D2026-000078-1{query}")["Warnings"]
    assert status(outside, "reference/D2026-000077-1?customerNumber=99999999")["Warnings"]


def test_a_label_that_is_not_confirmed_is_not_announced(outside: Outside) -> None:
    wanted = shipments.postnl(Barcode=barcode(outside))
    code = wanted["Shipments"][0]["Barcode"]
    label(outside, wanted, "?confirm=false")
    assert status(outside, f"barcode/{code}")["Warnings"]
    address = f"{outside.origin}/postnl/shipment/v2/confirm"
    assert keeps(
        "postnl", "confirm_answer", requests.post(address, json=wanted, headers=KEY, timeout=5).json()
    )
    assert status(outside, f"barcode/{code}")["CurrentStatus"]


def test_one_question_tells_all_scans_of_a_period(outside: Outside) -> None:
    codes = [label(outside, shipments.postnl()).json()["ResponseShipments"][0]["Barcode"] for _ in range(3)]
    outside.scan(codes[0])
    now = localtime().replace(tzinfo=None)

    def updates(first: timedelta, last: timedelta) -> list[dict[str, Any]]:
        borders = "&".join(
            f"period={(now + border).isoformat(timespec='seconds')}" for border in (first, last)
        )
        path = f"/postnl/shipment/v2/status/11223344/updatedshipments?{borders}"
        answer: list[dict[str, Any]] = outside.get(path, **KEY).json()
        assert keeps("postnl", "updates_answer", answer)
        return answer

    found = updates(timedelta(minutes=-5), timedelta(minutes=5))
    assert sorted(one["Barcode"] for one in found) == sorted([*codes, codes[0]])
    assert updates(timedelta(hours=-2), timedelta(hours=-1)) == []


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ({}, {"Contacts": [{"ContactType": "01", "Email": "praktijk@voorbeeld.nl"}]}),
        ({"Email": "praktijk@voorbeeld.nl"}, {}),
        ({"HouseNr": "9a"}, {}),
        ({"Zipcode": "3532 VA"}, {}),
        ({}, {"ProductCodeDelivery": "1234"}),
        ({}, {"Dimension": {"Weight": 0}}),
    ],
)
def test_more_or_other_than_name_and_address_is_refused(
    outside: Outside, place: dict[str, Any], broken: dict[str, Any]
) -> None:
    wanted = shipments.postnl(**broken)
    wanted["Shipments"][0]["Addresses"][0] |= place
    refused = label(outside, wanted)
    assert refused.status_code == 400
    assert keeps("postnl", "error", refused.json())
    assert outside.parcels() == []


def test_without_a_key_nobody_is_served(outside: Outside) -> None:
    refused = outside.get("/postnl/shipment/v2/status/barcode/3SDEVC000000001")
    assert refused.status_code == 401
    assert keeps("postnl", "fault", refused.json())


def test_the_ledger_names_every_field_that_left(outside: Outside) -> None:
    label(outside, shipments.postnl())
    [call] = outside.ledger("postnl")
    assert call["reference"] == "D2026-000001-1"
    assert call["path"] == "/shipment/v2_2/label"
    assert {"Shipments.Addresses.CompanyName", "Shipments.Addresses.Zipcode"} <= set(call["keys"])
    assert call["body"] == shipments.postnl()
