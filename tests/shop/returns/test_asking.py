"""A practice asks to send back what it got, one request per item, and may think better of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from d4d.foundation import clock, states
from shop.returns import services
from shop.returns.models import Return
from tests.shop.returns.sending_back import Scene, accepted, asked, delivered, received, requested


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
def test_goods_that_never_came_are_not_waited_for() -> None:
    back = accepted(delivered())
    with time_machine.travel(clock.now() + timedelta(days=settings.RETURN_DAYS - 1)):
        assert services.withdraw_what_never_came() == 0
    with time_machine.travel(clock.now() + timedelta(days=settings.RETURN_DAYS + 1)):
        assert services.withdraw_what_never_came() == 1
    back.refresh_from_db()
    assert back.state == "withdrawn"
    assert [step.went_to for step in states.history(back)] == ["requested", "accepted", "withdrawn"]
