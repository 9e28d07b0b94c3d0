"""A copy of your data: everything of you, nothing of anybody else, for you only, and gone after a week."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from time_machine import travel

from accounts.models import User
from d4d.foundation import clock, relay
from d4d.foundation.models import Delivery
from privacy import people, sealed
from privacy.export import archive, making
from privacy.export.sections import sections
from privacy.models import DataSubject, ExportArchive, Request
from privacy.models.exports import shelf
from privacy.register import Personal, declarations
from privacy.vocabulary import Erase
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from tests.accounts.people import PASSWORD, a_clerk, signed_in
from tests.promises.shops import Fetched, World, a_parcel, a_world, at_the_door, content, opened, ordered

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/kopie/"


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


def the_work_is_done() -> None:
    while relay.run_once():
        pass


def fetched(user: User) -> Fetched:
    """Ask for a copy, let the job run, and fetch it, as people do."""
    client = at_the_door(user)
    assert client.post(PAGE).status_code == 302
    the_work_is_done()
    page = client.get(PAGE).content.decode()
    export = making.latest(user.subject.uuid)
    assert export
    assert f"{PAGE}{export.uuid}/" in page
    answer = client.get(f"{PAGE}{export.uuid}/")
    assert answer.status_code == 200
    data = content(answer)
    assert len(data) == int(answer["Content-Length"])
    return opened(data)


@pytest.mark.promise("PV67")
def test_a_person_gets_a_copy_of_everything_about_them(world: World) -> None:
    copy = fetched(world.buyer)
    own = [world.buyer.email, world.buyer.first_name, world.buyer.last_name, world.buyer.phone]
    for text in (json.dumps(copy.document), copy.page):
        assert [word for word in own if word not in text] == []
    assert copy.rows("accounts.User")[0]["data"]["email"] == world.buyer.email


@pytest.mark.promise("PV67")
def test_nobody_gets_data_of_a_colleague_or_of_another_practice(world: World) -> None:
    for by in (world.manager, world.buyer, world.reader):
        a_parcel(ordered(world, by))
    ordered(world, world.stranger, world.other)
    everyone = (world.manager, world.buyer, world.reader, world.stranger)
    for user in everyone:
        copy = fetched(user)
        theirs = [one for one in everyone if one != user]
        words = [word for one in theirs for word in (one.email, one.first_name, one.last_name, one.phone)]
        assert [word for word in words if word in copy.everything] == [], user.email
    assert "zq50anders" not in fetched(world.manager).everything


@pytest.mark.promise("PV67")
def test_only_the_manager_gets_the_data_and_invoices_of_the_practice(world: World) -> None:
    order = ordered(world, world.buyer)
    orders.mark_paid(order.pk)
    invoicing.issue_for_order(order.pk)
    the_work_is_done()
    manager, buyer, reader = (fetched(one) for one in (world.manager, world.buyer, world.reader))
    number = manager.rows("invoicing.Invoice")[0]["beside"]["number"]
    pdf = [name for name in manager.names if name.endswith(".pdf") and number in name]
    assert len(pdf) == 1
    assert manager.files[pdf[0]].startswith(b"%PDF")
    assert manager.rows("accounts.Practice")[0]["data"]["billing_email"] == "zq03factuur@linde.example"
    for copy in (buyer, reader):
        assert number not in copy.everything
        assert not copy.rows("invoicing.Invoice")
        assert not [name for name in copy.names if name.endswith(".pdf")]
        assert "zq03factuur@linde.example" not in copy.everything


def test_who_is_no_manager_gets_the_orders_they_placed_and_no_others(world: World) -> None:
    mine, hers = ordered(world, world.buyer), ordered(world, world.manager)
    copy = fetched(world.buyer)
    assert {row["beside"]["order__number"] for row in copy.rows("orders.OrderLine")} == {mine.number}
    assert hers.number not in copy.everything
    all_of_them = {row["beside"]["number"] for row in fetched(world.manager).rows("orders.Order", "practice")}
    assert all_of_them == {mine.number, hers.number}


@pytest.mark.promise("PV22")
def test_what_others_told_us_says_from_whom_we_have_it(world: World) -> None:
    parcel = a_parcel(ordered(world, world.manager))
    copy = fetched(world.manager)
    [part] = copy.sections("shipping.Parcel", "practice")
    assert part["rows"][0]["data"]["tracking_number"] == parcel.tracking_number
    assert part["columns"]["tracking_number"]["source"] == "the courier"
    [label] = [name for name in copy.names if name.startswith("bestanden/shipping.parcel/")]
    assert copy.files[label] == b"%PDF zqlabel"
    assert copy.rows("shipping.Parcel", "you")[0]["data"]["label"] == label


def test_a_label_with_a_name_on_it_goes_to_whose_name_it_is(world: World) -> None:
    a_parcel(ordered(world, world.buyer), b"%PDF zqlabel of the buyer")
    assert b"%PDF zqlabel of the buyer" in fetched(world.buyer).files.values()
    assert b"%PDF zqlabel of the buyer" not in fetched(world.manager).files.values()


def test_the_copy_is_what_the_published_schema_says(world: World, client: Client) -> None:
    a_parcel(ordered(world, world.manager))
    copy = fetched(world.manager)
    published = json.loads(content(client.get("/privacy/kopie.schema.json")))
    jsonschema.Draft202012Validator.check_schema(published)
    checker = jsonschema.Draft202012Validator(
        published, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert [error.message for error in checker.iter_errors(copy.document)] == []
    assert published == json.loads(copy.files[archive.SCHEMA.name])
    copy.document["sections"][0]["columns"] = {}
    assert list(checker.iter_errors(copy.document))


def test_the_list_of_files_holds_every_file_with_its_fingerprint(world: World) -> None:
    a_parcel(ordered(world, world.manager))
    copy = fetched(world.manager)
    listed = {one["name"]: (one["size"], one["sha256"]) for one in copy.manifest["files"]}
    found = {name: (len(data), sha256(data).hexdigest()) for name, data in copy.files.items()}
    assert listed == {name: facts for name, facts in found.items() if name != "manifest.json"}


def test_a_file_that_is_gone_is_named_and_the_rest_still_comes(world: World) -> None:
    parcel = a_parcel(ordered(world, world.manager))
    parcel.label.storage.delete(parcel.label.name)
    copy = fetched(world.manager)
    assert [one["name"] for one in copy.manifest["files"] if one.get("missing")] == [
        copy.rows("shipping.Parcel", "you")[0]["data"]["label"]
    ]


def test_every_item_says_why_until_when_from_whom_and_for_whom(world: World) -> None:
    order = ordered(world, world.manager)
    orders.mark_paid(order.pk)
    copy = fetched(world.manager)
    explained = [column for part in copy.document["sections"] for column in part["columns"].values()]
    assert explained
    for column in explained:
        assert column["purposes"]
        assert column["source"]
        assert column["keep"]["text"]
    [user] = copy.sections("accounts.User")
    assert user["columns"]["email"]["purposes"][0]["basis"] == "contract"
    payment = declarations()["payments.payment"].columns["amount_cents"]
    assert isinstance(payment, Personal)
    assert payment.recipients


def test_secrets_are_named_and_not_shown(world: World) -> None:
    copy = fetched(world.buyer)
    [part] = copy.sections("accounts.User")
    assert part["rows"][0]["data"]["password"] is None
    assert part["columns"]["password"]["hidden"]
    assert world.buyer.password not in copy.everything


@pytest.mark.promise("PV67")
def test_what_is_copied_is_what_an_erasure_reaches_and_what_the_law_keeps(world: World) -> None:
    """The copy and the erasure know the same columns; none is in one and not in the other."""
    copied = {
        (one.table, column.name) for one in sections(world.manager.subject.uuid) for column in one.columns
    }
    facts = {
        (one.model, name): fact
        for one in declarations().values()
        for name, fact in one.columns.items()
        if isinstance(fact, Personal)
    }
    kept = {place for place, fact in facts.items() if fact.erase is Erase.KEEP}
    erasable = facts.keys() - kept
    assert copied == erasable | kept
    assert kept
    assert erasable


def test_the_page_to_read_is_in_the_language_of_the_person(world: World) -> None:
    assert 'lang="nl"' in fetched(world.buyer).page
    User.objects.filter(pk=world.buyer.pk).update(language="en")
    page = fetched(world.buyer).page
    assert 'lang="en"' in page
    assert "Your data with" in page


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
        assert making.let_go() == 1
        assert making.let_go() == 0
    export.refresh_from_db()
    assert (export.state, str(export.file), export.secret) == ("expired", "", "")
    assert not place.exists()


def test_a_day_before_the_end_the_file_is_still_there(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    with travel(clock.now() + timedelta(days=6, hours=23), tick=True):
        assert making.let_go() == 0
        assert at_the_door(world.buyer).get(f"{PAGE}{export.uuid}/").status_code == 200


def test_the_file_at_rest_shows_nothing_to_who_lacks_its_key(world: World) -> None:
    fetched(world.buyer)
    export = ExportArchive.objects.get()
    data = Path(shelf().path(str(export.file))).read_bytes()
    assert b"gegevens.json" not in data
    assert b"PK\x03\x04" not in data
    with shelf().open(str(export.file)) as file, pytest.raises(sealed.Broken):
        list(sealed.read(file, sealed.new_key()))


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
    assert not list(Path(shelf().path(".")).glob(f"{export.uuid}*"))
    assert 'role="alert"' in client.get(PAGE).content.decode()
    client.post(PAGE)
    the_work_is_done()
    export.refresh_from_db()
    assert (export.state, export.failure) == ("ready", "")
    assert ExportArchive.objects.count() == 1


def test_a_job_that_was_killed_half_way_is_taken_up_again(world: World) -> None:
    at_the_door(world.buyer).post(PAGE)
    export = ExportArchive.objects.get()
    assert making._begin(export.pk)  # a process took it in hand, and was killed
    left = Path(shelf().path(f"{export.uuid}-dead.sealed"))
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    the_work_is_done()
    export.refresh_from_db()
    assert export.state == "ready"
    with travel(clock.now() + timedelta(days=2), tick=True):
        making.let_go()
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
