"""An erasure that is killed again and again comes to the same end as one that was not."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db.models import F

from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.models import Delivery, StateChange
from privacy import erasure, journal
from privacy.erasure.plan import Act, plan
from privacy.models import Disclosure, ErasureItem, ErasureRun
from shop.shipping.models import Parcel
from tests.accounts import people
from tests.promises.people import NOTE, a_finished_order, relay_all
from tests.servers import built_house
from tools.prepare import ROOT

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

LAST_YEAR = date(2025, 6, 30)
# Before the journal is written, before a step, inside one when its files are about to go, before the end.
ERASE = """
import django; django.setup()
from privacy import journal
from privacy.erasure import applying, carrying

def told_first(room, name):
    act = getattr(room, name)
    def wait_and_act(*given):
        print(name, flush=True)
        input()
        return act(*given)
    setattr(room, name, wait_and_act)

for room, name in ((journal, "write"), (carrying, "_do"), (applying, "delete_files"), (carrying, "_finish")):
    told_first(room, name)
carrying.carry_out_due()
"""


@contextmanager
def erasing(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that erases whoever is due, and says before each step what it is about to do."""
    process = subprocess.Popen(
        [sys.executable, "-c", ERASE],
        env=built_house(folder).environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed_after(steps: int, folder: Path) -> str:
    """Let so many steps be taken, and pull the plug before the next; the name of that one."""
    with erasing(folder) as process:
        for _ in range(steps):
            assert next_step(process)
        return next_step(process, goes_on=False)


def next_step(process: "subprocess.Popen[str]", *, goes_on: bool = True) -> str:
    assert process.stdin
    assert process.stdout
    name = process.stdout.readline().strip()
    if name and goes_on:
        process.stdin.write("\n")
        process.stdin.flush()
    return name


def finished(folder: Path) -> None:
    """Nobody pulls the plug any more."""
    with erasing(folder) as process:
        while next_step(process):
            pass
        assert process.wait() == 0


def a_practice_with_a_history(name: str, email: str) -> tuple[Practice, Parcel]:
    practice = people.a_practice(name, email, state=Practice.State.APPROVED)
    Practice.objects.update(kvk_number=F("pk") + 10_000_000)  # none of them is another one
    people.a_colleague(practice, "buyer", f"koper-{email}")
    order = a_finished_order(practice, people.manager_of(practice), LAST_YEAR)
    parcel = Parcel.objects.get(shipment__order=order)
    parcel.label.save(f"{order.number}.pdf", ContentFile(b"%PDF"))
    Disclosure.objects.create(
        subject=practice.subject.uuid, recipient="postnl", purpose="delivery", fields=["name"], occasion="box"
    )
    return practice, parcel


def asked(practice: Practice) -> ErasureRun:
    run = erasure.ask(practice.subject.uuid)
    ErasureRun.objects.filter(pk=run.pk).update(due_at=clock.now())
    return run


def outcome(run: ErasureRun) -> dict[str, Any]:
    """What the run came to, and how often each thing was done about it."""
    run.refresh_from_db()
    left = [step.table for step in plan(run.subject, clock.today()) if step.act in (Act.EMPTY, Act.DELETE)]
    told = Delivery.objects.filter(topic__in=["privacy.erased", "privacy.recipient-to-tell"])
    return {
        "state": run.state,
        "report": {**run.report, "recipients": sorted(run.report["recipients"])},
        "left": left,
        "steps": sorted(ErasureItem.objects.filter(run=run).values_list("table", "act", "count")),
        "moves": list(StateChange.objects.filter(kind="privacy.ErasureRun", row_id=run.pk).values("went_to")),
        "noted": [one.run for one in journal.entries()].count(run.uuid),
        "news": sorted(one.topic for one in told if one.payload["run_id"] == run.pk),
    }


def test_an_erasure_that_is_killed_again_and_again_is_done_once(tmp_path: Path) -> None:
    practice, parcel = a_practice_with_a_history("Mondzorg De Eik", "eik@eik.example")
    twin, _ = a_practice_with_a_history("Tandartsen Waterpoort", "iep@iep.example")
    stranger, label = a_practice_with_a_history("Beugelhuis", "es@es.example")
    relay_all()
    mail.outbox.clear()

    run = asked(practice)
    deaths = [killed_after(steps, tmp_path) for steps in (0, 1, 2, 3, 5, 8)]
    assert {"write", "_do", "delete_files"} <= set(deaths)
    assert ErasureRun.objects.get(pk=run.pk).state == "erasing"
    finished(tmp_path)
    plain = asked(twin)
    erasure.carry_out_due()

    assert outcome(run) == outcome(plain)
    assert outcome(run)["left"] == []
    assert not parcel.label.storage.exists(parcel.label.name)
    relay_all()
    assert sorted(one.to[0] for one in mail.outbox if one.attachments) == [
        "facturen.eik@eik.example",
        "facturen.iep@iep.example",
    ]
    assert stranger.orders.get().delivery_note == NOTE
    assert label.label.storage.exists(label.label.name)
