"""Who was erased stays erased: the journal outside the database survives crashes, loss and tampering."""

import threading
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine

from d4d.foundation import standstill
from privacy import journal, journal_file
from privacy.journal import Condition
from tests.privacy.journal.lines import AT, RUN, SUBJECT, some_lines


def test_both_places_hold_the_same_line_without_a_name(places):
    journal.write(RUN, SUBJECT, AT)
    first, second = (place.read_text() for place in places)
    assert first == second
    assert first.splitlines()[1].startswith(f"2026-11-21 {RUN} {SUBJECT} ")
    assert journal.entries() == [journal_file.Entry(datetime(2026, 11, 21).date(), RUN, SUBJECT)]  # noqa: DTZ001
    assert journal.stand() == journal.Stand(Condition.WHOLE)


def test_the_same_run_is_noted_once(places):
    journal.write(RUN, SUBJECT, AT)
    journal.write(RUN, SUBJECT, AT + timedelta(days=1))
    assert len(journal.entries()) == 1


def test_a_house_that_never_erased_anybody_needs_no_journal_and_gets_one(places):
    assert journal.stand().condition is Condition.WHOLE
    journal.prepare()
    assert [place.read_text() for place in places] == [f"follows {'0' * 64}\n"] * 2


def test_a_missing_place_is_an_alarm_and_the_other_goes_on(places):
    runs = some_lines(2)
    places[1].unlink()
    assert journal.stand().condition is Condition.ONE_MISSING
    assert journal.stand().remarks == (f"{places[1]} is missing",)
    runs += some_lines(1)
    assert [one.run for one in journal.entries()] == runs
    assert not places[1].exists()  # a disk that came loose is not quietly replaced


def test_both_missing_after_an_erasure_is_said_and_nothing_is_written(places, remembered):
    remembered.add(uuid4())
    assert journal.stand().condition is Condition.BOTH_MISSING
    assert not journal.stand().is_trusted
    with pytest.raises(journal.JournalMissing):
        journal.write(RUN, SUBJECT, AT)
    with pytest.raises(journal.JournalMissing):
        journal.entries()
    assert not any(place.exists() for place in places)


def test_the_first_erasure_of_all_begins_the_journal(places, remembered):
    remembered.add(RUN)
    journal.write(RUN, SUBJECT, AT)
    assert journal.stand().condition is Condition.WHOLE


@pytest.mark.parametrize("cut", [1, 40, 100])
def test_a_line_cut_off_by_a_power_cut_is_named_and_written_again(places, cut):
    runs = some_lines(3)
    whole = places[0].read_bytes()
    places[0].write_bytes(whole[:-cut])
    assert f"the last line of {places[0]} was cut off" in journal.stand().remarks
    assert [one.run for one in journal.entries()] == runs
    journal.prepare()
    assert places[0].read_bytes() == whole
    assert journal.stand() == journal.Stand(Condition.WHOLE)


def test_a_line_cut_off_in_both_places_is_dropped_before_the_next(places):
    runs = some_lines(2)
    for place in places:
        place.write_bytes(place.read_bytes() + f"2026-11-21 {RUN}".encode())
    journal.write(RUN, SUBJECT, AT)
    assert [one.run for one in journal.entries()] == [*runs, RUN]
    assert journal.stand() == journal.Stand(Condition.WHOLE)


@pytest.mark.parametrize("left", [b"", b"follows 00"])
def test_an_emptied_place_is_a_missing_place(places, left):
    some_lines(1)
    places[0].write_bytes(left)
    assert journal.stand().condition is Condition.ONE_MISSING
    places[1].write_bytes(left)
    assert journal.prepare().condition is Condition.BOTH_MISSING


def test_a_place_that_lacks_lines_is_an_alarm_until_it_has_them(places):
    some_lines(1)
    early = places[1].read_bytes()
    some_lines(2)
    places[1].write_bytes(early)
    assert journal.stand() == journal.Stand(Condition.ONE_MISSING, 0, (f"{places[1]} lacks 2 lines",))
    some_lines(1)
    assert places[0].read_bytes() == places[1].read_bytes()


@pytest.mark.parametrize("place", [0, 1])
def test_a_changed_line_is_named(places, place):
    runs = some_lines(3)
    lines = places[place].read_text().splitlines(keepends=True)
    lines[2] = lines[2].replace(str(runs[1]), str(uuid4()))
    places[place].write_text("".join(lines))
    stand = journal.stand()
    assert (stand.condition, stand.line) == (Condition.BROKEN, 3)
    assert stand.remarks == (f"line 3 of {places[place]} is not what was written",)
    assert [one.run for one in journal.entries()] == runs  # the other place still knows
    with pytest.raises(journal.JournalBroken):
        journal.write(RUN, SUBJECT, AT)


def test_a_line_taken_out_of_both_places_is_named(places):
    some_lines(3)
    for place in places:
        lines = place.read_text().splitlines(keepends=True)
        place.write_text("".join([*lines[:2], *lines[3:]]))
    assert journal.stand().condition is Condition.BROKEN
    with pytest.raises(journal.JournalBroken):
        journal.entries()


@pytest.mark.parametrize("left", [0, 1])
def test_lines_cut_off_at_the_end_of_both_places_are_missed(places, left):
    some_lines(3)
    for place in places:
        lines = place.read_text().splitlines(keepends=True)
        place.write_text("".join(lines[: left + 1]))
    stand = journal.stand()
    assert (stand.condition, stand.is_trusted) == (Condition.CUT_SHORT, False)
    assert stand.remarks == (f"{3 - left} lines at the end are gone in every place",)
    for attempt in (journal.entries, lambda: journal.write(RUN, SUBJECT, AT)):
        with pytest.raises(journal.JournalBroken):
            attempt()


def test_lines_of_which_only_the_seal_is_left_are_missed_too(places):
    some_lines(2)
    last = places[0].read_text().split()[-1]
    for place in places:
        place.write_text(journal_file.first_line(last) + "\n")
    assert journal.stand().condition is Condition.CUT_SHORT


def test_one_place_that_claims_to_have_forgotten_what_is_young_is_not_believed(places):
    some_lines(2)
    last = places[0].read_text().split()[-1]
    places[0].write_text(journal_file.first_line(last) + "\n")
    assert journal.stand().condition is Condition.BROKEN


def test_both_missing_in_an_old_database_that_was_put_back_is_said(places, monkeypatch):
    monkeypatch.setattr(standstill, "restored_from", lambda: AT)
    assert journal.prepare().condition is Condition.BOTH_MISSING
    for attempt in (journal.entries, lambda: journal.write(RUN, SUBJECT, AT)):
        with pytest.raises(journal.JournalMissing):
            attempt()
    assert not any(place.exists() for place in places)


@pytest.mark.parametrize("goes_on", [journal.prepare, lambda: journal.write(RUN, SUBJECT, AT)])
def test_a_forgetting_that_is_killed_between_two_places_is_finished(places, goes_on, monkeypatch):
    with time_machine.travel(AT):
        some_lines(2)
    kept = AT + timedelta(days=journal.KEPT_DAYS + 1)
    later = uuid4()
    replaced = iter([journal_file.replace])

    def killed(path: Path, lines: list[str]) -> None:
        next(replaced)(path, lines)

    with time_machine.travel(AT + timedelta(days=journal.KEPT_DAYS + 2)):
        journal.write(later, SUBJECT, kept)
        with monkeypatch.context() as patch, pytest.raises(StopIteration):
            patch.setattr(journal_file, "replace", killed)
            journal.forget()
        assert places[0].read_bytes() != places[1].read_bytes()
        assert journal.stand() == journal.Stand(Condition.WHOLE)
        assert [one.run for one in journal.entries()] == [later]
        goes_on()
        assert places[0].read_bytes() == places[1].read_bytes()
        assert journal.entries()[0].run == later


def test_another_key_makes_no_valid_line(places, settings):
    journal.write(RUN, SUBJECT, AT)
    settings.SEAL_KEY = "somebody else"
    assert journal.stand().condition is Condition.BROKEN


def test_two_places_that_tell_different_stories_are_not_believed(places, settings):
    some_lines(1)
    kept = places[1].read_bytes()
    some_lines(1)
    other = places[0].read_bytes()
    for place in (*places, Path(settings.LEDGER_ANCHORS[0]) / "erasures.anchors"):
        place.write_bytes(kept if place in places else b"")
    some_lines(1)
    places[0].write_bytes(other)
    assert journal.stand().line == 3
    with pytest.raises(journal.JournalBroken):
        journal.entries()


def test_what_the_database_does_not_know_is_what_an_old_backup_brought_back(places, remembered):
    runs = some_lines(3)
    remembered.update(runs[:2])
    assert [one.run for one in journal.unknown()] == runs[2:]


def test_lines_go_when_no_backup_is_that_old_any_more(places):
    with time_machine.travel(AT):
        some_lines(2)
    kept = AT + timedelta(days=200)
    journal.write(RUN, SUBJECT, kept)
    with time_machine.travel(AT + timedelta(days=journal.KEPT_DAYS + 2)):
        assert journal.forget() == 2
        assert journal.forget() == 0
        assert [one.run for one in journal.entries()] == [RUN]
        some_lines(1)
        assert journal.stand() == journal.Stand(Condition.WHOLE)
    assert places[0].read_bytes() == places[1].read_bytes()


def test_many_writers_at_once_lose_nothing(places):
    runs = [uuid4() for _ in range(24)]
    writers = [threading.Thread(target=journal.write, args=(run, uuid4(), AT)) for run in runs]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert {one.run for one in journal.entries()} == set(runs)
    assert journal.stand() == journal.Stand(Condition.WHOLE)
