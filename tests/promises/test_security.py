"""Data stay confidential and whole, within the Economic Area, and what watches over them forgets in time."""

import json
import logging
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as house
from django.test import Client, RequestFactory

from d4d import access_log
from privacy.models import DataSubject
from privacy.places import recipients_are_in_the_union
from tests.accounts.people import a_clerk, a_practice, manager_of, signed_in
from tests.house import sources
from tests.house.test_production import NEEDED, manage
from tests.shop.builders import an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db

NEEDLE = "zq17geheimwoord"


@pytest.fixture
def visits(tmp_path: Path, settings: Any) -> Path:
    """A folder in which the log of visits begins anew."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "logs"


def lines_of(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted(folder.glob("*.log")))


# --- other people's data ---


@pytest.mark.promise("PV02")
def test_somebody_elses_rows_are_not_there() -> None:
    the_tariffs()
    practice = a_practice()
    article = an_article()
    on_the_shelf(article, 5)
    order = an_order(practice, {article: 1})
    stranger = signed_in(manager_of(a_practice("West", "bea@west.example")))
    own = signed_in(manager_of(practice))
    path = f"/mijn/bestellingen/{order.number}/"
    assert (own.get(path).status_code, stranger.get(path).status_code) == (200, 404)
    assert Client().get(path).status_code == 302
    assert Client().get(f"/media/invoices/{order.number}.pdf").status_code == 404


@pytest.mark.promise("PV02")
def test_production_is_set_up_as_it_should_be(tmp_path: Path) -> None:
    asked = (
        "import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in %r]))"
    )
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "STAFF_MUST_USE_SECOND_FACTOR",
        "PASSWORD_HASHERS",
        "ACCESS_LOG_DAYS",
    ]
    done = manage({**NEEDED, "D4D_DATA": str(tmp_path)}, "shell", "--verbosity", "0", "-c", asked % names)
    found = dict(zip(names, json.loads(done.stdout.splitlines()[-1]), strict=True))
    assert found.pop("PASSWORD_HASHERS")[0].endswith("Argon2PasswordHasher")
    assert 0 < found.pop("ACCESS_LOG_DAYS") <= 31
    assert set(found.values()) == {True}


@pytest.mark.promise("PV02")
def test_staff_without_a_second_factor_stay_outside_and_a_page_runs_no_foreign_script() -> None:
    clerk = a_clerk("view_practice")
    assert signed_in(clerk).get("/beheer/accounts/practice/").status_code == 302
    assert signed_in(clerk, second_factor=True).get("/beheer/accounts/practice/").status_code == 200
    policy = Client().get("/")["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"


@pytest.mark.promise("PV02")
@pytest.mark.parametrize("address", ["/contact/", "/static/css/house.css"])
def test_no_page_reaches_for_the_device_and_no_other_site_takes_it_in(address: str) -> None:
    answer = Client().get(address)
    answer.close()  # a file is sent from the disk
    assert answer.status_code == 200
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", "))
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.promise("PV02")
def test_whoever_presses_back_after_somebody_signed_out_sees_nothing_of_theirs() -> None:
    desk = signed_in(a_clerk("view_practice"), second_factor=True)
    assert desk.get("/mijn/privacy/")["Cache-Control"] == "private, no-store"
    assert "no-store" in desk.get("/beheer/")["Cache-Control"]
    assert "Cache-Control" not in Client().get("/contact/")


# --- the log of visits ---


@pytest.mark.promise("PV26")
def test_nobody_can_be_found_in_the_log_of_visits(visits: Path, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(
        HTTP_USER_AGENT=f"{NEEDLE}agent",
        HTTP_REFERER=f"https://{NEEDLE}.example/",
        HTTP_X_FORWARDED_FOR="192.0.2.77",
    )
    a_practice()
    client.get(f"/zoeken/?q={NEEDLE}")
    client.get(f"/uitnodiging/{NEEDLE}/")
    client.get(f"/account/wachtwoord-vergeten/sleutel/1-{NEEDLE}/")
    client.get(f"/bestaat-niet/{NEEDLE}/")
    client.post("/account/inloggen/", {"login": "anna@linde.example", "password": NEEDLE})
    Client(HTTP_X_FORWARDED_FOR="6.6.6.6, 2001:db8:1:2:3:4:5:6").get("/")
    written = lines_of(visits)
    assert len(written.splitlines()) == 6
    for secret in (NEEDLE, "anna", "@", "?", "192.0.2.77", "6.6.6.6", "2:3:4"):
        assert secret not in written, secret
    assert "192.0.2.0/24 GET /zoeken/ 200" in written
    assert "192.0.2.0/24 GET /uitnodiging/…/ " in written
    assert "2001:db8:1::/48 GET / 200" in written


@pytest.mark.promise("PV26")
def test_the_log_of_visits_is_dropped_after_its_period(visits: Path, settings: Any) -> None:
    settings.ACCESS_LOG_DAYS = 30
    first = date(2026, 11, 1)
    for day in (0, 1, 30):
        with time_machine.travel(f"{first + timedelta(days=day)} 12:00:00+01:00", tick=False):
            Client().get("/")
    assert len(list(visits.iterdir())) == 3
    (visits / "notes.txt").write_text("not a log of visits")
    with time_machine.travel("2026-12-01 04:00:00+01:00", tick=False):
        assert access_log.forget() == 0
    with time_machine.travel("2026-12-02 04:00:00+01:00", tick=False):
        assert access_log.forget() == 1
        assert access_log.forget() == 0
    assert sorted(path.name for path in visits.iterdir()) == [
        "access-2026-11-02.log",
        "access-2026-12-01.log",
        "notes.txt",
    ]


def test_a_log_that_somebody_took_away_is_begun_anew(visits: Path) -> None:
    for _turn in range(2):
        Client().get("/contact/")
        (kept,) = visits.iterdir()
        assert " GET /contact/ 200 " in kept.read_text()
        kept.unlink()
    visits.rmdir()
    Client().get("/contact/")
    assert len(lines_of(visits).splitlines()) == 1


@pytest.mark.promise("PV26")
def test_what_django_says_of_a_request_names_no_address(caplog: pytest.LogCaptureFixture) -> None:
    keeper = access_log.WithoutAddresses()
    with caplog.at_level(logging.WARNING, logger="django.request"):
        Client().get(f"/uitnodiging/{NEEDLE}/weg/")
        Client().get(f"/document/999/?sleutel={NEEDLE}")
    said = [record for record in caplog.records if record.name == "django.request"]
    assert [keeper.filter(record) for record in said] == [True, True]
    assert not [record.getMessage() for record in said if NEEDLE in record.getMessage()]
    assert house.LOGGING["handlers"]["console"]["filters"] == ["without_addresses"]


@pytest.mark.promise("PV26")
def test_a_secret_in_an_address_is_taken_out_of_a_message() -> None:
    request = RequestFactory().get(f"/uitnodiging/{NEEDLE}/")
    record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", request.path), None)
    assert NEEDLE in record.getMessage()
    record.request = request
    access_log.WithoutAddresses().filter(record)
    assert record.getMessage() == "Not Found: -"


@pytest.mark.promise("PV26")
def test_the_web_server_keeps_no_log_of_its_own() -> None:
    text = (sources.ROOT / "gunicorn.conf.py").read_text()
    assert "accesslog" not in text
    shown = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config", "d4d.wsgi:application"],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.search(r"^accesslog\s+= None$", shown, flags=re.MULTILINE)


# --- abuse ---


@pytest.mark.promise("PV41", "PV55")
def test_guessing_is_stopped_and_tells_nobody_outside() -> None:
    from privacy.models import Disclosure

    a_practice()
    for _ in range(5):
        Client().post("/account/inloggen/", {"login": "anna@linde.example", "password": "geraden"})
    locked = Client().post(
        "/account/inloggen/", {"login": "anna@linde.example", "password": "vier blauwe molens draaien"}
    )
    assert locked.status_code == 200
    assert not Disclosure.objects.exists()


@pytest.mark.promise("PV41")
def test_what_is_kept_against_abuse_has_a_short_period() -> None:
    from privacy.register import Personal, declarations
    from privacy.vocabulary import SECURITY, Category

    kept = {
        (one.model, name): fact.keep
        for one in declarations().values()
        for name, fact in one.columns.items()
        if isinstance(fact, Personal) and SECURITY in fact.purposes and fact.category is Category.TECHNICAL
    }
    assert ("usersessions.UserSession", "ip") in kept
    long = {
        place: keep
        for place, keep in kept.items()
        if not keep.with_person and (keep.years > 1 or keep.days > 366)
    }
    assert long == {}


# --- places ---


def problems() -> list[str]:
    return [str(problem.msg) for problem in recipients_are_in_the_union()]


@pytest.mark.promise("PV56")
def test_as_it_stands_everything_stays_within_the_union() -> None:
    assert problems() == []


@pytest.mark.promise("PV56")
def test_a_tool_that_reports_elsewhere_is_refused(settings: Any) -> None:
    settings.SENTRY_DSN = "https://key@o1.ingest.example/1"
    assert problems() == ["SENTRY_DSN would report to somebody who is not declared (privacy/places.py)"]


@pytest.mark.promise("PV56")
def test_production_does_not_pass_its_check_with_a_database_elsewhere(tmp_path: Path) -> None:
    elsewhere = {"D4D_DATABASE": "postgresql://h:s@db.example:5432/h", "D4D_DATABASE_COUNTRY": "US"}
    done = manage({**NEEDED, "D4D_DATA": str(tmp_path), **elsewhere}, "check")
    assert done.returncode == 1
    assert "privacy.E014" in done.stderr


@pytest.mark.promise("PV80")
def test_registering_a_known_address_answers_like_an_unknown_one() -> None:
    from tests.accounts.people import ANSWERS

    first = Client().post("/registreren/", ANSWERS)
    people = DataSubject.objects.count()
    second = Client().post("/registreren/", ANSWERS)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert DataSubject.objects.count() == people
