"""What is left in a browser is what the list says; nothing voluntary without a yes, nothing after a no."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client

from privacy import cookies, statistics
from privacy.models import CookieChoice, PageCount, PageView, StatisticsSwitch
from tests.accounts.people import (
    ANSWERS,
    PASSWORD,
    a_clerk,
    a_practice,
    manager_of,
    post_is_delivered,
    signed_in,
    somebody_of_the_staff,
)

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/producten/",
    "/zoeken/?q=sonde",
    "/registreren/",
    "/account/inloggen/",
    "/privacy/",
    "/cookies/",
)
INSIDE = ("/mijn/", "/mijn/gegevens/", "/mijn/privacy/", "/mijn/beveiliging/", "/winkelwagen/")
BAR = 'class="cookie-bar"'


def visited(client: Client, pages: tuple[str, ...] = PAGES) -> str:
    """Everything that a visitor reads on some pages."""
    answers = [client.get(path) for path in pages]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def choose(client: Client, answer: str) -> Any:
    return client.post("/cookies/keuze/", {"statistics": answer, "next": "/producten/"})


def declared(place: cookies.Place = cookies.Place.COOKIE) -> set[str]:
    return {one.name for one in cookies.inventory() if one.place is place}


@pytest.mark.promise("PV07", "PV28")
def test_a_first_visit_leaves_nothing_but_what_it_cannot_do_without() -> None:
    client = Client()
    assert BAR not in visited(client)
    assert set(client.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    alone = Client()
    visited(alone, ("/", "/producten/", "/privacy/", "/cookies/"))
    assert set(alone.cookies) == set()
    assert not CookieChoice.objects.exists()


@pytest.mark.promise("PV25", "PV29")
def test_everything_left_by_a_whole_visit_is_the_list_and_the_list_is_all(statistics_are_on: None) -> None:
    a_practice()
    client = Client()
    choose(client, "yes")
    visited(client)
    client.post("/account/inloggen/", {"login": "anna@linde.example", "password": PASSWORD})
    visited(client, INSIDE)
    client.post("/taal/", {"language": "en", "next": "/"})
    assert set(client.cookies) == declared()


@pytest.mark.promise("PV29")
def test_the_page_shows_the_list(statistics_are_on: None) -> None:
    page = unescape(Client().get("/cookies/").content.decode())
    for one in cookies.inventory():
        assert f"<code>{one.name}</code>" in page
        assert str(one.purpose) in page
        assert str(one.stays) in page
    assert page.count("<code>") == len(cookies.inventory())


def test_without_statistics_there_is_nothing_voluntary_in_the_list() -> None:
    assert not [one.name for one in cookies.inventory() if one.needs_consent]
    assert cookies.VISIT not in Client().get("/cookies/").content.decode()


@pytest.mark.promise("PV30")
def test_the_bar_offers_both_answers_alike_on_every_page(statistics_are_on: None) -> None:
    for path in PAGES[:-1]:
        page = Client().get(path).content.decode()
        assert page.count(BAR) == 1, path
        bar = page.split(BAR)[1].split("</section>")[0]
        buttons = re.findall(r"<(?:button|a) class=\"([^\"]+)\"[^>]*>(\w+)<", bar)
        assert [name for _, name in buttons] == ["Weigeren", "Accepteren", "Instellingen"]
        assert len({look for look, _ in buttons}) == 1
        assert "checked" not in bar
    assert BAR not in Client().get("/cookies/").content.decode()


@pytest.mark.promise("PV30")
def test_every_page_leads_to_the_choice() -> None:
    for path in (*PAGES, "/contact/", "/voorwaarden/", "/geen-pagina/"):
        footer = Client().get(path).content.decode().split("<footer")[1]
        assert '<a href="/cookies/">Cookie-instellingen</a>' in footer, path


@pytest.mark.promise("PV28", "PV30")
def test_a_refusal_is_remembered_and_nothing_is_counted(statistics_are_on: None) -> None:
    client = Client()
    answer = choose(client, "no")
    assert answer["Location"] == "/producten/"
    assert BAR not in visited(client)
    assert not PageView.objects.exists()
    assert client.cookies[cookies.CHOICE].value == "no"
    assert int(client.cookies[cookies.CHOICE]["max-age"]) >= 180 * 86_400
    assert cookies.VISIT not in client.cookies or not client.cookies[cookies.VISIT].value
    assert not CookieChoice.objects.get().allows_statistics


@pytest.mark.promise("PV28")
def test_after_a_yes_kinds_of_pages_are_counted_until_it_is_taken_back(statistics_are_on: None) -> None:
    client = Client()
    choose(client, "yes")
    assert BAR not in visited(client, ("/", "/producten/", "/zoeken/?q=geheim"))
    rows = list(PageView.objects.order_by("pk").values_list("kind", flat=True))
    assert rows == ["/", "/producten/", "/zoeken/"]
    assert {str(one) for one in PageView.objects.values_list("visit", flat=True)} == {
        client.cookies[cookies.VISIT].value
    }
    proof = CookieChoice.objects.get()
    assert proof.text.text in unescape(Client().get("/").content.decode())

    choose(client, "no")
    assert not PageView.objects.exists()
    assert client.cookies[cookies.VISIT].value == ""
    proof.refresh_from_db()
    assert proof.ended_at is not None
    visited(client)
    assert not PageView.objects.exists()


@pytest.mark.promise("PV28")
def test_a_visitor_who_says_nothing_and_a_forged_number_are_not_counted(statistics_are_on: None) -> None:
    visited(Client())
    forger = Client()
    forger.cookies[cookies.CHOICE] = "yes"
    forger.cookies[cookies.VISIT] = str(uuid.uuid4())
    visited(forger)
    forger.cookies[cookies.VISIT] = "' OR 1=1"
    visited(forger)
    assert not PageView.objects.exists()


@pytest.mark.promise("PV30")
@pytest.mark.parametrize("signal", ["HTTP_SEC_GPC", "HTTP_DNT"])
def test_the_wish_of_the_browser_is_a_refusal(signal: str, statistics_are_on: None) -> None:
    client = Client(**{signal: "1"})
    choose(client, "yes")
    assert BAR not in visited(client)
    assert not PageView.objects.exists()
    assert BAR not in visited(Client(**{signal: "1"}))


@pytest.mark.promise("PV30")
def test_nobody_is_asked_again_for_six_months(statistics_are_on: None) -> None:
    client = Client()
    choose(client, "no")
    lasts = timedelta(seconds=int(client.cookies[cookies.CHOICE]["max-age"]))
    assert timedelta(days=180) <= lasts <= timedelta(days=184)


def test_the_choice_cannot_be_forged_from_another_site_or_lead_there(statistics_are_on: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert choose(strict, "yes").status_code == 403
    assert not CookieChoice.objects.exists()
    client = Client()
    answer = client.post("/cookies/keuze/", {"statistics": "no", "next": "https://elders.example/"})
    assert answer["Location"] == "/cookies/"
    assert client.post("/cookies/keuze/", {"statistics": "maybe"}).status_code == 400


@pytest.mark.promise("PV26", "PV27")
def test_after_a_night_only_totals_of_five_visits_or_more_are_left(statistics_are_on: None) -> None:
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        for number in range(6):
            client = Client()
            choose(client, "yes")
            visited(client, ("/", "/producten/") if number < 5 else ("/contact/",))
    with time_machine.travel("2026-11-21 01:10:00+01:00", tick=False):
        assert statistics.fold() == 11
        assert statistics.fold() == 0
    assert not PageView.objects.exists()
    assert sorted(PageCount.objects.values_list("kind", "views")) == [("/", 5), ("/producten/", 5)]


@pytest.mark.promise("PV27")
def test_few_visits_to_many_kinds_of_pages_are_one_total(statistics_are_on: None) -> None:
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        for path in ("/", "/producten/", "/contact/", "/privacy/", "/voorwaarden/"):
            client = Client()
            choose(client, "yes")
            visited(client, (path,))
    with time_machine.travel("2026-11-21 01:10:00+01:00", tick=False):
        statistics.fold()
    assert list(PageCount.objects.values_list("kind", "views")) == [(statistics.REST, 5)]


@pytest.mark.promise("PV27")
def test_staff_read_the_report_as_a_chart_and_as_figures() -> None:
    with time_machine.travel("2026-11-21 09:00:00+01:00", tick=False):
        PageCount.objects.create(day="2026-11-20", kind="/producten/", views=30)
        PageCount.objects.create(day="2026-11-19", kind="/", views=10)
        answer = signed_in(somebody_of_the_staff(), second_factor=True).get("/beheer/privacy/pagecount/")
    assert [value for _, value in answer.context["chart"].figures][-2:] == [10, 30]
    assert [(row["kind"], row["share"]) for row in answer.context["kinds"]] == [
        ("/producten/", 75),
        ("/", 25),
    ]


def test_staff_switch_it_on_with_a_reason_and_off_drops_what_was_counted() -> None:
    officer = signed_in(a_clerk("view_statisticsswitch", "change_statisticsswitch"), second_factor=True)
    path = "/beheer/privacy/statisticsswitch/add/"
    assert officer.post(path, {"is_on": "on", "reason": ""}).status_code == 200
    assert not statistics.is_on()
    officer.post(path, {"is_on": "on", "reason": "Welke pagina's moeten beter"})
    assert statistics.is_on()
    client = Client()
    choose(client, "yes")
    visited(client, ("/",))
    officer.post(path, {"reason": "Wij weten het"})
    assert not statistics.is_on()
    assert not PageView.objects.exists()
    client.get("/")
    assert client.cookies[cookies.VISIT].value == ""
    assert [row.actor is not None for row in StatisticsSwitch.objects.all()] == [True, True]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StatisticsSwitch.objects.all().delete()


def test_only_who_watches_over_privacy_may_switch() -> None:
    clerk = signed_in(a_clerk("view_statisticsswitch"), second_factor=True)
    path = "/beheer/privacy/statisticsswitch/add/"
    assert clerk.post(path, {"is_on": "on", "reason": "x"}).status_code == 403
    assert not statistics.is_on()


@pytest.mark.promise("PV25")
def test_letters_carry_no_pixels_and_nothing_from_elsewhere() -> None:
    Client().post("/registreren/", ANSWERS)
    letters = post_is_delivered()
    assert letters
    for letter in letters:
        html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]
        assert not re.search(r"<img|<iframe|<link|url\(|@import", html)


def test_a_customer_is_not_counted_by_name(statistics_are_on: None) -> None:
    client = signed_in(manager_of(a_practice()))
    choose(client, "yes")
    visited(client, ("/mijn/",))
    row = PageView.objects.get()
    assert {field.name for field in row._meta.fields} == {"id", "visit", "kind", "day"}
