"""What people read about their data is what the register says."""

import ast
from collections.abc import Iterator

import pytest

from privacy import words
from privacy.models import Disclosure
from privacy.register import Personal, declarations
from privacy.vocabulary import PURPOSES, RECIPIENTS, Basis, Category
from tests.accounts.people import a_practice, dutch, manager_of, signed_in
from tests.house.sources import code

pytestmark = pytest.mark.django_db


def test_every_word_of_the_register_has_a_word_for_people() -> None:
    facts = [
        fact for one in declarations().values() for fact in one.columns.values() if isinstance(fact, Personal)
    ]
    moments = {fact.keep.after for fact in facts}
    assert moments - words.MOMENTS.keys() == set()
    laws = {fact.keep.law for fact in facts} | {one.law for one in PURPOSES.values()}
    assert laws - words.LAWS.keys() - {""} == set()
    assert {fact.source for fact in facts} - words.SOURCES.keys() == set()
    assert {one.country for one in RECIPIENTS.values()} - words.COUNTRIES.keys() == set()
    assert {fact.category for fact in facts} - words.CATEGORIES.keys() == set()
    assert set(Category) == words.CATEGORIES.keys()
    assert set(Basis) == words.BASES.keys()
    assert {name for one in RECIPIENTS.values() for name in one.gets} - words.FIELDS.keys() == set()


def test_every_reason_why_something_leaves_has_a_word_for_people() -> None:
    named = {kind for path in code() for kind in _occasions(ast.parse(path.read_text(encoding="utf-8")))}
    assert {"fault", "parcel", "letter", "newsletter"} <= named
    assert named - words.OCCASIONS.keys() == set()


def _occasions(tree: ast.AST) -> Iterator[str]:
    """The first word of each reference under which something is sent: "parcel P2026-7-1"."""
    for node in ast.walk(tree):
        given = node.value if isinstance(node, ast.keyword) and node.arg == "occasion" else None
        if isinstance(node, ast.Assign) and "occasion" in ast.unparse(node.targets[0]):
            given = node.value.elts[-1] if isinstance(node.value, ast.Tuple) else node.value
        kind, space, _number = (
            ast.unparse(given).lstrip("f").strip("'\"").partition(" ") if given else ("", "", "")
        )
        if space and isinstance(given, ast.JoinedStr) and kind.isalpha():
            yield kind


def test_somebody_sees_what_left_the_house_about_them_and_nobody_else() -> None:
    practice = a_practice()
    user = manager_of(practice)
    other = manager_of(a_practice("West", "bea@west.example"))
    for subject, recipient in (
        (user.subject.uuid, "brevo"),
        (practice.subject.uuid, "postnl"),
        (other.subject.uuid, "dhl"),
    ):
        Disclosure.objects.create(
            subject=subject, recipient=recipient, purpose="delivery", fields=["city"], occasion="parcel 1"
        )
    rows = signed_in(user).get("/mijn/privacy/gedeeld/").context["sent"]
    assert [(row.recipient, row.items) for row in rows] == [
        ("PostNL", [dutch("place")]),
        ("Brevo", [dutch("place")]),
    ]
