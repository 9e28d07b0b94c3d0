"""Demands of authorities are personal data too, and what went out in silence is told as it was."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from d4d.foundation import clock, timetable
from privacy import authority
from privacy.erasure.preview import preview, title_of
from privacy.export.sections import sections
from privacy.models import AuthorityRequest, Disclosure, Look
from privacy.retention import night
from tests.promises.desk import a_customer, the_officer
from tests.promises.people import erased

pytestmark = pytest.mark.django_db
TABLE = "privacy.AuthorityRequest"


def a_demand(person: UUID, *, first: UUID, second: UUID, **facts: Any) -> AuthorityRequest:
    """A demand that two people approved."""
    row = authority.register(
        person,
        authority="Politie Oost-Brabant",
        statute="art. 126nd Sv",
        reference="PL2100-2026",
        fields=["last_name", "email", "vat_id"],
        by=first,
        **facts,
    )
    authority.approve(row.pk, by=first)
    return authority.approve(row.pk, by=second)


def in_silence() -> dict[str, Any]:
    """An order to keep silent for thirty days."""
    return {"silence_ground": "art. 126bb Sv", "silent_until": clock.today() + timedelta(days=30)}


def demands_in_the_copy_of(person: UUID) -> int:
    """How many demands somebody reads in their copy."""
    return sum(one.rows.queryset.count() for one in sections(person) if one.table == TABLE)


@pytest.mark.promise("PV44")
def test_a_demand_stands_in_the_copy_of_its_person_but_not_while_we_keep_silent() -> None:
    person = a_customer().subject.uuid
    a_demand(person, first=uuid4(), second=uuid4())
    silent = a_demand(person, first=uuid4(), second=uuid4(), **in_silence())
    assert demands_in_the_copy_of(person) == 1
    assert sum(line.rows for line in preview(person).kept if line.title == title_of(TABLE)) == 1
    authority.lift(silent.pk)
    assert demands_in_the_copy_of(person) == 2
    assert sum(line.rows for line in preview(person).kept if line.title == title_of(TABLE)) == 2


@pytest.mark.promise("PV44")
def test_who_looks_at_a_demand_is_told_to_its_person_but_not_while_we_keep_silent() -> None:
    person = a_customer().subject.uuid
    silent = a_demand(person, first=uuid4(), second=uuid4(), **in_silence())
    page = f"/beheer/privacy/authorityrequest/{silent.pk}/change/"
    desk = the_officer()
    assert desk.get(page).status_code == 200
    assert [one.subject for one in Look.objects.filter(place__contains="AuthorityRequest")] == [None]
    authority.lift(silent.pk)
    assert desk.get(page).status_code == 200
    assert Look.objects.filter(place__contains="AuthorityRequest", subject=person).count() == 1


@pytest.mark.promise("PV44")
def test_a_demand_goes_after_five_years_and_not_before() -> None:
    row = a_demand(a_customer().subject.uuid, first=uuid4(), second=uuid4())
    row.refresh_from_db()
    with time_machine.travel(row.received_at + timedelta(days=5 * 365), tick=False):
        night()
    assert AuthorityRequest.objects.count() == 1
    with time_machine.travel(row.received_at + timedelta(days=5 * 366), tick=False):
        night()
    assert AuthorityRequest.objects.count() == 0


def test_who_approved_leaves_and_two_people_stay_to_be_seen() -> None:
    first, second = (a_customer(f"{name}@d4d.example").subject.uuid for name in ("een", "twee"))
    row = a_demand(uuid4(), first=first, second=second)
    for somebody in (first, second):
        erased(somebody)
    row.refresh_from_db()
    left = {row.first_approver, row.second_approver}
    assert len(left) == 2
    assert not left & {first, second, None}


@pytest.mark.promise("PV44")
def test_after_the_silence_each_file_is_told_once_with_what_was_in_it() -> None:
    person = a_customer().subject.uuid
    row = a_demand(person, first=uuid4(), second=uuid4(), **in_silence())
    for days in (1, 2):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            authority.hand_out(row.pk, by=uuid4())
    silent = list(Disclosure.objects.filter(subject=None).order_by("at"))
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        authority.end_silence()
        authority.end_silence()
    told = Disclosure.objects.filter(subject=person, recipient="authority").order_by("at")
    assert [(one.at, one.fields) for one in told] == [(one.at, one.fields) for one in silent]
    assert [one.fields for one in told] == [["email", "last_name"]] * 2


def test_the_clock_ends_the_silence() -> None:
    assert authority.end_silence in [entry.job for entry in timetable.entries()]
