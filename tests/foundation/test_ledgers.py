"""What was written once stays as it was, numbers have no gap, and steps follow the map."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Practice
from d4d.foundation import numbering, seal, states, triggers
from d4d.foundation.models import StateChange
from privacy.models import DataSubject

pytestmark = pytest.mark.django_db


def a_practice(state: str) -> Practice:
    return Practice.objects.create(
        subject=DataSubject.objects.create(), number="100001", state=state, name="De Linde", kind="dentist"
    )


def a_step() -> StateChange:
    return StateChange.objects.create(kind="test.Lamp", row_id=1, came_from="off", went_to="on")


@pytest.mark.parametrize("act", ["queryset", "save", "sql"])
def test_a_step_cannot_be_rewritten(act: str) -> None:
    step = a_step()
    step.went_to = "broken"
    acts = {
        "queryset": lambda: StateChange.objects.update(went_to="broken"),
        "save": step.save,
        "sql": lambda: connection.cursor().execute("UPDATE foundation_statechange SET went_to = 'broken'"),
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        acts[act]()
    assert StateChange.objects.get(pk=step.pk).went_to == "on"


def test_a_step_cannot_be_taken_away() -> None:
    a_step()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StateChange.objects.all().delete()
    assert StateChange.objects.count() == 1


def test_a_lawful_purge_passes_the_gate_and_closes_it() -> None:
    a_step()
    with triggers.purging():
        StateChange.objects.all().delete()
    assert not StateChange.objects.exists()
    a_step()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StateChange.objects.all().delete()


def test_a_missing_guard_is_named() -> None:
    assert triggers.missing(connection) == []
    table = "" if connection.vendor == "sqlite" else " ON foundation_statechange"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER foundation_statechange_guard_delete{table}")
    assert triggers.missing(connection) == ["foundation_statechange_guard_delete"]


def test_numbers_follow_each_other_per_series() -> None:
    with transaction.atomic():
        assert [numbering.draw("F2026"), numbering.draw("F2026"), numbering.draw("C2026")] == [1, 2, 1]


def test_a_number_of_an_act_that_failed_is_given_out_again() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbering.draw("F2026")
        raise ZeroDivisionError
    with transaction.atomic():
        assert numbering.draw("F2026") == 1


def test_numbers_go_on_after_the_highest_that_was_ever_given() -> None:
    numbering.raise_to("F2026", 41)
    numbering.raise_to("F2026", 7)
    with transaction.atomic():
        assert numbering.draw("F2026") == 42


def test_a_step_off_the_map_is_refused_and_leaves_no_trace() -> None:
    practice = a_practice(state="closed")
    with pytest.raises(states.MoveNotAllowed), transaction.atomic():
        states.move(practice, "approved")
    practice.refresh_from_db()
    assert practice.state == "closed"
    assert not states.history(practice).exists()


def test_a_step_says_who_and_when() -> None:
    practice, somebody = a_practice(state="pending"), uuid.uuid4()
    with transaction.atomic():
        assert states.move(practice, "approved", by=somebody, reason="known at KvK")
        assert not states.move(practice, "approved", by=somebody)
    step = states.history(practice).get()
    assert (step.came_from, step.went_to, step.actor, step.reason) == (
        "pending",
        "approved",
        somebody,
        "known at KvK",
    )


@given(st.binary(), st.binary())
def test_a_seal_holds_for_its_own_content_only(content: bytes, other: bytes) -> None:
    mark = seal.seal(seal.FIRST, content)
    assert seal.is_intact(seal.FIRST, content, mark)
    assert seal.is_intact(seal.FIRST, other, mark) == (content == other)


def test_a_step_is_refused_when_somebody_else_was_first() -> None:
    practice = a_practice(state="pending")
    Practice.objects.filter(pk=practice.pk).update(state="denied")
    with pytest.raises(states.MoveNotAllowed), transaction.atomic():
        states.move(practice, "approved")
    assert not states.history(practice).exists()


def test_a_seal_covers_what_came_before() -> None:
    first = seal.seal(seal.FIRST, b"invoice 1")
    second = seal.seal(first, b"invoice 2")
    assert seal.is_intact(first, b"invoice 2", second)
    assert not seal.is_intact(seal.FIRST, b"invoice 2", second)


def test_a_seal_cannot_be_made_without_the_key(settings: Any) -> None:
    genuine = seal.seal(seal.FIRST, b"invoice 1")
    settings.SEAL_KEY = "another key"
    assert not seal.is_intact(seal.FIRST, b"invoice 1", genuine)
