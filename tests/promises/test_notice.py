"""The privacy statement says what the register says, in every version that there ever was."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from d4d.foundation.models import Delivery
from privacy import notice, overview, vocabulary, words
from privacy.models import NoticeShown, NoticeVersion
from privacy.register import Personal, declarations
from privacy.statement import editions, prose, tables
from privacy.vocabulary import PURPOSES, RECIPIENTS, Basis, Recipient
from tests.accounts.people import (
    ANSWERS,
    a_practice,
    manager_of,
    post_is_delivered,
    signed_in,
)

pytestmark = pytest.mark.django_db

BICYCLE = Recipient("bicycle", "Fietskoerier Brabant", "NL", vocabulary.DELIVERY, frozenset({"city"}))


@pytest.fixture
def a_new_courier() -> Iterator[Recipient]:
    """Somebody joins the circle of recipients, and the house is started again."""
    RECIPIENTS[BICYCLE.code] = BICYCLE
    editions.all_of_them.cache_clear()
    yield BICYCLE
    del RECIPIENTS[BICYCLE.code]
    editions.all_of_them.cache_clear()


def words_of(client: Client, path: str) -> str:
    """What a page says, without its markup."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'").replace("&amp;", "&"))


def documents() -> list[tuple[str, str]]:
    """The prose of the newest edition in each language."""
    newest = editions.folders()[-1]
    return [(language, (newest / f"{language}.md").read_text()) for language in editions.LANGUAGES]


@pytest.mark.promise("PV03")
@pytest.mark.parametrize("language", editions.LANGUAGES)
def test_the_statement_says_everything_that_the_register_says(language: str, client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = words_of(client, "/privacy/")
    with translation.override(language):
        said = [str(one.label) for one in PURPOSES.values()]
        said += [str(words.BASES[one.basis]) for one in PURPOSES.values()]
        said += [str(one.name) for one in RECIPIENTS.values()]
        said += [words.country(one.country) for one in RECIPIENTS.values()]
        for one in overview.held():
            said += [one.title, *one.items, *one.periods, *one.sources, *one.laws]
    assert [text for text in said if text not in page] == []


@pytest.mark.promise("PV03")
def test_prose_and_register_agree_in_both_languages() -> None:
    known = {("purpose", code) for code in PURPOSES} | {("recipient", code) for code in RECIPIENTS}
    for language, text in documents():
        named = prose.mentions(text)
        assert named - known == set(), f"{language} names what the register does not know"
        assert known - named == set(), f"{language} leaves out what the register knows"
        assert prose.tables(text) == set(tables.NAMES)


def test_a_sentence_about_somebody_unknown_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    (_, text), *_ = documents()
    assert ("recipient", "advertiser") in prose.mentions(f"{text}\n- {{recipient:advertiser}} is told.")
    without = text.replace("{recipient:mollie}", "Iemand")
    assert ("recipient", "mollie") not in prose.mentions(without)


@pytest.mark.promise("PV03", "PV24")
def test_the_register_cannot_change_without_a_new_text() -> None:
    call_command("privacy_notice", "--check")
    for folder in editions.folders():
        edition = editions.read(folder, is_newest=False)
        assert edition.released_as in {"", edition.sha256}, f"{folder.name} was changed after its release"


def test_a_changed_register_is_seen(a_new_courier: Recipient) -> None:
    with pytest.raises(CommandError, match="register has changed"):
        call_command("privacy_notice", "--check")


@pytest.mark.promise("PV03", "PV24")
def test_who_joins_stands_in_a_new_version_and_the_old_one_stays_readable(
    client: Client, request: pytest.FixtureRequest
) -> None:
    before = notice.in_force().version
    assert BICYCLE.name not in words_of(client, "/privacy/")
    request.getfixturevalue("a_new_courier")
    assert BICYCLE.name in words_of(client, "/privacy/")
    after = notice.in_force().version
    assert after == f"{before}.2"
    assert BICYCLE.name not in words_of(client, f"/privacy/versies/{before}/")
    assert BICYCLE.name in words_of(client, f"/privacy/versies/{after}/")
    changes = client.get(f"/privacy/versies/{after}/verschil/").context["changes"]
    assert [one.is_new for one in changes] == [True]
    assert BICYCLE.name in changes[0].text
    assert NoticeVersion.objects.get(version=after).summary["nl"].startswith("De tabellen volgen")
    assert {before, after} <= set(
        re.findall(r"versies/([\d.-]+)/\"", client.get("/privacy/versies/").content.decode())
    )


@pytest.mark.promise("PV24")
def test_people_are_told_when_the_circle_grows_and_only_once(request: pytest.FixtureRequest) -> None:
    user = manager_of(a_practice())
    client = signed_in(user)
    assert "/verschil/" not in client.get("/mijn/privacy/").content.decode()
    request.getfixturevalue("a_new_courier")
    version = notice.publish()
    assert notice.publish() == version
    letters = [letter for letter in post_is_delivered() if letter.to == [user.email]]
    assert [f"/privacy/versies/{version.version}/verschil/" in str(letter.body) for letter in letters] == [
        True
    ]
    assert not Delivery.objects.exclude(dead_at=None).exists()
    assert f"/privacy/versies/{version.version}/verschil/" in client.get("/mijn/privacy/").content.decode()
    client.post("/privacy/gezien/")
    assert "/verschil/" not in client.get("/mijn/privacy/").content.decode()


@pytest.mark.promise("PV24")
def test_who_comes_later_is_not_told_what_was_new_before(a_new_courier: Recipient) -> None:
    notice.publish()
    client = signed_in(manager_of(a_practice()))
    assert "/verschil/" not in client.get("/mijn/privacy/").content.decode()


@pytest.mark.promise("PV24")
def test_who_left_keeps_a_line_with_the_last_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(RECIPIENTS["dpd"], since=date(2026, 11, 1), until=date(2026, 11, 20))
    monkeypatch.setitem(RECIPIENTS, "dpd", gone)
    editions.all_of_them.cache_clear()
    page = words_of(client, "/privacy/")
    assert "1 november 2026 tot en met 20 november 2026" in page


@pytest.mark.promise("PV03")
def test_a_published_version_is_never_rewritten() -> None:
    version = notice.in_force()
    for act in (
        lambda: NoticeVersion.objects.all().delete(),
        lambda: NoticeVersion.objects.update(version="x"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert NoticeVersion.objects.get(pk=version.pk).sha256 == editions.fingerprint(version.content)


@pytest.mark.promise("PV69")
def test_each_purpose_shows_its_ground_and_its_law_or_interest(client: Client) -> None:
    rows = client.get("/privacy/").context["statement"].tables["purposes"]
    shown = {row["code"]: (row["basis"], bool(row["because"])) for row in rows}
    with translation.override("nl"):
        for purpose in PURPOSES.values():
            basis, says_why = shown[purpose.code]
            assert basis == str(words.BASES[purpose.basis])
            assert says_why or purpose.basis in {Basis.CONTRACT, Basis.CONSENT}
    assert PURPOSES["order"].basis is Basis.CONTRACT


@pytest.mark.promise("PV71")
def test_no_legal_duty_is_claimed_without_its_law() -> None:
    duties = [one for one in PURPOSES.values() if one.basis is Basis.LEGAL]
    assert duties
    assert [one.code for one in duties if not one.law] == []
    facts = [
        fact for one in declarations().values() for fact in one.columns.values() if isinstance(fact, Personal)
    ]
    assert [fact for fact in facts if fact.erase is vocabulary.Erase.KEEP and not fact.keep.law] == []


@pytest.mark.promise("PV72")
def test_nothing_rests_on_the_public_interest(client: Client) -> None:
    assert {str(one) for one in Basis} == {"consent", "contract", "legal obligation", "legitimate interest"}
    rows = client.get("/privacy/").context["statement"].tables["purposes"]
    assert not [row for row in rows if "algemeen belang" in row["basis"]]
    assert "taak van algemeen belang doen wij niet" in words_of(client, "/privacy/")


@pytest.mark.promise("PV77", "PV79")
def test_every_page_about_privacy_says_who_we_are_and_whom_to_ask(client: Client) -> None:
    who = settings.CONTROLLER
    version = notice.in_force().version
    for path in ("/privacy/", "/privacy/versies/", f"/privacy/versies/{version}/", "/cookies/"):
        main = client.get(path).content.decode().split("<main")[1].split("</main>")[0]
        facts = (who["name"], who["street"], who["postcode"], who["kvk_number"], f"mailto:{who['email']}")
        assert [fact for fact in facts if fact not in main] == [], path
    inside = signed_in(manager_of(a_practice()))
    for path in ("/mijn/privacy/", "/mijn/privacy/personalisatie/"):
        assert f"mailto:{who['email']}" in inside.get(path).content.decode(), path


@pytest.mark.promise("PV77", "PV79")
def test_every_letter_says_who_we_are_and_whom_to_ask() -> None:
    Client().post("/registreren/", ANSWERS)
    (letter,) = [one for one in post_is_delivered() if one.to == ["anna@linde.example"]]
    html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]
    for fact in (
        settings.CONTROLLER["name"],
        settings.CONTROLLER["kvk_number"],
        settings.CONTROLLER["email"],
    ):
        assert fact in str(letter.body)
        assert fact in html
    assert f"{settings.CONTROLLER['origin']}/privacy/" in str(letter.body)
    assert f"{settings.CONTROLLER['origin']}/privacy/" in html


@pytest.mark.promise("PV78")
@pytest.mark.parametrize(
    ("language", "unconditional"),
    [
        ("nl", "Maar dat hoeft niet eerst: u kunt op elk moment"),
        ("en", "But you need not do that first: at any moment"),
    ],
)
def test_a_complaint_needs_no_other_step_first(language: str, unconditional: str, client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/privacy/").content.decode()
    assert unconditional in page
    assert 'href="https://www.autoriteitpersoonsgegevens.nl/"' in page


def test_the_right_to_object_stands_apart(client: Client) -> None:
    sections = client.get("/privacy/").context["statement"].sections
    assert [one.anchor for one in sections if one.stands_apart] == ["bezwaar"]
    assert {"verplicht", "computer", "klacht", "bezwaar", "rechten"} <= {one.anchor for one in sections}


@pytest.mark.promise("PV06")
def test_whoever_registers_has_the_version_on_record_that_they_were_shown() -> None:
    Client().post("/registreren/", ANSWERS)
    row = NoticeShown.objects.get()
    assert (row.version, row.place) == (notice.in_force().version, "registration")
    assert NoticeVersion.objects.filter(version=row.version).exists()


def test_an_edition_that_was_released_is_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "2026-11"
    copy.mkdir()
    for path in editions.folders()[-1].iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(editions, "FOLDER", tmp_path)
    call_command("privacy_notice", "--release")
    assert editions.read(copy, is_newest=False).released_as == editions.read(copy, is_newest=False).sha256
    monkeypatch.setitem(RECIPIENTS, BICYCLE.code, BICYCLE)
    with pytest.raises(CommandError, match="begin a new edition"):
        call_command("privacy_notice")
    call_command("privacy_notice", "--new", "2027-01")
    frozen: dict[str, Any] = json.loads((tmp_path / "2027-01" / "tables.json").read_text())
    assert BICYCLE.name in {row["name"] for row in frozen["nl"]["recipients"]}
    assert BICYCLE.name not in (copy / "tables.json").read_text()
