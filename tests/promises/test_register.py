"""The register: every column declared, printed for whoever asks, and held against settings and database."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from d4d.foundation import relay
from privacy import comparison, places, register
from privacy.checks import every_column_is_declared
from privacy.models import DataSubject, ValueSearch
from privacy.register import Personal, declarations
from privacy.search import Found, search
from privacy.vocabulary import PURPOSES
from tests.accounts.people import a_clerk, dutch, signed_in
from tests.promises.shops import World, a_world, ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


def said(command: str, *words: str, **options: Any) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(command, *words, stdout=out, **options)
    return out.getvalue()


# --- the register -----------------------------------------------------------------------------------------


@pytest.mark.promise("PV04")
def test_every_column_of_every_room_is_declared() -> None:
    lines = {line.split()[0]: line.split()[-2] for line in said("privacy_coverage").splitlines()[1:]}
    assert {"accounts", "privacy", "shop.orders", "shop.invoicing", "account" and "allauth.account"} <= set(
        lines
    )
    assert set(lines.values()) == {"100.0"}


@pytest.mark.promise("PV04")
def test_a_column_that_is_not_declared_is_counted_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    known = declarations()["accounts.user"]
    less = {name: fact for name, fact in known.columns.items() if name != "phone"}
    poorer = register.Declaration(known.model, known.subject, known.purposes, known.keep, less)
    monkeypatch.setitem(register._declarations, "accounts.user", poorer)
    with pytest.raises(CommandError, match="1 columns"):
        said("privacy_coverage")
    assert "privacy.E002" in {one.id for one in every_column_is_declared()}


@pytest.mark.promise("PV03")
def test_the_register_names_purposes_grounds_recipients_periods_and_who_answers() -> None:
    document = json.loads(said("privacy_register"))
    assert document["controller"]["kvk_number"] == "56838948"
    assert document["transfers_outside_eea"] == []
    assert len(document["security_measures"]) >= 5
    by_code = {one["code"]: one for one in document["activities"]}
    assert set(by_code) == set(PURPOSES)
    assert all(one["basis"] for one in by_code.values())
    assert by_code["books"]["law"] == "AWR art. 52"
    assert {"name": "PostNL", "country": "NL"} in by_code["delivery"]["recipients"]
    kinds = {kind["category"]: kind for kind in by_code["order"]["data"]}
    assert all(kind["items"] and kind["periods"] for kind in kinds.values())


@pytest.mark.promise("PV03")
def test_the_register_as_a_list_says_the_same_as_the_document() -> None:
    document = json.loads(said("privacy_register", format="json"))
    rows = list(csv.reader(io.StringIO(said("privacy_register", format="csv")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert {row[0] for row in rows[1:]} == {one["purpose"] for one in document["activities"]}
    assert len(rows) - 1 == sum(len(one["data"]) or 1 for one in document["activities"])


def test_the_privacy_officer_reads_the_register_at_the_desk_and_others_do_not() -> None:
    officer = signed_in(a_clerk("view_processingregister"), second_factor=True)
    page = officer.get("/beheer/privacy/processingregister/").content.decode()
    assert [str(one.label) for one in PURPOSES.values() if str(one.label) not in page] == []
    assert "AWR art. 52" in page
    table = officer.get("/beheer/privacy/processingregister/verwerkingsregister.csv")
    assert table.content.startswith(b"\xef\xbb\xbf")
    other = signed_in(a_clerk("view_order"), second_factor=True)
    for path in ("", "verwerkingsregister.csv"):
        assert other.get(f"/beheer/privacy/processingregister/{path}").status_code == 403


# --- the database and the settings are what the register says ---------------------------------------------


def test_the_database_holds_no_more_and_no_less_than_the_models() -> None:
    assert comparison.differences(connection) == []


def test_a_table_and_a_column_that_nobody_knows_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE leftover (email varchar(80))")
        cursor.execute("ALTER TABLE accounts_address ADD COLUMN shoe_size integer")
    try:
        with pytest.raises(CommandError, match="table leftover belongs to no model"):
            call_command("migrate", skip_checks=True, verbosity=0)
        found = comparison.differences(connection)
        told = [one.msg for one in comparison.holds_nothing_undeclared(databases=["default"])]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE leftover")
            cursor.execute("ALTER TABLE accounts_address DROP COLUMN shoe_size")
    assert found == [
        "table leftover belongs to no model",
        "column accounts_address.shoe_size belongs to no model",
    ]
    assert len(told) == 2


def test_a_guard_that_was_dropped_is_named() -> None:
    from d4d.foundation import triggers  # the same statements as a migrate

    [(model, rule)] = [one for one in triggers.guarded_models() if one[0].__name__ == "Disclosure"]
    table = model._meta.db_table
    on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_guard_delete"{on}')
        found = comparison.differences(connection)
        for statement in triggers._statements(connection.vendor, model, rule):
            cursor.execute(statement)
    assert found == [f"trigger {table}_guard_delete is missing"]


class Other:
    """The settings with some of them changed."""

    def __init__(self, settings: Any, changed: dict[str, object]) -> None:
        self._settings, self._changed = settings, changed

    def __getattr__(self, name: str) -> Any:
        return self._changed[name] if name in self._changed else getattr(self._settings, name)


@pytest.mark.promise("PV56")
@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("EMAIL_BACKEND", "anymail.backends.sendgrid.EmailBackend", "sendgrid"),
        ("ANYMAIL", {"BREVO_API_URL": "https://api.letters.example/v3/"}, "api.letters.example"),
        ("MOLLIE_ENDPOINT", "https://mollie.com.example", "mollie.com.example"),
        ("COURIERS", {"ups": {"endpoint": "https://ups.example"}}, "ups"),
        ("STORAGES", {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}, "D4D_STORAGE_COUNTRY"),
        (
            "DATABASES",
            {"default": {"ENGINE": "x", "HOST": "db.example"}},
            "D4D_DATABASE_COUNTRY",
        ),
    ],
)
def test_settings_that_send_data_elsewhere_stop_the_build(
    settings: Any, setting: str, value: object, words: str
) -> None:
    assert places.recipients_are_in_the_union() == []
    wrong = Other(settings, {setting: value})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "settings", wrong)
        found = [one.msg for one in places.recipients_are_in_the_union()]
        assert [one for one in found if words in one]
        elsewhere = {setting: value, "DATABASE_COUNTRY": "US", "STORAGE_COUNTRY": "US"}
        patch.setattr(places, "settings", Other(settings, elsewhere))
        assert places.recipients_are_in_the_union()


def test_a_database_elsewhere_in_the_union_is_declared_and_passes(settings: Any) -> None:
    settings.DATABASE_COUNTRY = "DE"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.DATABASES["default"], "HOST", "db.example")
        assert places.recipients_are_in_the_union() == []
        settings.DATABASE_COUNTRY = ""
        assert len(places.recipients_are_in_the_union()) == 1


# --- where does a value stand? ------------------------------------------------------------------------------


def test_a_value_is_found_in_every_personal_text_that_holds_it(world: World) -> None:
    order = ordered(world, world.buyer, reference=f"voor {world.buyer.last_name}!")
    places_found = set(search(world.buyer.last_name.upper()))
    assert {
        Found("accounts.User", "last_name", world.buyer.pk, world.buyer.subject.uuid),
        Found("orders.Order", "reference", order.pk, world.practice.subject.uuid),
        Found("orders.Order", "delivery_last_name", order.pk, world.buyer.subject.uuid),
    } <= places_found
    assert not [one for one in places_found if one.subject == world.stranger.subject.uuid]


def test_every_text_that_is_declared_personal_is_looked_through() -> None:
    """A needle in each such column of a bare row is found; here the search is asked for its columns."""
    from privacy.search import _readable

    texts = {
        (one.model, name)
        for one in declarations().values()
        for name, fact in one.columns.items()
        if isinstance(fact, Personal)
        and isinstance(_field(one.model, name), models.CharField | models.TextField | models.JSONField)
    }
    assert texts
    assert [place for place in texts if not _readable(_model(place[0]), place[1])] == []


def _model(label: str) -> Any:
    from django.apps import apps

    return apps.get_model(label)


def _field(label: str, name: str) -> Any:
    return _model(label)._meta.get_field(name)


def test_a_telephone_number_is_found_however_it_is_written(world: World) -> None:
    for written in ("0612345601", "06 1234 5601", "06-12345601", "+31612345601", "+31 6 12345601"):
        assert [one.row for one in search(written) if one.column == "phone"] == [world.buyer.pk], written


def test_the_command_says_where_and_never_what(world: World) -> None:
    told = said("privacy_search", world.buyer.first_name)
    assert f"accounts.User.first_name row {world.buyer.pk} person {world.buyer.subject.uuid}" in told
    assert world.buyer.first_name not in told
    row = ValueSearch.objects.get()
    assert (row.value, row.state) == ("", "done")
    assert world.buyer.first_name not in str(row.found)


def test_a_value_that_stands_everywhere_is_not_looked_for() -> None:
    with pytest.raises(CommandError, match="at least 4"):
        said("privacy_search", "nl")
    assert not ValueSearch.objects.exists()


def test_the_desk_asks_a_job_looks_and_the_value_is_forgotten(world: World) -> None:
    officer = a_clerk("view_valuesearch", "change_valuesearch")
    desk = signed_in(officer, second_factor=True)
    answer = desk.post("/beheer/privacy/valuesearch/add/", {"value": world.buyer.last_name})
    assert answer.status_code == 302
    row = ValueSearch.objects.get()
    assert row.asked_by == officer.subject.uuid
    assert world.buyer.last_name not in row.value
    assert (
        dutch("The search has not been done yet. Open this page again in a minute.")
        in desk.get(answer["Location"]).content.decode()
    )
    while relay.run_once():
        pass
    row.refresh_from_db()
    assert row.value == ""
    page = desk.get(answer["Location"]).content.decode()
    assert "last_name" in page
    assert str(world.buyer.subject.uuid) in page
    assert world.buyer.last_name not in page


def test_who_may_not_look_does_not(world: World) -> None:
    other = signed_in(a_clerk("view_valuesearch"), second_factor=True)
    assert other.post("/beheer/privacy/valuesearch/add/", {"value": "zq01praktijk"}).status_code == 403
    assert not ValueSearch.objects.exists()


def test_a_person_without_account_is_held_and_found() -> None:
    person = DataSubject.objects.create()
    assert [one for one in search(str(person.uuid)[:13]) if one.table == "accounts.User"] == []
