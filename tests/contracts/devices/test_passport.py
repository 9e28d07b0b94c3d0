"""One page shows the whole life of a device, and stays fast when that is long."""

from datetime import date, timedelta
from typing import Any

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.devices import passport, services, stickers, telling
from contracts.devices.models import DeviceChange, InspectionReport
from contracts.devices.passport import Happening, Panel
from tests.contracts.devices.builders import a_device, a_report, a_visitor
from tests.shop.builders import a_practice

pytestmark = pytest.mark.django_db
MOST_OF_THIS_ROOM = 4  # of the eight that the page may ask with all rooms together


def test_the_page_tells_everything_the_newest_first() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    device = a_device(practice, serial="SN-7", udi_di="08712345678906", lot="L-1", room="Kamer 4")
    a_report(device, date(2024, 3, 1))
    a_report(device, date(2025, 3, 1), kind="other", title="Waterkwaliteit")
    page = client.get(f"/mijn/apparaten/{device.pk}/").content.decode()
    for fact in ("SN-7", "08712345678906", "L-1", "Kamer 4", "Steralis B17"):
        assert fact in page
    told = [(one.at, one.text) for one in passport.history(device)]
    assert [at for at, _text in told] == sorted((at for at, _text in told), reverse=True)
    assert page.index("1 maart 2025</time>") < page.index("1 maart 2024</time>")
    assert 'datetime="2024-03-01"' in page


def test_another_practice_gets_nothing() -> None:
    device = a_device(a_practice())
    _user, stranger = a_visitor()
    for page in ("", "wijzigen/", "rapport/", "sticker.svg"):
        assert stranger.get(f"/mijn/apparaten/{device.pk}/{page}").status_code == 404
    for act in ("buiten-gebruik", "in-gebruik"):
        assert stranger.post(f"/mijn/apparaten/{device.pk}/{act}/").status_code == 404


def test_ten_years_of_history_cost_no_more_queries_than_none() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    device = a_device(practice)
    page = f"/mijn/apparaten/{device.pk}/"
    client.get(page)
    with CaptureQueriesContext(connection) as young:
        client.get(page)
    first = date(2016, 1, 1)
    DeviceChange.objects.bulk_create(
        DeviceChange(device=device, kind="changed", fields=["room"], on=first + timedelta(7 * week))
        for week in range(500)
    )
    InspectionReport.objects.bulk_create(
        InspectionReport(device=device, kind="electrical", done_on=first + timedelta(30 * month), size=1)
        for month in range(120)
    )
    with CaptureQueriesContext(connection) as old:
        assert client.get(page).content.decode().count("<time") == 621
    assert len(old) == len(young)
    assert len(old) <= 8, [one["sql"][:300] for one in old.captured_queries]
    own = [one["sql"] for one in old.captured_queries if 'FROM "devices_' in one["sql"]]
    assert len(own) <= MOST_OF_THIS_ROOM


def test_rooms_above_add_their_own(monkeypatch: Any) -> None:
    monkeypatch.setattr(passport, "_tellers", {90: telling.steps_of})
    monkeypatch.setattr(passport, "_panel_makers", {50: telling.reports_of})
    passport.add(1, lambda device: [Happening(date(2020, 1, 1), "Bezoek", "wrench", "/mijn/onderhoud/7/")])
    passport.add_panel(1, lambda device: Panel("devices/_facts.html", {}))
    passport.add_panel(2, lambda device: None)
    practice = a_practice()
    _user, client = a_visitor(practice)
    device = a_device(practice)
    assert (
        '<a href="/mijn/onderhoud/7/">Bezoek</a>'
        in client.get(f"/mijn/apparaten/{device.pk}/").content.decode()
    )
    assert [panel.template for panel in passport.panels(device)] == [
        "devices/_facts.html",
        "devices/_reports.html",
    ]


def test_the_code_on_the_sticker_says_an_opaque_address_and_nothing_else(
    settings: Any, monkeypatch: Any
) -> None:
    settings.PUBLIC_ORIGIN = "https://winkel.example"
    said, make = [], segno.make
    monkeypatch.setattr(segno, "make", lambda content, **how: said.append(content) or make(content, **how))
    practice = a_practice()
    _user, client = a_visitor(practice)
    device = a_device(practice, serial="SN-GEHEIM")
    answer = client.get(f"/mijn/apparaten/{device.pk}/sticker.svg")
    assert said == [f"https://winkel.example/apparaat/{device.token}/"]
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"GEHEIM" not in answer.content
    assert b"<path" in answer.content


def test_a_scan_leads_through_sign_in_to_the_device_of_the_own_practice_only(monkeypatch: Any) -> None:
    monkeypatch.setattr(stickers, "_ways", [])
    practice = a_practice()
    device, other = a_device(practice), a_device(a_practice())
    page = f"/apparaat/{device.token}/"
    assert Client().get(page).url == f"/account/inloggen/?next={page}"
    _user, client = a_visitor(practice)
    assert client.get(page).url == f"/mijn/apparaten/{device.pk}/"
    assert client.get(f"/apparaat/{other.token}/").status_code == 404
    assert client.get("/apparaat/bestaat-niet/").status_code == 404
    assert stickers.target(device) == f"/mijn/apparaten/{device.pk}/"
    stickers.lead_to(lambda found: f"/mijn/storingen/melden/?apparaat={found.pk}")
    assert client.get(page).url == f"/mijn/storingen/melden/?apparaat={device.pk}"
    _reader, looking = a_visitor(practice, "reader")
    assert looking.get(page).url == f"/mijn/apparaten/{device.pk}/"
    services.retire(device.pk, None)
    assert client.get(page).url == f"/mijn/apparaten/{device.pk}/"


def test_the_sheet_has_a_sticker_for_each_device_in_use() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    devices = [a_device(practice) for _number in range(3)]
    page = client.get("/mijn/apparaten/stickers/").content.decode()
    assert page.count('role="img" aria-label="QR-code van') == 3
    for device in devices:
        assert stickers.drawing(device) in page
