"""The life of a copy: for its owner only, one at a time, made by a job that may fail, gone after a week."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from time_machine import travel

from d4d.foundation import clock, sealed
from d4d.foundation.handouts import shelf
from d4d.foundation.models import Delivery
from privacy import people
from privacy.export import archive
from privacy.export.making import copies
from privacy.models import DataSubject, ExportArchive, Request
from tests.accounts.people import PASSWORD, a_clerk, signed_in
from tests.promises.shops import World, a_world, at_the_door, fetched, opened, the_work_is_done

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/kopie/"


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


@pytest.mark.parametrize("seconds", [301, 7200])
def test_asking_and_fetching_both_ask_for_the_password_again(world: World, seconds: int) -> None:
    late = at_the_door(world.buyer, seconds_ago=seconds)
    answer = late.post(PAGE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/bevestig-uzelf/?next=")
    assert not ExportArchive.objects.exists()
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    assert late.get(f"{PAGE}{export.uuid}/")["Location"].startswith("/account/bevestig-uzelf/")


def test_a_wrong_password_opens_nothing_and_the_right_one_leads_back(world: World) -> None:
    client = at_the_door(world.buyer, seconds_ago=900)
    door = client.post(PAGE)["Location"]
    assert client.post(door, {"password": "fout fout fout fout"}).status_code == 200
    assert client.post(PAGE)["Location"] == door
    answer = client.post(door, {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert client.post(PAGE)["Location"] == PAGE
    assert ExportArchive.objects.count() == 1


def test_a_copy_is_fetched_by_its_owner_only(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    for somebody in (world.manager, world.reader, world.stranger, a_clerk("view_exportarchive")):
        assert at_the_door(somebody).get(f"{PAGE}{export.uuid}/").status_code == 404
    assert Client().get(f"{PAGE}{export.uuid}/").status_code == 302


@pytest.mark.promise("PV67")
def test_after_seven_days_the_link_is_dead_and_the_file_gone(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    place = Path(shelf().path(str(export.file)))
    assert place.exists()
    with travel(clock.now() + timedelta(days=7, seconds=1), tick=True):
        assert at_the_door(world.buyer).get(f"{PAGE}{export.uuid}/").status_code == 410
        assert copies.let_go() == 1
        assert copies.let_go() == 0
    export.refresh_from_db()
    assert (export.state, str(export.file), export.secret) == ("expired", "", "")
    assert not place.exists()


def test_a_day_before_the_end_the_file_is_still_there(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    with travel(clock.now() + timedelta(days=6, hours=23), tick=True):
        assert copies.let_go() == 0
        assert at_the_door(world.buyer).get(f"{PAGE}{export.uuid}/").status_code == 200


def test_the_file_at_rest_shows_nothing_to_who_lacks_its_key(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    data = Path(shelf().path(str(export.file))).read_bytes()
    assert b"gegevens.json" not in data
    assert b"PK\x03\x04" not in data
    with shelf().open(str(export.file)) as file, pytest.raises(sealed.Damaged):
        sealed.Reader(file, sealed.new_key(), "copy").read()


def test_asking_twice_makes_one_copy(world: World) -> None:
    client = at_the_door(world.buyer)
    client.post(PAGE)
    client.post(PAGE)
    assert ExportArchive.objects.count() == 1
    assert Request.objects.filter(kind="copy").count() == 1
    the_work_is_done()
    assert Request.objects.get(kind="copy").state == "granted"


def test_a_new_copy_makes_the_former_one_go(world: World) -> None:
    fetched(world.buyer)
    first = ExportArchive.objects.get()
    place = Path(shelf().path(str(first.file)))
    fetched(world.buyer)
    first.refresh_from_db()
    assert (first.state, place.exists()) == ("expired", False)
    assert ExportArchive.objects.filter(state="ready").count() == 1


def test_a_letter_says_that_it_is_ready_and_carries_no_data(world: World) -> None:
    fetched(world.buyer)
    [letter] = [one for one in mail.outbox if "kopie" in one.subject]
    assert letter.to == [world.buyer.email]
    assert f"http://localhost:8000{PAGE}\n" in letter.body
    assert not letter.attachments
    assert str(ExportArchive.objects.get().uuid) not in letter.body


def test_the_job_knows_a_number_and_no_person(world: World) -> None:
    at_the_door(world.buyer).post(PAGE)
    payloads = Delivery.objects.filter(topic__startswith="privacy.copy").values_list("payload", flat=True)
    assert list(payloads) == [{"export_id": ExportArchive.objects.get().pk}]


def test_a_failure_is_said_and_the_next_try_makes_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: Any) -> None:
        raise OSError("No space left on device")

    client = at_the_door(world.buyer)
    client.post(PAGE)
    with monkeypatch.context() as full:
        full.setattr(archive.Copy, "_enclose", no_room)
        the_work_is_done()
    export = ExportArchive.objects.get()
    assert (export.state, export.failure) == ("failed", "OSError")
    assert not list(Path(shelf().path("copies")).glob(f"{export.uuid}*"))
    assert 'role="alert"' in client.get(PAGE).content.decode()
    client.post(PAGE)
    the_work_is_done()
    export.refresh_from_db()
    assert (export.state, export.failure) == ("ready", "")
    assert ExportArchive.objects.count() == 1


def test_a_job_that_was_killed_half_way_is_taken_up_again(world: World) -> None:
    at_the_door(world.buyer).post(PAGE)
    export = ExportArchive.objects.get()
    assert copies._begin(export.pk)  # a process took it in hand, and was killed
    left = Path(shelf().path(f"copies/{export.uuid}-dead.sealed"))
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"half")
    the_work_is_done()
    export.refresh_from_db()
    assert export.state == "ready"
    with travel(clock.now() + timedelta(days=2), tick=True):
        copies.let_go()
    assert not left.exists()


def test_no_copy_is_made_of_somebody_who_is_being_erased(world: World) -> None:
    at_the_door(world.buyer).post(PAGE)
    DataSubject.objects.filter(uuid=world.buyer.subject.uuid).update(state="erasing")
    the_work_is_done()
    assert ExportArchive.objects.get().state == "expired"
    assert not [one for one in mail.outbox if "kopie" in one.subject]


def test_progress_is_shown_with_and_without_javascript(world: World) -> None:
    client = at_the_door(world.buyer)
    client.post(PAGE)
    page = client.get(PAGE).content.decode()
    assert "<progress" in page
    assert f'href="{PAGE}"' in page
    fragment = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="copy"')
    assert "data-hx-get" in fragment
    the_work_is_done()
    assert "data-hx-get" not in client.get(PAGE, headers={"HX-Request": "true"}).content.decode()


def test_the_desk_sees_how_far_a_copy_is_and_never_what_is_in_it(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    desk = signed_in(a_clerk("view_exportarchive"), second_factor=True)
    texts = [
        desk.get(path).content.decode()
        for path in ("/beheer/privacy/exportarchive/", f"/beheer/privacy/exportarchive/{export.pk}/change/")
    ]
    assert all(str(export.uuid) in text for text in texts)
    assert not [text for text in texts if export.secret in text or world.buyer.email in text]


def test_the_desk_tries_again_what_failed(world: World) -> None:
    at_the_door(world.buyer).post(PAGE)
    ExportArchive.objects.update(state="failed", failure="OSError")
    export = ExportArchive.objects.get()
    desk = signed_in(a_clerk("view_exportarchive", "change_exportarchive"), second_factor=True)
    chosen = {"action": "make_again", "_selected_action": [export.pk]}
    assert desk.post("/beheer/privacy/exportarchive/", chosen).status_code == 302
    the_work_is_done()
    export.refresh_from_db()
    assert export.state == "ready"


def test_the_command_writes_the_same_copy_to_a_folder(world: World, tmp_path: Path) -> None:
    call_command("privacy_export", world.buyer.email.upper(), to=tmp_path, verbosity=0)
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    mine = opened(file.read_bytes())
    assert mine.rows("accounts.User")[0]["data"]["email"] == world.buyer.email
    assert world.manager.email not in mine.everything


def test_the_command_knows_nobody_by_an_unknown_address(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("privacy_export", "niemand@example.nl", to=tmp_path)
    assert "niemand" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_somebody_who_left_the_practice_no_longer_gets_its_data(world: World) -> None:
    assert people.spoken_for(world.manager.subject.uuid) == [world.practice.subject.uuid]
    world.practice.memberships.filter(user=world.manager).update(is_active=False)
    assert people.spoken_for(world.manager.subject.uuid) == []
    assert "zq03factuur@linde.example" not in fetched(world.manager).everything
