"""Dutch first, English second, and nothing half translated."""

import ast
import re
import shutil
from pathlib import Path

import pytest
from django.utils import translation

from d4d.foundation import reasons
from tests.house import sources
from tools import messages

ASKED_BY_A_PACKAGE = "Are you sure you want to sign out?"
CATALOGUE = sources.ROOT / messages.CATALOGUE
ASKS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")
# Short words that Dutch sentences can hardly do without and English ones never use.
DUTCH = re.compile(
    r"\b(de|het|een|uw|wij|voor|niet|naar|zijn|wordt|bestelling|factuur|praktijk)\b", re.IGNORECASE
)
MOVES_A_ROW = {"move", "begin", "drop", "pause", "end_mandate", "activate", "recall_invoice"}
NAMES = re.compile(r"Mijn|niet ingeschreven|tandarts, praktijk")


def msgids(text: str) -> list[str]:
    entries = re.findall(r'^msgid (?:""\n)?((?:".*"\n?)+)', text, flags=re.MULTILINE)
    return ["".join(re.findall(r'"(.*)"', entry)) for entry in entries]


def test_everything_has_its_dutch() -> None:
    assert messages.untranslated(CATALOGUE) == 0


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    written = shutil.copy(CATALOGUE, tmp_path / "django.po")
    assert messages.compiled(written).read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()


def test_every_message_of_the_code_is_in_the_catalogue(tmp_path: Path) -> None:
    fresh = messages.collect(sources.copy_to(tmp_path, "templates", "locale"))
    assert set(msgids(fresh.read_text())) == set(msgids(CATALOGUE.read_text()))


def test_no_message_is_hidden_from_those_who_collect_them() -> None:
    """What stands inside an f-string is not seen by the collector, and would be read in English."""
    known = {one.encode().decode("unicode_escape", "ignore") for one in msgids(CATALOGUE.read_text())}
    hidden = {(sources.name(path), said) for path in sources.code() for said in asked_for(path)}
    assert [one for one in sorted(hidden) if one[1].isascii() and one[1] not in known] == []


def asked_for(path: Path) -> list[str]:
    """The messages that a file asks for in plain letters."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ASKS]
    first = [call.args[0] for call in named if call.args]
    return [one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_a_message_without_dutch_is_seen(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text('msgid "Cart"\nmsgstr "Winkelwagen"\n\nmsgid "Order"\nmsgstr ""\n')
    assert messages.untranslated(catalogue) == 1


def test_messages_are_written_in_english() -> None:
    suspects = [one for one in msgids(CATALOGUE.read_text()) if DUTCH.search(NAMES.sub("", one))]
    assert not suspects


def test_a_dutch_message_is_seen() -> None:
    assert DUTCH.search("Uw winkelwagen is leeg")
    assert not DUTCH.search("Your cart is empty")


def test_packages_speak_as_politely_as_we_do(tmp_path: Path) -> None:
    tone = sources.ROOT / "locale/packages/nl/LC_MESSAGES/django.po"
    written = shutil.copy(tone, tmp_path / "django.po")
    assert messages.compiled(written).read_bytes() == tone.with_suffix(".mo").read_bytes()
    assert not re.findall(r"^msgstr.*\b(?:je|jij|jou|jouw)\b.*$", tone.read_text(), flags=re.MULTILINE)
    with translation.override("nl"):
        assert translation.gettext(ASKED_BY_A_PACKAGE) == "Wilt u uitloggen?"


@pytest.mark.parametrize(
    ("context", "said", "means"),
    [
        (None, "From", "Van"),
        ("room", "From", "Onderdeel"),
        (None, "Next", "Volgende"),
        ("visit", "Next", "Volgende stap"),
        (None, "Asked", "Gesteld"),
        ("quote", "Asked", "Gevraagd"),
    ],
)
def test_a_word_of_many_places_means_in_each_what_it_should(
    context: str | None, said: str, means: str
) -> None:
    with translation.override("nl"):
        assert (translation.pgettext(context, said) if context else translation.gettext(said)) == means


def test_a_reason_that_the_house_gives_is_told_in_dutch() -> None:
    """The steps of a row keep it in English, and whoever reads them gets it in words."""
    given = {
        said
        for path in sources.code()
        if not {"demo", "simulator", "render"} & set(path.parts)
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in MOVES_A_ROW
        for one in call.keywords
        if one.arg == "reason" and isinstance(one.value, ast.Constant) and (said := one.value.value)
    }
    assert given
    assert given - set(reasons.OURS) == set()
    with translation.override("nl"):
        assert {reasons.in_words(one) for one in reasons.OURS} & set(reasons.OURS) == set()
        assert reasons.in_words("Stock") == "Stock"  # somebody's own words stay as they are
