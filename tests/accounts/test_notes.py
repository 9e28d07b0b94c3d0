"""Colleagues write notes about a practice; its own copy shows them."""

import pytest

from accounts import services
from accounts.models import Practice, PracticeNote
from d4d.roles import ROLES
from privacy import restriction
from privacy.vocabulary.staff import CHIEF, STAFF_ROLES
from privacy.walk import rows
from tests.accounts.people import a_practice, signed_in, somebody_of_the_staff
from tests.promises.desk import a_role

pytestmark = pytest.mark.django_db


def page_of(practice: Practice, name: str) -> str:
    return f"/beheer/accounts/practice/{practice.pk}/{name}/"


def test_a_note_stands_on_the_page_of_the_practice_and_in_its_copy() -> None:
    practice = a_practice()
    desk = signed_in(a_role("service", "service@d4d.example"), second_factor=True)
    assert page_of(practice, "note") in desk.get(page_of(practice, "overzicht")).content.decode()
    answer = desk.post(page_of(practice, "note"), {"text": "Belt liever na vijven"})
    assert answer["Location"] == page_of(practice, "overzicht")
    assert "Belt liever na vijven" in desk.get(page_of(practice, "overzicht")).content.decode()
    note = PracticeNote.objects.get()
    assert note.role == "service"
    theirs = [
        one for one in rows(practice.subject.uuid) if one.model is PracticeNote and "text" in one.columns
    ]
    assert [list(one.queryset) for one in theirs] == [[note]]
    warehouse = signed_in(a_role("warehouse", "magazijn@d4d.example"), second_factor=True)
    assert warehouse.post(page_of(practice, "note"), {"text": "x"}).status_code == 403


def test_the_role_of_who_wrote_it_is_said_in_dutch() -> None:
    practice = a_practice()
    services.write_note(
        practice.pk, "Sleutel ligt bij de buren", role="privacy officer", by=practice.subject.uuid
    )
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    for page in (page_of(practice, "overzicht"), "/beheer/accounts/practicenote/"):
        text = desk.get(page).content.decode()
        assert ("privacyfunctionaris" in text, "privacy officer" in text) == (True, False), page
    assert set(STAFF_ROLES) == {*ROLES, CHIEF}


def test_nothing_is_added_to_data_that_is_only_kept() -> None:
    practice = a_practice()
    restriction.begin(practice.subject.uuid, "a", by=None)
    with pytest.raises(services.CannotBeNoted):
        services.write_note(practice.pk, "x", role="sales", by=practice.subject.uuid)
    assert not PracticeNote.objects.exists()
