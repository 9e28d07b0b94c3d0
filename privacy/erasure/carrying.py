"""Carries an erasure out: everything found first, then noted outside the database, then done and looked at.

It may be killed at any point and run by several at once: what was found is written down before anything
is done, each part says when it was done, and doing a part twice changes nothing more.
"""

import logging
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models, transaction

from d4d.foundation import clock, outbox, states, triggers
from privacy import journal, people, requests, ties
from privacy.erasure import address, applying, asking, sessions
from privacy.erasure.plan import WRITES, Act, Step, chunks, plan, stood_on
from privacy.events import Erased, RecipientToTell
from privacy.models import DataSubject, Disclosure, ErasureItem, ErasureRun, Hold, Request

log = logging.getLogger("d4d.privacy")
ROUNDS = 3
OCCASIONS = 50
State = ErasureRun.State


class NotWhollyErased(Exception):
    """After several rounds there are still rows about somebody; the outbox tries again later."""


def carry_out(run_id: int) -> bool:
    """Erase, if its time has come; says whether the person is erased now."""
    run = _begin(run_id)
    if run is None:
        return ErasureRun.objects.filter(pk=run_id, state=State.DONE).exists()
    assert run.started_at is not None, "it has begun"
    journal.write(run.uuid, run.subject, run.started_at)
    for _ in range(ROUNDS):
        _do_what_is_left(run)
        again = [step for step in plan(run.subject, clock.today()) if _is_left(step)]
        if not again:
            _finish(run.pk)
            return True
        _write_down(run, again)
    raise NotWhollyErased(f"{len(again)} tables of run {run.uuid}")


def carry_out_due() -> int:
    """Every erasure whose time has come or that was interrupted, one after the other."""
    due = list(ErasureRun.objects.due(clock.now()).values_list("pk", flat=True))
    return sum(carry_out(pk) for pk in due)


@transaction.atomic
def _begin(run_id: int) -> ErasureRun | None:
    """Lock the person, end their sessions, and write down every row, before anything is erased."""
    subject = ErasureRun.objects.values_list("subject", flat=True).get(pk=run_id)
    person = DataSubject.objects.select_for_update().filter(uuid=subject).first()
    run = ErasureRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == State.ERASING:
        return run
    if run.state != State.WAITING or run.due_at > clock.now():
        return None
    if run.origin != ErasureRun.Origin.REPLAY and any(tie.blocks for tie in ties.of(subject)):
        asking.put_off(run)
        return None
    states.move(run, State.ERASING)
    reach = people.reach(subject)
    run.sealed_address = address.seal(reach) if reach and run.origin != ErasureRun.Origin.REPLAY else ""
    run.language = reach.language if reach else run.language
    run.started_at = clock.now()
    run.report = {"recipients": _recipients(subject)}
    if person:
        states_of_person(person, DataSubject.State.ERASING)
        ties.leave(subject)
        sessions.end(subject)
    run.save(update_fields=["sealed_address", "language", "started_at", "report"])
    _write_down(run, plan(subject, clock.today()))
    return run


def states_of_person(person: DataSubject, state: str) -> None:
    """A person moves to the next state of their erasure."""
    DataSubject.objects.filter(pk=person.pk).update(state=state)


def _recipients(subject: UUID) -> dict[str, list[str]]:
    """Who got data about somebody, and on which occasions, newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Disclosure.objects.filter(subject=subject).order_by("-pk").values_list("recipient", "occasion")
    for recipient, occasion in rows.iterator(chunk_size=2000):
        if len(found[recipient]) < OCCASIONS and occasion not in found[recipient]:
            found[recipient].append(occasion)
    return dict(found)


def _write_down(run: ErasureRun, steps: list[Step]) -> None:
    position = run.items.count()
    items = [
        ErasureItem(
            run=run,
            position=position + number,
            table=step.table,
            act=step.act,
            columns=list(step.columns),
            ids=ids,
            count=len(ids),
            law=step.law,
            until=step.until,
        )
        for number, (step, ids) in enumerate((step, ids) for step in steps for ids in chunks(step.ids))
    ]
    ErasureItem.objects.bulk_create(items, ignore_conflicts=True)


def _do_what_is_left(run: ErasureRun) -> None:
    waiting = run.items.filter(done_at=None, act__in=WRITES).order_by("position")
    for pk in list(waiting.values_list("pk", flat=True)):
        _do(pk)


@transaction.atomic
def _do(item_id: int) -> None:
    item = ErasureItem.objects.select_for_update(of=("self",)).select_related("run").get(pk=item_id)
    if item.done_at is not None:
        return
    _leave_what_is_held(item)
    model = apps.get_model(item.table)
    with triggers.purging():
        if item.act == Act.EMPTY:
            applying.empty(model, item.columns, item.ids)
        elif item.act == Act.DELETE:
            applying.delete(model, item.ids)
        else:
            applying.delete_unused(model, item.ids)
    item.done_at = clock.now()
    item.save(update_fields=["ids", "count", "done_at"])


def _leave_what_is_held(item: ErasureItem) -> None:
    """A hold that was placed since the rows were found keeps its own, and those on which they stand."""
    run, model = item.run, apps.get_model(item.table)
    back: set[Any] = set()
    for hold in Hold.objects.in_force().filter(subject=run.subject):
        back |= hold.keeps(item.table, item.ids)
    if item.act == Act.DELETE:
        back |= stood_on(model, _held_by(run), item.ids)
    if back:
        _write_down(run, [Step(model, Act.HELD, tuple(sorted(back)), tuple(item.columns))])
        item.ids = [pk for pk in item.ids if pk not in back]
        item.count = len(item.ids)


def _held_by(run: ErasureRun) -> dict[type[models.Model], set[Any]]:
    """The rows that holds kept back from this erasure so far, by table."""
    found: dict[type[models.Model], set[Any]] = defaultdict(set)
    for item in run.items.filter(act=Act.HELD, done_at=None):
        found[apps.get_model(item.table)] |= set(item.ids)
    return found


def _is_left(step: Step) -> bool:
    """Whether a step of a second look is to be taken; an emptied row may wait for its last reference."""
    return step.act in (Act.EMPTY, Act.DELETE)


@transaction.atomic
def _finish(run_id: int) -> None:
    run = ErasureRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state != State.ERASING:
        return
    run.report = run.report | _summary(run)
    run.items.exclude(act=Act.HELD).update(ids=[])
    before = ErasureItem.objects.filter(run__subject=run.subject, act=Act.HELD).exclude(run=run)
    before.update(ids=[], done_at=clock.now())  # what is still held is held by this run now
    run.finished_at = clock.now()
    run.save(update_fields=["report", "finished_at"])
    states.move(run, State.DONE)
    DataSubject.objects.filter(uuid=run.subject).update(state=DataSubject.State.ERASED)
    if run.request:
        outcome = Request.State.PARTLY if run.report["held"] else Request.State.GRANTED
        requests.close(run.request, outcome, article="GDPR art. 17")
    outbox.publish(Erased(run.pk))
    for code in run.report["recipients"]:
        outbox.publish(RecipientToTell(run.pk, code))
    log.info("erasure %s is done", run.uuid)


def _summary(run: ErasureRun) -> dict[str, Any]:
    """How many rows of which table went, were emptied, stay or are held; no numbers of rows."""
    counted: dict[str, dict[str, int]] = {Act.DELETE: {}, Act.EMPTY: {}, Act.HELD: {}}
    kept: list[dict[str, Any]] = []
    for item in run.items.order_by("position"):
        if not item.count:  # a hold came in between and kept all of it
            continue
        if item.act == Act.KEPT:
            until = item.until.isoformat() if item.until else ""
            kept.append({"table": item.table, "rows": item.count, "law": item.law, "until": until})
        else:
            act = Act.DELETE if item.act == Act.DELETE_UNUSED else item.act
            counted[act][item.table] = counted[act].get(item.table, 0) + item.count
    return {
        "erased": counted[Act.DELETE],
        "emptied": counted[Act.EMPTY],
        "held": counted[Act.HELD],
        "kept": kept,
    }


def is_person(subject: UUID) -> bool:
    """Whether somebody signs in under this identity; a practice does not."""
    return get_user_model().objects.filter(subject__uuid=subject).exists()
