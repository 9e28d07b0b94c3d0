"""What protects people comes back after an old backup, before anybody is erased again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.models import User
from d4d.foundation import clock
from d4d.foundation.models import Restoration
from d4d.foundation.triggers import purging
from privacy import (
    access,
    anchors,
    consent,
    erasure,
    journal,
    objection,
    personalisation,
    replay,
    restriction,
)
from privacy.consent.catching_up import catch_up
from privacy.gate import Refused, may_use
from privacy.models import (
    ConsentEvent,
    ConsentEvidence,
    DataSubject,
    Hold,
    Look,
    Objection,
    Request,
    RequestEvent,
    Restriction,
)
from privacy.vocabulary import PARTNERS, PERSONALISATION, PURPOSES, Channel
from tests.accounts import people

pytestmark = pytest.mark.django_db(transaction=True)
NEXT_YEAR = date(2027, 1, 1)
FORGOTTEN: tuple[Any, ...] = (Request, RequestEvent, Hold, Restriction, Objection)


@pytest.fixture
def person() -> UUID:
    return people.manager_of(people.a_practice()).subject.uuid


@pytest.fixture(autouse=True)
def _a_journal(db: None) -> None:
    journal.prepare()


def an_old_backup() -> Iterator[None]:
    """Everything that comes after this is forgotten by the database, not by what lies beside it."""
    taken_at = clock.now()
    kept = {model: list(model.objects.all()) for model in FORGOTTEN}
    states = dict(DataSubject.objects.values_list("pk", "state"))
    events = list(ConsentEvent.objects.values_list("pk", flat=True))
    yield
    with purging():
        for model in reversed(FORGOTTEN):
            model.objects.all().delete()
        late = ConsentEvent.objects.exclude(pk__in=events)
        ConsentEvidence.objects.filter(event__in=late).delete()
        late.delete()
    for model in FORGOTTEN:
        model.objects.bulk_create(kept[model])
    for pk, state in states.items():
        DataSubject.objects.filter(pk=pk).update(state=state)
    consent.rebuild()
    Restoration.objects.create(backup="old", taken_at=taken_at, restored_at=clock.now())


def put_back(backup: Iterator[None]) -> None:
    next(backup, None)


def begun() -> Iterator[None]:
    backup = an_old_backup()
    next(backup)
    return backup


def test_a_hold_placed_since_keeps_its_rows_when_the_erasure_is_repeated(person: UUID) -> None:
    backup = begun()
    hold = erasure.place(person, "geschil", NEXT_YEAR, by=None, tables=["accounts.User"], rows=[])
    entry = DataSubject.objects.create().uuid
    put_back(backup)
    assert not Hold.objects.exists()
    journal.write(entry, person, clock.now())

    replay.replay()

    again = Hold.objects.get()
    assert (again.subject, again.tables, again.rows, again.review_on) == (
        person,
        ["accounts.User"],
        [],
        NEXT_YEAR,
    )
    assert again.placed_at == hold.placed_at
    assert User.objects.filter(subject__uuid=person).exists()
    assert replay.replay() == 0
    assert Hold.objects.count() == 1


def test_a_hold_released_since_holds_nothing_back(person: UUID) -> None:
    old = erasure.place(person, "geschil", NEXT_YEAR, by=None)
    backup = begun()
    erasure.release(old.pk, by=None)
    erasure.release(erasure.place(person, "nog een", NEXT_YEAR, by=None, rows=[7]).pk, by=None)
    put_back(backup)
    assert Hold.objects.in_force().count() == 1
    replay.replay()
    assert not Hold.objects.in_force().exists()
    assert Hold.objects.get().reason == "geschil"


def test_a_restriction_begun_since_stands_again_and_one_lifted_since_does_not(person: UUID) -> None:
    other = people.manager_of(people.a_practice("Mondzorg De Eik", "eik@eik.example")).subject.uuid
    old = restriction.begin(other, "a", by=None)
    backup = begun()
    restriction.begin(person, "b", by=None)
    Restriction.objects.filter(pk=old.pk).update(notice_sent_at=clock.now())
    restriction.lift(old.pk, by=None)
    put_back(backup)
    assert DataSubject.objects.get(uuid=other).state == "restricted"
    replay.replay()
    assert list(Restriction.objects.in_force().values_list("subject", "ground")) == [(person, "b")]
    assert dict(DataSubject.objects.filter(uuid__in=[person, other]).values_list("uuid", "state")) == {
        person: "restricted",
        other: "active",
    }


def test_an_objection_made_since_stops_the_use_again_and_is_weighed(person: UUID) -> None:
    use = objection.purposes()[0]
    backup = begun()
    asked = objection.to_purpose(person, use, source=Request.Source.ACCOUNT)
    put_back(backup)
    assert not isinstance(may_use(person, use, ""), Refused)
    replay.replay()
    assert isinstance(may_use(person, use, ""), Refused)
    again = Request.objects.get()
    assert (again.kind, again.about, again.due_on) == ("objection", use.code, asked.due_on)


@pytest.mark.parametrize(
    "pair", [(PERSONALISATION, Channel.SITE), (PARTNERS, Channel.PARTNERS)], ids=["site", "partners"]
)
def test_a_no_said_since_counts_again_and_a_yes_after_it_too(person: UUID, pair: Any) -> None:
    how = consent.Circumstances("account")
    consent.give(person, [pair], how)
    backup = begun()
    consent.withdraw(person, [pair], how)
    put_back(backup)
    assert consent.is_on(person, pair)
    replay.replay()
    assert not consent.is_on(person, pair)

    backup = begun()
    consent.give(person, [pair], how)
    put_back(backup)
    replay.replay()
    assert not consent.is_on(person, pair)
    consent.give(person, [pair], how)
    replay.replay()
    assert consent.is_on(person, pair)


def test_what_was_kept_for_personalisation_is_forgotten_again(person: UUID) -> None:
    personalisation.switch_on(person, "nl")
    backup = begun()
    personalisation.switch_off(person, "nl")
    put_back(backup)
    assert personalisation.is_on(person)
    replay.replay()
    assert not personalisation.is_on(person)


def test_the_journal_of_looks_begins_its_anchors_anew_where_rows_were_lost(person: UUID) -> None:
    code = next(iter(PURPOSES))
    for _ in range(2):
        access.looked(person, person, "accounts.User change", code)
        access.seal_new()
        access.anchor()
    with purging():
        Look.objects.filter(sequence=2).delete()
    assert [one for one in access.verify() if "ends at 1" in one]
    told = [one.text for one in catch_up(clock.now() - timedelta(days=1))]
    assert told == ["the ledger access-journal stood at 2, the backup ends at 1"]
    assert list(access.verify()) == []
    assert anchors.anchors(access.SERIES) == []
