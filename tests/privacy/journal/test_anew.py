"""A journal that was lost or damaged everywhere gets a new beginning, and never from an old backup."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from d4d.foundation import standstill
from privacy import journal
from privacy.journal import Condition
from tests.privacy.journal.lines import AT, RUN, SUBJECT, some_lines


@pytest.mark.parametrize("harm", ["gone", "cut short", "changed"])
def test_a_journal_that_nobody_trusts_is_begun_anew_from_what_is_left(places, remembered, harm):
    runs = some_lines(3)
    remembered.update(runs[1:])
    for place in places:
        lines = place.read_text().splitlines(keepends=True)
        if harm == "gone":
            place.unlink()
        elif harm == "cut short":
            place.write_text("".join(lines[:2]))
        else:
            place.write_text("".join([*lines[:2], lines[2].replace("2026", "2025"), lines[3]]))
    assert not journal.stand().is_trusted
    named = set(runs[1:]) if harm == "gone" else set(runs)
    assert journal.rewrite() == len(named)
    assert journal.stand() == journal.Stand(Condition.WHOLE)
    assert {one.run for one in journal.entries()} == named
    journal.write(RUN, SUBJECT, AT)
    assert journal.stand() == journal.Stand(Condition.WHOLE)
    assert bool(list(places[0].parent.glob("*.before-*"))) == (harm != "gone")


def test_a_journal_that_is_trusted_is_not_begun_anew(places):
    some_lines(2)
    before = places[0].read_bytes()
    with pytest.raises(journal.CannotBeRewritten):
        journal.rewrite()
    assert places[0].read_bytes() == before


def test_an_old_backup_gives_no_journal_a_new_beginning(places, remembered, monkeypatch):
    remembered.update(some_lines(2))
    for place in places:
        place.unlink()
    monkeypatch.setattr(standstill, "restored_from", lambda: AT)
    with pytest.raises(journal.CannotBeRewritten):
        journal.rewrite()
    assert not any(place.exists() for place in places)


@pytest.mark.parametrize("answer", ["rewrite", "yes"])
def test_the_command_asks_before_it_begins_a_journal_anew(places, remembered, monkeypatch, answer, capsys):
    remembered.update(some_lines(2))
    for place in places:
        place.unlink()
    monkeypatch.setattr("builtins.input", lambda _: answer)
    if answer == "rewrite":
        call_command("privacy_journal", rewrite=True)
        assert journal.stand().condition is Condition.WHOLE
    else:
        with pytest.raises(CommandError):
            call_command("privacy_journal", rewrite=True)
        assert journal.stand().condition is Condition.BOTH_MISSING
    assert "both_missing" in capsys.readouterr().out
