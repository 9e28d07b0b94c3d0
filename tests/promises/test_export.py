"""A copy of your data: everything of you, nothing of anybody else, for you only, and gone after a week."""

import json
from hashlib import sha256

import jsonschema
import pytest
from django.test import Client

from accounts.models import User
from privacy.export import archive
from privacy.export.sections import sections
from privacy.register import Personal, declarations
from privacy.vocabulary import Erase
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from tests.promises.shops import World, a_parcel, a_world, content, fetched, ordered, the_work_is_done

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/kopie/"


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


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
