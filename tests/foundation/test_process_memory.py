"""A process remembers for as long as it was told, and no more than fits."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches

from d4d.foundation import clock
from d4d.foundation.process_memory import ProcessMemory


@pytest.fixture
def memory() -> ProcessMemory:
    memory = ProcessMemory("of this test", {"OPTIONS": {"MAX_ENTRIES": 9}})
    memory.clear()
    return memory


def test_it_is_what_the_house_remembers_with() -> None:
    assert isinstance(caches["memory"], ProcessMemory)


def test_the_very_thing_is_handed_out_in_every_thread(memory: ProcessMemory) -> None:
    thing = ["a", "b"]
    memory.set("thing", thing, 60)

    assert memory.get("thing") is thing
    assert ProcessMemory("of this test", {}).get("thing") is thing
    assert ProcessMemory("another", {}).get("thing") is None


def test_it_forgets_when_the_time_is_over(memory: ProcessMemory) -> None:
    memory.set("a minute", 1, 60)
    memory.set("for good", 2, None)
    memory.set("not at all", 3, 0)

    assert (memory.get("a minute"), memory.get("not at all", "nothing")) == (1, "nothing")
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert (memory.get("a minute"), memory.get("for good")) == (None, 2)


def test_the_oldest_goes_when_there_is_no_room(memory: ProcessMemory) -> None:
    for number in range(10):
        memory.set(f"n{number}", number, 60)

    assert [memory.get(f"n{number}") for number in range(10)] == [None, None, None, 3, 4, 5, 6, 7, 8, 9]


def test_what_is_deleted_is_gone(memory: ProcessMemory) -> None:
    memory.set("a", 1, 60)

    assert (memory.delete("a"), memory.delete("a"), memory.get("a")) == (True, False, None)


def test_what_is_there_is_not_looked_up_again(memory: ProcessMemory) -> None:
    assert memory.get_or_set("a", lambda: 1, 60) == 1
    assert memory.get_or_set("a", lambda: 2, 60) == 1
    assert (memory.add("a", 3), memory.add("b", 4), memory.get("b")) == (False, True, 4)
