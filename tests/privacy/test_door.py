"""Nothing leaves the house but what a recipient may have; the gate asks for each use."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from d4d.foundation.permit import Permit
from privacy.disclosure import NotOnTheList, disclose
from privacy.gate import NotPermitted, Refused, may_use, permit
from privacy.models import DataSubject, Disclosure
from privacy.vocabulary import ACCOUNT, BOOKS, MOLLIE, POSTNL, Basis, Purpose, Recipient

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV23")
@pytest.mark.parametrize("field", ["email", "phone", "vat_id", "note", "salutation"])
def test_a_courier_gets_no_more_than_name_and_address(field: str) -> None:
    sent: list[str] = []
    with pytest.raises(NotOnTheList):
        disclose(
            POSTNL,
            {"city": "Deventer", field: "x"},
            lambda: sent.append("gone"),
            subject=None,
            occasion="parcel 1",
        )
    assert sent == []
    assert not Disclosure.objects.exists()


@pytest.mark.promise("PV49")
def test_nobody_gets_anything_who_is_not_declared() -> None:
    stranger = Recipient("stranger", "Stranger", "NL", BOOKS, frozenset({"city"}))
    sent: list[str] = []
    with pytest.raises(NotOnTheList):
        disclose(stranger, {"city": "Deventer"}, lambda: sent.append("gone"), subject=None, occasion="x")
    assert sent == []


@pytest.mark.promise("PV32")
def test_names_of_fields_are_kept_and_never_their_values() -> None:
    person = uuid.uuid4()
    answer = disclose(
        MOLLIE, {"order_number": "D1", "amount": ""}, lambda: "tr_1", subject=person, occasion="payment 1"
    )
    row = Disclosure.objects.get()
    assert answer == "tr_1"
    assert (row.recipient, row.subject, row.fields, row.occasion) == (
        "mollie",
        person,
        ["order_number"],
        "payment 1",
    )


def test_a_disclosure_cannot_be_denied_afterwards() -> None:
    disclose(MOLLIE, {"amount": 1}, lambda: None, subject=None, occasion="payment 1")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Disclosure.objects.all().delete()
    assert Disclosure.objects.count() == 1


@pytest.mark.promise("PV68")
@pytest.mark.parametrize("state", ["restricted", "erasing", "erased"])
def test_restricted_people_are_reached_for_legal_duties_only(state: str) -> None:
    person = DataSubject.objects.create(state=state)
    assert isinstance(may_use(person.uuid, ACCOUNT, "email"), Refused)
    assert may_use(person.uuid, BOOKS, "email") == Permit("books", "email", person.uuid)


@pytest.mark.promise("PV01")
def test_a_purpose_that_nobody_declared_gives_no_permit() -> None:
    person = DataSubject.objects.create()
    gossip = Purpose("gossip", "Gossip", Basis.INTEREST)
    with pytest.raises(NotPermitted):
        permit(person.uuid, gossip, "email")
    assert permit(person.uuid, ACCOUNT, "email").purpose == "account"
