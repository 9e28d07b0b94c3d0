"""What every room stands on: moves that are written down, rows that stay, seals that break."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Practice
from d4d.foundation import seal, states, triggers
from d4d.foundation.models import StateChange

State = Practice.State


def practice() -> Practice:
    return Practice(pk=7, state=State.PENDING)


def saved_change() -> StateChange:
    states.begin(practice(), State.PENDING)
    return StateChange.objects.get()


@pytest.mark.django_db
def test_a_step_that_is_not_on_the_map_is_refused() -> None:
    denied = Practice(pk=7, state=State.DENIED)
    with pytest.raises(states.MoveNotAllowed):
        states.move(denied, State.APPROVED)
    assert denied.state == State.DENIED
    assert not StateChange.objects.exists()


@pytest.mark.django_db
def test_a_step_is_refused_when_somebody_else_was_first() -> None:
    with pytest.raises(states.MoveNotAllowed):
        states.move(practice(), State.APPROVED)
    assert not StateChange.objects.exists()


@pytest.mark.django_db
def test_staying_where_one_is_is_no_step() -> None:
    assert states.move(practice(), State.PENDING) is False
    assert not StateChange.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_row_that_is_written_once_stays(act: str) -> None:
    saved_change()
    rows = StateChange.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reason="other") if act == "update" else rows.delete()
    assert StateChange.objects.get().reason == ""


@pytest.mark.django_db
def test_a_lawful_purge_passes_and_closes_the_gate_behind_it() -> None:
    saved_change()
    with triggers.purging():
        StateChange.objects.all().delete()
    saved_change()
    with pytest.raises(DatabaseError), transaction.atomic():
        StateChange.objects.all().delete()


@pytest.mark.django_db
def test_a_guard_that_is_gone_is_missed() -> None:
    assert triggers.missing(connection) == []
    table = StateChange._meta.db_table
    of = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_guard_update"{of}')
    assert triggers.missing(connection) == [f"{table}_guard_update"]


def test_a_seal_covers_the_content_and_what_came_before() -> None:
    first = seal.seal(seal.FIRST, b"invoice 1")
    assert seal.is_intact(seal.FIRST, b"invoice 1", first)
    assert not seal.is_intact(seal.FIRST, b"invoice 2", first)
    assert not seal.is_intact(first, b"invoice 1", first)


def test_a_seal_cannot_be_made_without_the_key(settings: object) -> None:
    genuine = seal.seal(seal.FIRST, b"invoice 1")
    settings.SEAL_KEY = "another key"  # type: ignore[attr-defined]
    assert not seal.is_intact(seal.FIRST, b"invoice 1", genuine)
