"""News is told at least once, kept with the act that caused it, and holds ids only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from d4d.foundation import clock, delivering, outbox, relay, services
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.models import Delivery

heard: list[int] = []
trouble: list[Exception] = []


@dataclass(frozen=True, slots=True)
class LampLit(outbox.Event):
    """Somebody has lit a lamp."""

    topic = "test.lamp-lit"
    lamp: int | str


def listen(event: LampLit) -> None:
    """Remember the lamp, or fail as told."""
    if trouble:
        raise trouble.pop(0)
    heard.append(event.lamp)


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    outbox.subscribe(LampLit, listen)
    heard.clear()
    trouble.clear()
    yield
    outbox._by_topic.pop("test.lamp-lit")
    outbox._by_name.pop(f"{__name__}.listen")


def light(lamp: int | str) -> None:
    with transaction.atomic():
        outbox.publish(LampLit(lamp))


@pytest.mark.django_db
def test_news_reaches_the_subscriber_once() -> None:
    light(7)
    light(7)
    relay.run_once()
    relay.run_once()
    assert heard == [7]


@pytest.mark.django_db(transaction=True)
def test_news_of_an_act_that_failed_is_never_told() -> None:
    with transaction.atomic():
        outbox.publish(LampLit(7))
        transaction.set_rollback(True)
    relay.run_once()
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_refused() -> None:
    with pytest.raises(AssertionError):
        outbox.publish(LampLit(7))
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_name_cannot_travel_as_an_id() -> None:
    with pytest.raises(TypeError), transaction.atomic():
        outbox.publish(LampLit("Jan Jansen"))
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_failure_is_tried_again_later() -> None:
    trouble.append(Temporary("courier: 503"))
    light(7)
    relay.run_once()
    relay.run_once()
    assert heard == []
    with time_machine.travel(clock.now() + timedelta(seconds=5)):
        relay.run_once()
    assert heard == [7]


@pytest.mark.django_db
def test_a_refusal_waits_for_somebody_at_once() -> None:
    trouble.append(Rejected("courier: 400", field="postcode"))
    light(7)
    relay.run_once()
    row = Delivery.objects.get()
    assert row.dead_at is not None
    assert row.last_error == "Rejected: courier: 400"


@pytest.mark.django_db
def test_staff_sends_again_what_was_given_up_and_what_waits_for_its_next_try() -> None:
    trouble.extend([Temporary("courier: 503"), Rejected("courier: 400", field="postcode")])
    light(7)
    for standing in ("waits", "given up"):
        relay.run_once()
        row = Delivery.objects.get()
        assert (row.done_at, row.dead_at is None) == (None, standing == "waits")
        Delivery.objects.filter(dead_at=None).update(available_at=clock.now() + timedelta(hours=6))
        assert services.send_again(row.pk)
    relay.run_once()
    assert heard == [7]
    assert not services.send_again(Delivery.objects.get().pk)


@pytest.mark.django_db
def test_news_of_which_the_day_is_still_to_come_is_not_sent_before_it() -> None:
    light(7)
    Delivery.objects.update(available_at=clock.now() + timedelta(days=2))
    assert not services.send_again(Delivery.objects.get().pk)
    relay.run_once()
    assert heard == []


@pytest.mark.django_db
def test_the_reason_of_a_failure_quotes_nobody() -> None:
    trouble.append(ValueError("jan@example.nl"))
    light(7)
    relay.run_once()
    assert "jan@example.nl" not in Delivery.objects.get().last_error
    assert "ValueError in listen" in Delivery.objects.get().last_error


@pytest.mark.django_db
def test_many_nudges_before_a_look_are_one_look_and_one_after_it_is_another() -> None:
    for _ in range(5):
        outbox.nudge(LampLit(7))
    relay.run_once()
    outbox.nudge(LampLit(7))
    relay.run_once()
    relay.run_once()
    assert heard == [7, 7]


@pytest.mark.django_db
def test_news_that_is_in_somebodys_hands_is_left_to_them() -> None:
    light(7)
    Delivery.objects.update(leased_until=clock.now() + timedelta(seconds=60))
    assert delivering.deliver(Delivery.objects.get().pk) is False
    assert heard == []


@pytest.mark.django_db
def test_news_whose_bearer_has_died_is_delivered_by_another() -> None:
    light(7)
    Delivery.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    assert delivering.deliver(Delivery.objects.get().pk) is True
    assert heard == [7]


@pytest.mark.django_db
def test_a_nudge_during_a_try_that_fails_is_answered_at_once() -> None:
    outbox.nudge(LampLit(7))

    class Impatient(Temporary):
        def __init__(self) -> None:
            super().__init__("courier: 503", retry_after=3600)
            outbox.nudge(LampLit(7))

    trouble.append(Impatient)  # type: ignore[arg-type]
    relay.run_once()
    relay.run_once()
    assert heard == [7]


@pytest.mark.django_db
def test_news_that_is_handed_over_again_and_again_is_late_all_the_same(settings: Any) -> None:
    light(7)
    with time_machine.travel(clock.now() + timedelta(seconds=settings.OUTBOX_ALARM_SECONDS + 1)):
        Delivery.objects.update(available_at=clock.now() + timedelta(seconds=60))
        assert services.late().count() == 1
        assert services.alarms()["oldest_seconds"] > settings.OUTBOX_ALARM_SECONDS
    Delivery.objects.update(available_at=clock.now())
    relay.run_once()
    assert not services.late().exists()


@pytest.mark.django_db
def test_a_wrong_key_at_an_outside_service_does_not_keep_the_alarm_silent(settings: Any) -> None:
    trouble.append(Misconfigured("courier: 401"))
    light(7)
    relay.run_once()
    with time_machine.travel(clock.now() + timedelta(seconds=settings.OUTBOX_ALARM_SECONDS + 1)):
        assert services.late().count() == 1
