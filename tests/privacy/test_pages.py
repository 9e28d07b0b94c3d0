"""What people read about their data is what the register says."""

import pytest

from privacy import words
from privacy.models import Disclosure
from privacy.register import Personal, declarations
from privacy.vocabulary import PURPOSES, RECIPIENTS, Basis, Category
from tests.accounts.people import a_practice, dutch, manager_of, signed_in

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
