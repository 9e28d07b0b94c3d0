"""The search box of the desk finds who owes, and what the agency has."""

import pytest

from d4d.foundation import clock
from privacy import finding
from shop.debtors.models import CollectionCase, Debtor
from tests.shop.builders import a_practice
from tests.shop.debtors.builders import an_invoice

pytestmark = pytest.mark.django_db


def found(text: str, model: type) -> list[int]:
    hits = finding.find(text, lambda _right: True)
    return [row.pk for one in hits for row in one.rows if row.model is model]


def test_whoever_owes_is_found_as_a_debtor_by_number_and_name() -> None:
    owing, other = a_practice(name="Mondzorg Zuid"), a_practice(name="Mondzorg Noord")
    an_invoice(owing)
    assert found(owing.number, Debtor) == found("mondzorg", Debtor) == [owing.pk]
    assert found(other.number, Debtor) == []


def test_a_collection_is_found_by_its_number() -> None:
    case = CollectionCase.objects.create(practice=a_practice(), decided_at=clock.now())
    assert found(str(case), CollectionCase) == [case.pk]
    assert found("I99999", CollectionCase) == []
