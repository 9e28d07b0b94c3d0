"""What a practice sees of our visits, and what it can do with them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from contracts.devices import dossier, passport
from contracts.service import services
from contracts.service.models import Visit
from d4d.foundation import clock
from tests.accounts.people import signed_in
from tests.contracts.service.visiting import (
    a_device,
    a_photo,
    a_reported_visit,
    a_visit,
    an_engineer,
    at,
    done,
    planned,
)
from tests.shop.builders import a_member, a_practice, asked

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8"


@pytest.fixture(autouse=True)
def _today(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False):
        yield


@pytest.fixture
def practice() -> Practice:
    """A practice that we visit."""
    return a_practice()


@pytest.fixture
def manager(practice: Practice) -> Client:
    """Its manager, signed in."""
    return signed_in(a_member(practice, "manager"))


def test_the_practice_chooses_a_time_and_gives_it_back(practice: Practice, manager: Client) -> None:
    visit = a_visit(practice, [a_device(practice)])
    day = clock.today() + timedelta(days=7)
    services.offer(visit.pk, [at(day, 9), at(day, 13)], by=None)
    page = manager.get("/mijn/onderhoud/").content.decode()
    assert "Kies een tijd" in page
    slot = visit.slots.order_by("starts_at")[1]
    answer = manager.post(f"/mijn/onderhoud/{visit.pk}/kiezen/", {"slot": slot.pk}, follow=True)
    assert "Het bezoek is gepland" in answer.content.decode()
    assert "13:00–15:00" in answer.content.decode()
    again = manager.post(f"/mijn/onderhoud/{visit.pk}/kiezen/", {"slot": slot.pk}, follow=True)
    assert manager.post(f"/mijn/onderhoud/{visit.pk}/kiezen/", {"slot": "²"}).status_code == 302
    assert "niet meer vrij" in again.content.decode()
    gone = manager.post(
        f"/mijn/onderhoud/{visit.pk}/ander-moment/", {"reason": "liever dinsdag"}, follow=True
    )
    assert "andere tijden" in gone.content.decode()
    visit.refresh_from_db()
    assert visit.state == Visit.State.TO_PLAN


def test_an_engineers_name_stands_on_no_page_of_a_practice(practice: Practice, manager: Client) -> None:
    engineer = an_engineer()
    type(engineer).objects.filter(pk=engineer.pk).update(first_name="Karsten", last_name="Zwaluwstaart")
    visit = planned(a_visit(practice, [a_device(practice)]), engineer=engineer)
    done(visit, by=engineer.subject.uuid)
    page = manager.get(f"/mijn/onderhoud/{visit.pk}/").content.decode()
    assert "Onze monteur" in page
    assert "Zwaluwstaart" not in page
    assert "Karsten" not in page


def test_the_report_is_on_the_page_of_the_visit_and_a_photo_of_a_draft_is_not(
    practice: Practice, manager: Client
) -> None:
    visit = a_reported_visit(practice)
    page = manager.get(f"/mijn/onderhoud/{visit.pk}/").content.decode()
    assert "Temperatuur op het plateau" in page
    assert manager.get(f"/mijn/onderhoud/{visit.pk}/verslag.pdf").content.startswith(b"%PDF-")
    photo = visit.photos.get()
    shown = manager.get(f"/mijn/onderhoud/{visit.pk}/fotos/{photo.pk}/")
    assert shown.content.startswith(JPEG)
    draft = planned(a_visit(practice, [a_device(practice)]))
    kept = services.add_photo(draft.pk, a_photo(), uuid4())
    assert manager.get(f"/mijn/onderhoud/{draft.pk}/fotos/{kept.pk}/").status_code == 404


def test_another_practice_finds_nothing(practice: Practice) -> None:
    visit = a_reported_visit(practice)
    stranger = signed_in(a_member(a_practice(), "manager"))
    for tail in ("", "verslag.pdf", f"fotos/{visit.photos.get().pk}/"):
        assert stranger.get(f"/mijn/onderhoud/{visit.pk}/{tail}").status_code == 404


def test_the_list_asks_as_much_for_many_visits_as_for_few(practice: Practice, manager: Client) -> None:
    def asks() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert manager.get("/mijn/onderhoud/").status_code == 200
        return len(asked(captured))

    device = a_device(practice)
    a_visit(practice, [device])
    a_reported_visit(practice)
    asks()  # what is remembered from now on
    few = asks()
    for _ in range(5):
        a_visit(practice, [device, a_device(practice)])
    a_reported_visit(practice)
    assert asks() == few


def test_the_passport_and_the_dossier_know_the_visit_and_when_the_next_is_due(practice: Practice) -> None:
    device = a_device(practice)
    visit = planned(a_visit(practice, [device]))
    services.print_sheet(done(visit).pk)
    following = a_visit(practice, [device])
    told = [one for one in passport.history(device) if one.icon == "wrench"]
    assert [one.url for one in told] == [f"/mijn/onderhoud/{visit.pk}/"]
    (paper,) = (one for one in dossier.papers(device) if one.title == "Onderhoudsverslag")
    assert (paper.done_on, paper.next_on) == (clock.today(), following.due_on)
    assert paper.file
