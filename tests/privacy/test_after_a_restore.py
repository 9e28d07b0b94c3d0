"""An old backup forgets who said no since; the shop does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from d4d.foundation import clock, turn
from d4d.foundation.triggers import purging
from privacy import consent, diary, ledgers
from privacy.consent import chain
from privacy.consent.catching_up import catch_up
from privacy.gate import Refused, may_use
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, Suppression
from privacy.vocabulary import NEWSLETTER
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL, NEWS_SMS, PHONE, somebody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folders_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.LEDGER_ANCHORS = [str(tmp_path / "a"), str(tmp_path / "b")]


def the_database_of_before(*, rows: int) -> None:
    """As if a backup was put back in which only the first choices are known."""
    late = list(ConsentEvent.objects.order_by("pk").values_list("pk", flat=True)[rows:])
    with purging():
        ConsentEvidence.objects.filter(event__in=late).delete()
        ConsentEvent.objects.filter(pk__in=late).delete()
    Suppression.objects.all().delete()
    ConsentState.objects.all().delete()
    consent.rebuild()
    chain.Counter.objects.filter(series="consents").update(value=rows)


def test_who_said_no_after_the_backup_is_still_left_alone() -> None:
    yesterday = clock.now() - timedelta(days=1)
    user = somebody(NEWS_MAIL, NEWS_SMS)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL, NEWS_SMS], IN_THE_ACCOUNT)
    consent.give(user.subject.uuid, [NEWS_SMS], IN_THE_ACCOUNT)
    assert chain.anchor()
    the_database_of_before(rows=2)
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "email", user.email), Refused)
    told = list(catch_up(yesterday))
    assert [(one.text, one.is_open) for one in told] == [
        ("3 decisions about addresses were taken over", False),
        ("the ledger consents stood at 5, the backup ends at 2", True),
    ]
    assert may_use(user.subject.uuid, NEWSLETTER, "email", user.email) == Refused("the address is left alone")
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "sms", PHONE), Refused)
    assert [fault for name, fault in ledgers.verify() if name == "consents"] == []
    assert [one.is_open for one in catch_up(yesterday)] == [False]


def test_a_line_that_somebody_else_wrote_counts_for_nothing(settings: Any) -> None:
    user = somebody(NEWS_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    before = clock.now() - timedelta(hours=1)
    assert len(diary.lines("addresses", before)) == 1
    for folder in settings.LEDGER_ANCHORS:
        path = Path(folder) / "addresses.diary"
        assert user.email not in path.read_text()
        path.write_text(path.read_text().replace("left-alone", "asked-back"))
    assert diary.lines("addresses", before) == []


def test_what_was_decided_while_a_backup_was_made_is_taken_over_from_the_diary() -> None:
    user = somebody(NEWS_MAIL)
    with transaction.atomic():
        consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
        a_backup_begins = clock.now()
    assert len(diary.lines("addresses", a_backup_begins)) == 1


def write_a_line() -> None:
    diary.write("addresses", ("left-alone", "email", "newsletter", "f" * 64))
    connection.close()


@pytest.mark.parametrize("act", [write_a_line, diary.forget])
def test_a_line_is_written_or_dropped_while_nobody_else_does(act: Callable[[], Any]) -> None:
    with ThreadPoolExecutor(1) as pool:
        with turn.of("diaries"):
            waiting = pool.submit(act)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        waiting.result()


def test_a_line_that_was_cut_off_does_not_stop_the_dropping(settings: Any) -> None:
    diary.write("addresses", ("left-alone", "email", "newsletter", "f" * 64))
    path = Path(settings.LEDGER_ANCHORS[0]) / "addresses.diary"
    whole = path.read_text()
    path.write_text(whole + "2026-11-2")
    assert diary.forget() == 1
    assert path.read_text() == whole


def test_lines_are_dropped_when_no_backup_is_that_old(time_machine: Any) -> None:
    time_machine.move_to("2027-05-01 12:00")
    user = somebody(NEWS_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    time_machine.move_to("2027-07-01 12:00")
    assert diary.forget() == 2
    assert diary.forget() == 0
    assert Suppression.objects.count() == 1
