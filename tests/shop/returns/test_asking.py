"""A practice asks to send back what it got, one request per item, and may think better of it."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection

from d4d.foundation import clock, states
from shop.returns import services
from shop.returns.models import Return
from shop.returns.services import asking
from tests.contracts.service.faulting import a_picture
from tests.shop.returns.sending_back import (
    STAFF,
    Scene,
    accepted,
    another_order,
    asked,
    delivered,
    received,
    requested,
    told,
)


@pytest.mark.django_db
@pytest.mark.parametrize("pieces", [0, 4])
def test_no_more_comes_back_than_was_delivered(pieces: int) -> None:
    scene = delivered(3)
    with pytest.raises(services.CannotBeReturned):
        requested(scene, pieces)
    assert not Return.objects.exists()


@pytest.mark.django_db
def test_what_came_back_cannot_be_sent_back_again() -> None:
    scene = delivered(3)
    first = received(scene, 2)
    services.settle(first.pk, services.Settle(2), by=scene.person)
    assert services.returnable(scene.line) == 1
    with pytest.raises(services.CannotBeReturned):
        requested(scene, 2)
    assert requested(scene, 1).number == f"R{clock.today().year}-00002"


@pytest.mark.django_db
def test_one_return_of_an_item_is_open_at_a_time() -> None:
    scene = delivered(3)
    first = requested(scene, 1)
    with pytest.raises(services.AlreadyOpen):
        requested(scene, 1)
    services.withdraw(first.pk, by=scene.person)
    requested(scene, 1)
    assert [one.state for one in Return.objects.order_by("pk")] == ["withdrawn", "requested"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_wins() -> None:
    scene = delivered(3)
    start, answers = Barrier(2), []

    def press(scene: Scene) -> None:
        start.wait()
        try:
            answers.append(services.ask(scene.line, asked(2), by=scene.person).state)
        except services.AlreadyOpen:
            answers.append("already open")
        finally:
            connection.close()

    both = [Thread(target=press, args=[scene]) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == ["already open", "requested"]
    assert Return.objects.count() == 1


@pytest.mark.django_db
def test_what_is_here_cannot_be_withdrawn() -> None:
    scene = delivered()
    back = received(scene)
    with pytest.raises(services.NotNow):
        services.withdraw(back.pk, by=scene.person)
    back.refresh_from_db()
    assert (back.state, back.closed_at) == ("received", None)


@pytest.mark.django_db
def test_goods_that_come_during_the_round_stop_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = delivered()
    again = another_order(scene)
    second = Scene(scene.practice, scene.user, again, again.lines.get(), scene.batch)
    late = [accepted(scene), accepted(second, 1)]
    real = asking.lock

    def comes_first(return_id: int) -> Return:
        if return_id == late[0].pk:
            Return.objects.filter(pk=return_id).update(state=Return.State.RECEIVED)
        return real(return_id)

    monkeypatch.setattr(asking, "lock", comes_first)
    with time_machine.travel(clock.now() + timedelta(days=settings.RETURN_DAYS + 1)):
        assert services.withdraw_what_never_came() == 1
    assert [one.state for one in Return.objects.order_by("pk")] == ["received", "withdrawn"]


@pytest.mark.django_db
def test_a_practice_hears_that_we_withdrew_it_and_knows_its_own(mailoutbox: list[Any]) -> None:
    scene = delivered(3)
    for by in (scene.person, STAFF):
        back = requested(scene, 1)
        told()
        before = len(mailoutbox)
        services.withdraw(back.pk, by=by)
        told()
        assert len(mailoutbox) - before == (by == STAFF)


@pytest.mark.django_db(transaction=True)
def test_photos_are_kept_before_a_number_is_drawn_and_go_when_nothing_comes_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = delivered(3)
    inside, kept = [], set()
    real = FileSystemStorage._save  # type: ignore[attr-defined]

    def save(storage: FileSystemStorage, name: str, content: Any) -> str:
        inside.append(connection.in_atomic_block)
        kept.add(storage.path(real(storage, name, content)))
        return name

    monkeypatch.setattr(FileSystemStorage, "_save", save)
    requested(scene, 2, photos=[a_picture()])
    with pytest.raises(services.AlreadyOpen):
        requested(scene, 1, photos=[a_picture()])
    assert inside == [False, False]
    assert sum(Path(path).exists() for path in kept) == 1


@pytest.mark.django_db
def test_goods_that_never_came_are_not_waited_for() -> None:
    back = requested(delivered())
    answered = clock.now() + timedelta(days=settings.RETURN_DAYS - 1)
    with time_machine.travel(answered):
        services.accept(back.pk, "Stuur het naar Rosmalen.", by=STAFF)
    with time_machine.travel(answered + timedelta(days=settings.RETURN_DAYS - 1)):
        assert services.withdraw_what_never_came() == 0
    with time_machine.travel(answered + timedelta(days=settings.RETURN_DAYS + 1)):
        assert services.withdraw_what_never_came() == 1
    back.refresh_from_db()
    assert back.state == "withdrawn"
    assert [step.went_to for step in states.history(back)] == ["requested", "accepted", "withdrawn"]
