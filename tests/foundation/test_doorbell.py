"""Redis only rings: a worker delivers, and a silent bell loses nothing."""

import os
import re
import subprocess
import sys

import pytest
from django.db import transaction

from d4d.foundation import clock, outbox, timetable
from d4d.foundation.models import Delivery
from d4d.foundation.services import forget_delivered
from d4d.foundation.timetable import Ticked
from tests.servers import BROKER, House, database_address
from tools.prepare import ROOT
from tools.processes import free_port, wait_until

CHORE = f"{forget_delivered.__module__}.{forget_delivered.__qualname__}"


def publish_a_chore() -> Delivery:
    with transaction.atomic():
        outbox.publish(Ticked(entry=CHORE, slot="doorbell"))
    return Delivery.objects.get(payload__slot="doorbell")


def is_done(delivery: Delivery) -> bool:
    return Delivery.objects.filter(pk=delivery.pk, done_at__isnull=False).exists()


@pytest.mark.servers
def test_the_processes_of_the_house_deliver_what_was_published(house: House) -> None:
    delivery = publish_a_chore()
    wait_until(lambda: is_done(delivery), "the delivery", process=house.relay)
    assert Delivery.objects.get(pk=delivery.pk).attempts == 1
    if house.worker:
        assert len(re.findall(r"Task deliver\[.*\] received", house.worker.said())) == 1


@pytest.mark.servers
def test_a_killed_relay_or_worker_is_replaced_and_nothing_is_lost(house: House) -> None:
    house.relay.kill()
    if house.worker:
        house.worker.kill()
    delivery = publish_a_chore()
    for process in (house.relay, house.worker):
        if process:
            process.start()
    wait_until(lambda: is_done(delivery), "the delivery", process=house.relay)


@pytest.mark.servers
@pytest.mark.skipif(not BROKER, reason="on SQLite there is no worker")
def test_a_worker_that_ended_by_itself_is_started_again_and_no_other(house: House) -> None:
    assert house.worker
    before = house.worker.pid
    assert not house.revive_worker()
    assert house.worker.pid == before
    house.worker.kill()
    delivery = publish_a_chore()
    assert house.revive_worker()
    wait_until(lambda: is_done(delivery), "the delivery", process=house.worker)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not BROKER, reason="on SQLite there is no bell: the relay delivers by itself")
def test_a_bell_that_is_gone_leaves_the_news_where_it_was() -> None:
    delivery = publish_a_chore()
    relay_once(f"redis://127.0.0.1:{free_port()}/0")
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.attempts == 0
    assert delivery.available_at <= clock.now()


def relay_once(broker: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "d4d.settings.dev", "D4D_DATABASE": database_address()}
    done = subprocess.run(
        [sys.executable, "manage.py", "relay", "--once"],
        cwd=ROOT,
        env={**os.environ, **settings, "D4D_BROKER": broker},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "BrokerUnreachable" in done.stderr


def test_two_jobs_of_one_name_are_refused() -> None:
    class Counter:
        def let_go(self) -> None:
            """Two counters have this method, which is one name for the clock."""

    before = timetable.entries()
    timetable.every(60, (first := Counter()).let_go)
    try:
        with pytest.raises(ValueError, match="in the timetable already"):
            timetable.every(60, Counter().let_go)
    finally:
        timetable._entries.pop(f"{__name__}.{first.let_go.__qualname__}")
    assert timetable.entries() == before
