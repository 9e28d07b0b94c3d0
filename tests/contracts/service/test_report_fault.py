"""A fault is reported once, completely, on a device of the practice, and its promise runs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage

from contracts.service.models import Fault
from contracts.service.services import answering, reporting
from d4d.foundation import clock
from tests.accounts.people import post_is_delivered
from tests.contracts.service.faulting import DEAD, STAFF, a_fault, a_picture, a_scene
from tests.contracts.service.visiting import a_device
from tests.shop.builders import a_practice, an_article

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    """A moment as the clock in Amsterdam shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.AMSTERDAM)


def test_reported_on_friday_afternoon_with_eight_hours_is_due_on_monday_afternoon() -> None:
    with time_machine.travel(at("2026-11-20T16:00"), tick=False):
        fault = a_fault(a_scene(under_contract=True, response_hours=8))

    assert (fault.due_at, fault.response_hours) == (at("2026-11-23T15:30"), 8)


def test_a_holiday_shifts_the_promise() -> None:
    with time_machine.travel(at("2026-12-24T16:00"), tick=False):
        fault = a_fault(a_scene(under_contract=True, response_hours=8))

    assert fault.due_at == at("2026-12-28T15:30")


def test_numbers_follow_each_other_and_a_draft_has_none() -> None:
    scene = a_scene()
    draft = reporting.begin(scene.device, by=scene.person)
    year = clock.today().year

    assert (draft.number, draft.standing) == (None, "draft")
    reporting.write(draft.pk, problem="leak", description="Lekt.", urgency="can_wait")
    assert reporting.send(draft.pk, by=scene.person).number == f"S{year}-00001"
    assert a_fault(a_scene()).number == f"S{year}-00002"


def test_the_terms_of_that_day_are_copied_and_stay() -> None:
    scene = a_scene(under_contract=True, covers_labour=True, covers_parts=False, covers_loan=True)
    fault = a_fault(scene)
    scene.practice.contracts.update(covers_parts=True, state="ended")

    fault.refresh_from_db()
    assert (fault.coverage, fault.covers_labour, fault.covers_parts, fault.covers_loan) == (
        "contract",
        True,
        False,
        True,
    )
    assert fault.contract == scene.practice.contracts.get()


def test_within_the_warranty_labour_and_parts_are_covered() -> None:
    scene = a_scene()
    type(scene.device).objects.update(warranty_until=clock.today(), variant=an_article())
    scene.device.refresh_from_db()

    fault = a_fault(scene)
    assert (fault.coverage, fault.covers_labour, fault.covers_parts) == ("warranty", True, True)


def test_sent_twice_it_is_one_report_and_one_letter(mailoutbox: Any) -> None:
    scene = a_scene()
    fault = a_fault(scene)
    again = reporting.send(fault.pk, by=scene.person)
    post_is_delivered()

    assert (again.pk, again.number, Fault.objects.count()) == (fault.pk, fault.number, 1)
    assert [letter.subject.split(":")[0] for letter in mailoutbox] == [fault.number]


def test_what_is_not_complete_is_not_sent() -> None:
    scene = a_scene()
    draft = reporting.begin(scene.device, by=scene.person)
    reporting.write(draft.pk, problem="leak", description="  ", urgency="can_wait")

    with pytest.raises(reporting.NotComplete):
        reporting.send(draft.pk, by=scene.person)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)


def test_a_second_fault_of_a_device_is_asked_about_first() -> None:
    scene = a_scene()
    first = a_fault(scene)

    with pytest.raises(reporting.AlreadyOpen) as refusal:
        a_fault(scene)
    assert refusal.value.fault == first
    second = a_fault(scene, reporting.Told("noise", "Piept.", "can_wait", is_second=True))
    assert second.is_open

    answering.cancel(first.pk, by=STAFF)
    answering.cancel(second.pk, by=STAFF)
    assert a_fault(scene).is_open


def test_a_device_that_left_or_is_retired_takes_no_report() -> None:
    for facts in ({"state": "retired"}, {"practice": a_practice()}):
        scene = a_scene()
        draft = reporting.begin(scene.device, by=scene.person)
        reporting.write(draft.pk, problem="leak", description="Lekt.", urgency="can_wait")
        type(scene.device).objects.filter(pk=scene.device.pk).update(**facts)

        with pytest.raises(reporting.DeviceIsGone):
            reporting.send(draft.pk, by=scene.person)


def test_who_began_before_goes_on_with_the_same_draft() -> None:
    scene = a_scene()
    first = reporting.begin(scene.device, by=scene.person)

    assert reporting.begin(scene.device, by=scene.person).pk == first.pk
    assert reporting.begin(a_device(scene.practice), by=scene.person).pk != first.pk
    assert reporting.begin(scene.device, by=STAFF).pk != first.pk


def test_four_photos_fit_and_a_fifth_is_refused_and_not_kept() -> None:
    scene = a_scene()
    draft = reporting.begin(scene.device, by=scene.person)
    reporting.add_photos(draft.pk, [a_picture() for _ in range(4)])

    with pytest.raises(reporting.TooManyPhotos):
        reporting.add_photos(draft.pk, [a_picture()])
    assert draft.photos.count() == 4


def test_drafts_that_nobody_sent_go_with_their_photos(settings: Any) -> None:
    scene = a_scene()
    draft = reporting.begin(scene.device, by=scene.person)
    reporting.add_photos(draft.pk, [a_picture()])
    name = draft.photos.get().file.name
    sent = a_fault(a_scene())

    assert reporting.forget_drafts() == 0
    with time_machine.travel(clock.now() + timedelta(days=settings.FAULT_DRAFT_DAYS + 1)):
        assert reporting.forget_drafts() == 1
    assert (list(Fault.objects.all()), default_storage.exists(name)) == ([sent], False)


def test_what_is_told_by_telephone_runs_at_once_and_has_an_owner() -> None:
    scene = a_scene()
    fault = reporting.by_telephone(scene.device, DEAD, by=STAFF)

    assert (fault.state, fault.origin, fault.owner, fault.reported_by) == ("reported", "phone", STAFF, None)
    assert fault.standing in {"running", "due_soon"}
