"""Nothing leaves but by the one door, and nobody is written to without leave."""

from dataclasses import replace
from uuid import uuid4

import pytest

from privacy import gate
from privacy.disclosure import NotOnTheList, disclose
from privacy.models import DataSubject, Disclosure
from privacy.vocabulary import BOOKS, DELIVERY, ORDER, VIES


def send() -> str:
    return "sent"


@pytest.mark.django_db
def test_what_leaves_is_written_down_by_name_and_never_by_value() -> None:
    assert disclose(VIES, {"vat_id": "NL852321545B01"}, send, subject=None, occasion="practice 7") == "sent"
    row = Disclosure.objects.get()
    assert (row.recipient, row.fields) == ("vies", ["vat_id"])
    assert "852321547" not in repr(row.__dict__)


@pytest.mark.django_db
def test_a_field_that_is_not_on_the_list_stays_here() -> None:
    left: list[str] = []
    with pytest.raises(NotOnTheList):
        disclose(
            VIES,
            {"vat_id": "NL1", "email": "a@b.nl"},
            lambda: left.append("left"),
            subject=None,
            occasion="x",
        )
    assert left == []
    assert not Disclosure.objects.exists()


@pytest.mark.django_db
def test_a_recipient_that_nobody_declared_gets_nothing() -> None:
    left: list[str] = []
    stranger = replace(VIES, name="Somebody else")
    with pytest.raises(NotOnTheList):
        disclose(stranger, {"vat_id": "NL1"}, lambda: left.append("left"), subject=None, occasion="x")
    assert left == []


@pytest.mark.django_db
def test_somebody_who_is_frozen_hears_of_legal_duties_only() -> None:
    frozen = DataSubject.objects.create(state=DataSubject.State.RESTRICTED)
    assert gate.permit(frozen.uuid, BOOKS, "email").subject == frozen.uuid
    with pytest.raises(gate.NotPermitted):
        gate.permit(frozen.uuid, ORDER, "email")


@pytest.mark.django_db
def test_nobody_is_written_to_whom_we_do_not_know() -> None:
    with pytest.raises(gate.NotPermitted):
        gate.permit(uuid4(), DELIVERY, "email")


@pytest.mark.django_db
def test_a_purpose_that_is_not_in_the_list_gives_no_leave() -> None:
    with pytest.raises(gate.NotPermitted):
        gate.permit(None, replace(ORDER, label="Selling addresses"), "email")
