"""After a restore nobody serves, delivers or ticks until the house has caught up; real processes show it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests
from django.core.management import CommandError, call_command

from d4d.foundation import clock, presence, standstill
from d4d.foundation.models import Delivery, Restoration
from privacy import journal, journal_file, replay
from privacy.models import DataSubject, ErasureRun
from tests.servers import House, built_house
from tools.processes import wait_until

SECONDS = 5


@pytest.fixture
def remembered(monkeypatch) -> set[UUID]:
    """The erasures that the database remembers."""
    runs: set[UUID] = set()
    monkeypatch.setattr(journal, "_known_runs", lambda: runs)
    return runs


def a_restoration(**facts: object) -> Restoration:
    now = clock.now()
    return Restoration.objects.create(backup="20261122T030000Z-abcd", taken_at=now, restored_at=now, **facts)


def test_the_door_says_why_and_visitors_see_a_page(places, remembered, client):
    a_restoration()
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "run privacy_replay" in ready.text
    assert "run reconcile" in ready.text
    page = client.get("/")
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "120", "no-store")
    assert "We zijn zo terug" in page.text
    assert client.get("/healthz").status_code == 200
    assert client.post("/webhooks/mollie/x/").status_code == 503


def test_the_door_opens_when_both_have_run(places, remembered, client, outside, settings):
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    a_restoration()
    client.get("/readyz")
    call_command("privacy_replay")
    assert client.get("/readyz").text.count("\n") == 0
    call_command("reconcile")
    assert client.get("/readyz").status_code == 200
    assert client.get("/").status_code == 200


def test_an_erasure_that_the_database_does_not_know_keeps_the_door_shut(places, client):
    run, subject = uuid4(), DataSubject.objects.create().uuid
    journal.write(run, subject, datetime(2026, 11, 20, tzinfo=UTC))
    assert "names 1 erasures" in client.get("/readyz").text
    call_command("privacy_replay")
    call_command("privacy_replay")
    assert ErasureRun.objects.get(uuid=run).state == ErasureRun.State.DONE
    assert DataSubject.objects.get(uuid=subject).state == DataSubject.State.ERASED
    assert client.get("/readyz").status_code == 200


def test_a_journal_that_is_gone_after_erasures_keeps_the_door_shut(places, remembered, client):
    remembered.add(uuid4())
    for place in places.journals:
        (place / journal_file.NAME).unlink()
    assert "cannot be trusted" in client.get("/readyz").text
    with pytest.raises(CommandError, match="is missing"):
        call_command("privacy_replay")


def test_one_missing_place_is_an_alarm_and_the_door_stays_open(places, remembered, client, caplog):
    journal.write(uuid4(), uuid4(), datetime(2026, 11, 20, tzinfo=UTC))
    remembered.update(one.run for one in journal.entries())
    (places.journals[0] / "erasures.journal").unlink()
    assert client.get("/readyz").status_code == 200
    replay.sound_the_alarm()
    assert "the erasure journal is one_missing" in caplog.text


def test_waiting_is_a_sign_of_life(places, remembered, monkeypatch, tmp_path):
    a_restoration()
    monkeypatch.setenv("D4D_HEARTBEAT", str(tmp_path / "alive"))
    monkeypatch.setattr(
        standstill.time,
        "sleep",
        lambda _: Restoration.objects.update(replayed_at=clock.now(), reconciled_at=clock.now()),
    )
    standstill.wait()
    assert (tmp_path / "alive").exists()


@pytest.fixture
def standing(transactional_db, settings, tmp_path: Path) -> Iterator[House]:
    """A house with folders of its own, whose processes are started while it must stand still."""
    settings.DATA_DIR = tmp_path
    journal.prepare()
    a_restoration()
    house = built_house(tmp_path)
    try:
        yield house
    finally:
        house.close()


def manage(house: House, *words: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=house.web.folder,
        env={**os.environ, **house.environment},
        check=True,
        capture_output=True,
    )


def test_web_relay_worker_and_beat_stand_still_until_the_house_has_caught_up(standing: House) -> None:
    for process in standing.processes:
        process.start()
    door = f"{standing.origin}/"
    wait_until(lambda: _status(door) == 503, "the closed door", within=30, process=standing.web)
    wait_until(lambda: "standing still" in standing.relay.said(), "the relay", process=standing.relay)
    if standing.worker:
        wait_until(lambda: "standing still" in standing.worker.said(), "the worker", within=60)
        assert " ready." not in standing.worker.said()
    assert not Delivery.objects.exists()  # nothing ticks
    assert "the house is running" in _refusal(standing)
    manage(standing, "privacy_replay")
    manage(standing, "reconcile")
    standing.wait_until_ready()
    assert _status(door) == 200
    wait_until(lambda: Delivery.objects.exists() or standing.worker, "the clock", within=30)


def _status(page: str) -> int:
    try:
        return requests.get(page, timeout=SECONDS).status_code
    except requests.ConnectionError:
        return 0


def _refusal(house: House) -> str:
    try:
        with presence.empty_house():
            return "nobody is in"
    except presence.HouseIsOccupied as error:
        return str(error)
