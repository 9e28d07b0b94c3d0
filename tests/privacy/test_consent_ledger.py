"""The ledger of choices cannot be changed unseen, and every standing follows from it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from d4d.foundation import clock
from d4d.foundation.models import Counter
from d4d.foundation.triggers import purging
from privacy import consent, ledgers
from privacy.consent import chain
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, ConsentText
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL, NEWS_SMS, SURVEY_MAIL, somebody
from tests.shop.builders import asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anchors_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.LEDGER_ANCHORS = [str(tmp_path / "a"), str(tmp_path / "b")]


def faults() -> list[str]:
    return [fault for name, fault in ledgers.verify() if name == "consents"]


def a_sealed_ledger() -> list[ConsentEvent]:
    """Four choices of one person, sealed and anchored."""
    user = somebody(NEWS_MAIL, NEWS_SMS, SURVEY_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_SMS], IN_THE_ACCOUNT)
    assert chain.anchor()
    return list(ConsentEvent.objects.chain())


def tamper(**changes: Any) -> Callable[[ConsentEvent], None]:
    def act(row: ConsentEvent) -> None:
        with purging():
            ConsentEvent.objects.filter(pk=row.pk).update(**changes)

    return act


def test_choices_are_sealed_later_in_one_chain_and_found_whole() -> None:
    rows = a_sealed_ledger()
    assert [row.sequence for row in rows] == [1, 2, 3, 4]
    assert [row.previous_seal for row in rows[1:]] == [row.seal for row in rows[:-1]]
    assert faults() == []
    assert chain.seal_pending() == 0
    assert not chain.anchor()


def test_a_choice_waits_for_no_chain() -> None:
    user = somebody()
    with CaptureQueriesContext(connection) as captured:
        consent.give(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    touched = " ".join(asked(captured))
    assert "foundation_counter" not in touched
    assert ConsentEvent.objects.get().seal is None


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "withdrawn"},
        {"purpose": "survey"},
        {"channel": "phone"},
        {"source": "import"},
        {"occasion": "order 9"},
        {"at": datetime(2020, 1, 1, tzinfo=clock.AMSTERDAM)},
        {"subject": "00000000-0000-4000-8000-000000000000"},
        {"actor": "00000000-0000-4000-8000-000000000000"},
        {"text": None, "action": "objected"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_row_is_named(changes: dict[str, Any]) -> None:
    rows = a_sealed_ledger()
    tamper(**changes)(rows[1])
    assert f"row {rows[1].pk}: has been changed, its seal is broken" in faults()


def test_other_words_under_a_choice_are_seen() -> None:
    rows = a_sealed_ledger()
    tamper(text=rows[1].text)(rows[0])
    assert f"row {rows[0].pk}: has been changed, its seal is broken" in faults()


def test_the_command_names_the_changed_row_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    rows = a_sealed_ledger()
    call_command("privacy_verify")
    assert capsys.readouterr().out == "The ledgers are whole.\n"
    tamper(source="import")(rows[2])
    with pytest.raises(CommandError, match="faults in the ledgers"):
        call_command("privacy_verify")
    assert f"consents: row {rows[2].pk}: has been changed" in capsys.readouterr().out


def test_a_row_taken_out_is_missed() -> None:
    rows = a_sealed_ledger()
    with purging():
        ConsentEvidence.objects.filter(event=rows[1]).delete()
        ConsentEvent.objects.filter(pk=rows[1].pk).delete()
    assert "places 2 to 2 of the chain are missing" in faults()


def test_rows_taken_from_the_end_are_missed_by_the_anchor() -> None:
    rows = a_sealed_ledger()
    with purging():
        ConsentEvent.objects.filter(pk=rows[3].pk).delete()
    Counter.objects.filter(series="consents").update(value=3)
    today = clock.now()
    assert f"the chain stood at 4 on {today:%Y-%m-%d} with another seal than now" in faults()


def test_a_forged_chain_does_not_fit_the_anchor(settings: Any) -> None:
    rows = a_sealed_ledger()
    with purging():
        ConsentEvent.objects.filter(pk__in=[row.pk for row in rows]).update(
            seal=None, previous_seal=None, sequence=None
        )
        ConsentEvent.objects.filter(pk=rows[0].pk).update(source="import")
    Counter.objects.filter(series="consents").update(value=0)
    chain.seal_pending()
    assert [fault for fault in faults() if "another seal than now" in fault]


def test_an_anchor_file_that_was_written_to_is_seen(settings: Any) -> None:
    a_sealed_ledger()
    path = Path(settings.LEDGER_ANCHORS[0]) / "consents.anchors"
    path.write_text(path.read_text().replace(" 4 ", " 3 "))
    assert faults() == ["line 1 of consents.anchors was not written by us"]


def test_a_lost_anchor_file_is_told() -> None:
    with time_machine.travel("2026-05-01 12:00", tick=False):
        rows = a_sealed_ledger()
    for number, name in enumerate(("a", "b"), start=1):
        folder = Path(chain.anchors.places("consents")[number - 1]).parent
        assert folder.name == name
    chain.anchors.places("consents")[1].unlink()
    assert faults() == ["the anchor file in place 2 is missing"]
    assert len(rows) == 4


def test_rows_past_their_period_may_go_and_newer_ones_may_not() -> None:
    with time_machine.travel("2026-05-01 12:00", tick=False):
        rows = a_sealed_ledger()
    with time_machine.travel("2036-05-02 12:00", tick=False):
        with purging():
            ConsentEvidence.objects.all().delete()
            ConsentEvent.objects.filter(pk=rows[0].pk).delete()
        later = somebody(NEWS_MAIL, email="bea@west.example")
        chain.seal_pending()
        assert faults() == []
        with purging():
            ConsentEvidence.objects.all().delete()
            ConsentEvent.objects.filter(subject=later.subject.uuid).delete()
        assert "the chain ends at 4, but 5 rows were sealed" in faults()


def test_a_seal_is_filled_once_and_a_row_never_changed() -> None:
    rows = a_sealed_ledger()
    fresh = somebody(NEWS_MAIL, email="bea@west.example")
    for change in (
        Q(pk=rows[0].pk),  # sealed
        Q(subject=fresh.subject.uuid),  # not yet sealed
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ConsentEvent.objects.filter(change).update(source="import")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ConsentEvent.objects.filter(pk=rows[0].pk).update(seal="0" * 64)
    assert faults() == []


def test_a_standing_that_was_turned_on_by_hand_is_named_and_put_right() -> None:
    rows = a_sealed_ledger()
    state = ConsentState.objects.get(channel="sms")
    ConsentState.objects.filter(pk=state.pk).update(standing="given")
    assert faults() == [f"standing {state.pk}: says given, the ledger says withdrawn (row {rows[3].pk})"]
    call_command("privacy_verify", "--rebuild")
    state.refresh_from_db()
    assert state.standing == "withdrawn"


def test_a_standing_out_of_nothing_is_named_and_taken_away() -> None:
    a_sealed_ledger()
    extra = ConsentState.objects.create(
        subject="00000000-0000-4000-8000-000000000000",
        purpose="newsletter",
        channel="email",
        standing="given",
        event=999,
        changed_at=clock.now(),
    )
    assert faults() == [f"standing {extra.pk}: rests on nothing in the ledger"]
    assert consent.rebuild() == 1
    assert faults() == []


def test_the_standings_can_be_made_anew_from_nothing() -> None:
    a_sealed_ledger()
    before = set(ConsentState.objects.values_list("subject", "purpose", "channel", "standing", "changed_at"))
    ConsentState.objects.all().delete()
    assert consent.rebuild() == 3
    assert before == set(
        ConsentState.objects.values_list("subject", "purpose", "channel", "standing", "changed_at")
    )


def test_other_words_are_another_version_and_old_choices_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody(NEWS_MAIL)
    questions = {**consent.wording._QUESTIONS, "newsletter-email": "Ja, mail mij maar."}
    monkeypatch.setattr(consent.wording, "_QUESTIONS", questions)
    somebody(NEWS_MAIL, email="bea@west.example")
    texts = list(ConsentText.objects.order_by("version").values_list("version", "text"))
    assert [version for version, _ in texts] == [1, 2]
    assert texts[1][1] == "Ja, mail mij maar."
    versions = ConsentEvent.objects.order_by("pk").values_list("text__version", flat=True)
    assert list(versions) == [1, 2]


def test_a_yes_is_not_relied_on_for_ever(time_machine: Any) -> None:
    time_machine.move_to("2026-05-01 12:00")
    user = somebody(NEWS_MAIL)
    time_machine.move_to("2031-05-01 12:00")
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)
    time_machine.move_to("2031-05-02 12:00")
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)


def test_a_customer_stays_one_as_long_as_they_buy(time_machine: Any) -> None:
    time_machine.move_to("2026-05-01 12:00")
    user = somebody()
    who = user.subject.uuid
    consent.offer(who, consent.AT_CHECKOUT, objected=False, how=IN_THE_ACCOUNT)
    assert len(consent.record_sale(who, "order 1")) == 4
    assert consent.record_sale(who, "order 1") == []
    time_machine.move_to(datetime(2030, 5, 1, tzinfo=clock.AMSTERDAM) + timedelta(hours=12))
    consent.record_sale(who, "order 2")
    time_machine.move_to("2034-05-01 12:00")
    assert consent.is_on(who, NEWS_MAIL)
    rows = ConsentEvent.objects.order_by("pk").values_list("pk", flat=True)
    assert faults() == [f"row {pk}: still has no seal" for pk in rows]


def choose_and_seal(user_id: int) -> None:
    """One of many who choose while the sealer comes by again and again."""
    try:
        subject = User.objects.get(pk=user_id).subject.uuid
        for _ in range(5):
            consent.give(subject, [NEWS_MAIL], IN_THE_ACCOUNT)
            chain.seal_pending()
            consent.withdraw(subject, [NEWS_MAIL], IN_THE_ACCOUNT)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_who_choose_while_several_seal_make_one_whole_chain() -> None:
    people = [somebody(email=f"p{number}@west.example").pk for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(choose_and_seal, people))
    chain.seal_pending()
    assert ConsentEvent.objects.chain().count() == 40
    assert faults() == []


def test_staff_find_the_choices_of_a_person_by_their_address() -> None:
    user, other = somebody(NEWS_MAIL), somebody(NEWS_SMS, email="bea@west.example")
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    page = desk.get("/beheer/privacy/consentevent/", {"q": user.email})
    assert [row.subject for row in page.context["cl"].result_list] == [user.subject.uuid]
    row = ConsentEvent.objects.get(subject=other.subject.uuid)
    assert desk.get(f"/beheer/privacy/consentevent/{row.pk}/change/").status_code == 200
    assert desk.post(f"/beheer/privacy/consentevent/{row.pk}/change/", {}).status_code == 403
