"""The pages that people see: in Dutch, under a strict policy, and with what has happened."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from mollie.api.client import Client

from tests.simulator import shipments
from tests.simulator_process import Outside

PAGES = {
    "/": "De buitenwereld van de winkel",
    "/betalingen/": "Er zijn nog geen betalingen",
    "/pakketten/": "Er zijn nog geen pakketten",
    "/mail/": "Er is nog geen mail verstuurd",
    "/sms/": "Er is nog geen sms verstuurd",
    "/faults/": "Alles werkt",
    "/logboek/": "De winkel heeft nog niets gevraagd",
}


@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_every_page_is_dutch_strict_and_sets_no_cookie(outside: Outside, path: str, words: str) -> None:
    page = outside.get(path)
    assert page.status_code == 200
    assert '<html lang="nl">' in page.text
    assert words in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "Set-Cookie" not in page.headers


def test_every_link_of_the_front_door_leads_somewhere(outside: Outside) -> None:
    links = set(re.findall(r'href="(/[^"]*)"', outside.get("/").text))
    assert len(links) == 10
    assert {outside.get(link).status_code for link in links} == {200}


def test_the_front_door_counts(
    outside: Outside, mollie: Client, payment: Callable[..., dict[str, Any]]
) -> None:
    for _ in range(2):
        mollie.payments.create(payment())
    label = f"{outside.origin}/postnl/shipment/v2_2/label"
    requests.post(label, json=shipments.postnl(), headers={"apikey": "k"}, timeout=5)
    page = " ".join(outside.get("/").text.split())
    assert "2 betalingen." in page
    assert outside.get("/betalingen/").text.count("€ 121,00") == 2
    assert "PostNL: 1, DHL: 0, DPD: 0." in page
    assert "3 oproepen ontvangen" in page


def test_the_payment_page_may_send_the_payer_to_this_shop_only(
    outside: Outside, mollie: Client, payment: Callable[..., dict[str, Any]]
) -> None:
    made = mollie.payments.create(payment())
    policy = requests.get(made.checkout_url, timeout=5).headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:8000;" in policy


def test_a_payment_page_without_a_known_button_changes_nothing(
    outside: Outside, mollie: Client, payment: Callable[..., dict[str, Any]]
) -> None:
    made = mollie.payments.create(payment())
    assert outside.pay(made.id, "stolen").status_code == 400
    assert outside.pay("tr_unknown", "paid").status_code == 404
    assert mollie.payments.get(made.id).status == "open"


def test_the_logbook_names_fields_and_no_values(outside: Outside) -> None:
    label = f"{outside.origin}/postnl/shipment/v2_2/label"
    requests.post(label, json=shipments.postnl(), headers={"apikey": "k"}, timeout=5)
    page = outside.get("/logboek/").text
    assert "Shipments.Addresses.CompanyName" in page
    assert "De Brink" not in page


def test_a_parcel_is_scanned_with_the_button(outside: Outside) -> None:
    label = f"{outside.origin}/postnl/shipment/v2_2/label"
    requests.post(label, json=shipments.postnl(), headers={"apikey": "k"}, timeout=5)
    [parcel] = outside.parcels()
    outside.scan(parcel["id"])
    outside.scan(parcel["id"], "ready_for_pickup")
    page = outside.get("/pakketten/").text
    assert "Opgehaald" in page
    assert "Ligt op een afhaalpunt" in page
    assert outside.get(f"/pakketten/{parcel['id']}/label.pdf").content.startswith(b"%PDF-")
    missing = requests.post(f"{outside.origin}/pakketten/3SDEVC1/scan", timeout=5)
    assert missing.status_code == 404
    assert outside.get(f"/pakketten/{parcel['id']}/scan").status_code == 405
