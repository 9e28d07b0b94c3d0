"""What was said about a fault stands in a copy, goes with who said it, and is forgotten when it is over."""

from datetime import date

import pytest
import time_machine
from django.core.files.storage import default_storage

from contracts.service.models import Fault, FaultMessage, FaultPhoto, RepairLine
from contracts.service.services import answering, quoting, repairing
from privacy import retention
from tests.contracts.service.faulting import HOUR, STAFF, Scene, a_fault, a_picture
from tests.contracts.service.visiting import a_contract, a_device
from tests.promises.people import erased
from tests.promises.shops import World, a_world, fetched

pytestmark = pytest.mark.django_db
SAID = "zq91 geeft een melding"
WRITTEN = "zq92 nu ook een piep"


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


def a_story(world: World) -> tuple[Fault, FaultPhoto]:
    """The buyer reports a fault with a photo, and writes about it."""
    scene = Scene(world.practice, world.buyer, a_device(world.practice))
    fault = a_fault(scene)
    Fault.objects.filter(pk=fault.pk).update(description=SAID)
    answering.write_to_us(fault.pk, WRITTEN, by=scene.person)
    return fault, FaultPhoto.objects.create(fault=fault, file=a_picture())


def test_who_reported_it_and_who_manages_the_practice_find_it_in_their_copy(world: World) -> None:
    a_story(world)

    for user in (world.manager, world.buyer):
        copy = fetched(user)
        assert SAID in copy.everything
        assert WRITTEN in copy.everything
    for user in (world.reader, world.stranger):
        assert "zq9" not in fetched(user).everything


def test_a_colleague_who_leaves_takes_only_the_name_along(world: World) -> None:
    fault, photo = a_story(world)
    erased(world.buyer.subject.uuid)

    fault.refresh_from_db()
    assert (fault.reported_by, fault.messages.get().author) == (None, None)
    assert (fault.description, default_storage.exists(photo.file.name)) == (SAID, True)


def test_a_practice_that_leaves_takes_its_faults_and_photos_along(world: World) -> None:
    fault, photo = a_story(world)
    answering.cancel(fault.pk, by=STAFF)
    theirs = a_fault(Scene(world.other, world.stranger, a_device(world.other)))
    erased(world.practice.subject.uuid)

    assert list(Fault.objects.all()) == [theirs]
    assert (FaultMessage.objects.count(), default_storage.exists(photo.file.name)) == (0, False)


def test_two_years_after_the_end_the_words_and_photos_go_and_the_fault_stays() -> None:
    world = a_world()
    with time_machine.travel("2026-03-10 10:00"):
        fault, photo = a_story(world)
        a_contract(world.practice, [], date(2026, 1, 1))
        Fault.objects.update(covers_labour=True)
        answering.assess(fault.pk, "on_site", by=STAFF)
        repairing.begin_repair(fault.pk, by=STAFF)
        quoting.add_line(fault.pk, HOUR)
        repairing.finish_repair(fault.pk, "zq93 rubber vervangen", by=STAFF)
        repairing.close(fault.pk, by=STAFF)
    retention.night(date(2028, 3, 10))
    fault.refresh_from_db()
    assert (fault.description, fault.photos.count()) == (SAID, 1)

    retention.night(date(2028, 3, 11))
    fault.refresh_from_db()
    assert (fault.description, fault.solution, fault.reported_by, fault.owner) == ("", "", None, None)
    assert (FaultMessage.objects.count(), fault.photos.count()) == (0, 0)
    assert not default_storage.exists(photo.file.name)
    assert RepairLine.objects.get().description == "Arbeid"
