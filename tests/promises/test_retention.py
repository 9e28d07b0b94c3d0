"""What is over goes by itself, on its day and not before (PV59, PV63)."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import erasure, retention
from privacy.models import DataSubject, ErasureRun, IdleNotice, RetentionRun
from privacy.register import Personal, declarations
from privacy.vocabulary import CLAIMS, FISCAL, ONE_YEAR, SHORT, Keep
from shop.cart.models import CartLine
from shop.invoicing import services as invoicing
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceLine, Settlement
from shop.orders.models import Order, OrderLine
from shop.shipping.models import Parcel, Scan, Shipment, ShipmentLine
from tests.accounts import people
from tests.promises.people import NAME, NOTE, a_finished_order, erased, invoice_of, relay_all
from tests.shop.builders import an_article

DAYS = st.dates(date(2016, 1, 1), date(2060, 12, 31))
PAID_ON = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _places(settings: Any, tmp_path: Any) -> None:
    settings.ERASURE_JOURNALS = [str(tmp_path / "a"), str(tmp_path / "b")]
    settings.DATA_DIR = tmp_path


@pytest.fixture
def practice() -> Practice:
    return people.a_practice(state=Practice.State.APPROVED)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.AMSTERDAM)


def a_device_order(practice: Practice, device_class: str) -> Order:
    order = a_finished_order(practice, None, PAID_ON)
    product = order.lines.get().variant.product
    type(product).objects.filter(pk=product.pk).update(
        device_class=device_class, has_ce_mark=True, has_dutch_instructions=True, has_udi=True
    )
    return order


# --- the day -------------------------------------------------------------------------------------------


@given(
    st.sampled_from([CLAIMS, ONE_YEAR, SHORT, FISCAL, Keep(years=5), Keep(days=30), Keep(years=15)]),
    DAYS,
    DAYS,
)
@example(ONE_YEAR, date(2024, 2, 28), date(2025, 2, 28))
@example(ONE_YEAR, date(2024, 2, 29), date(2025, 3, 1))
@example(CLAIMS, date(2026, 2, 28), date(2028, 2, 29))
@example(FISCAL, date(2018, 12, 31), date(2026, 1, 1))
@example(FISCAL, date(2019, 1, 1), date(2026, 12, 31))
def test_the_day_that_people_are_told_is_the_day_on_which_it_goes(
    keep: Keep, moment: date, today: date
) -> None:
    assert (moment < keep.cutoff(today)) == (keep.until(moment) <= today)


@given(st.sampled_from([CLAIMS, ONE_YEAR, SHORT, FISCAL]), DAYS)
def test_nothing_goes_before_its_whole_period_is_over(keep: Keep, moment: date) -> None:
    until = keep.until(moment)
    if keep.is_fiscal:
        assert until == date(moment.year + keep.years + 1, 1, 1)
    else:
        assert until > moment + timedelta(days=keep.years * 365 + keep.days)
        assert until <= moment + timedelta(days=keep.years * 366 + keep.days + 2)


def test_every_period_can_be_counted() -> None:
    counted = {share.declaration.model for rule in retention.rules() for share in rule.shares}
    for declaration in declarations().values():
        facts = [fact for fact in declaration.columns.values() if isinstance(fact, Personal)]
        if any(fact.keep.since for fact in facts):
            assert declaration.model in counted


# --- the night -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.promise("PV59")
def test_each_thing_goes_on_its_own_day(practice: Practice) -> None:
    manager = people.manager_of(practice)
    order = a_finished_order(practice, manager, PAID_ON)
    retention.night(date(2027, 6, 30))
    order.refresh_from_db()
    assert (order.delivery_last_name, Parcel.objects.count()) == (NAME, 1)

    retention.night(date(2027, 7, 1))

    order.refresh_from_db()
    assert (order.delivery_last_name, order.delivery_note, order.placed_by_id) == ("medewerker", "", None)
    assert (Parcel.objects.count(), Scan.objects.count(), Shipment.objects.count()) == (0, 0, 1)
    assert order.delivery_street == "Lindelaan"
    assert sum(one.done for one in retention.night(date(2027, 7, 1))) == 0


@pytest.mark.django_db
@pytest.mark.promise("PV43", "PV63")
def test_an_invoice_stays_seven_years_after_its_financial_year_and_then_leaves_its_number(
    practice: Practice,
) -> None:
    order = a_finished_order(practice, None, PAID_ON)
    invoice = invoice_of(order)
    invoicing.render_files(invoice.pk)
    files = [(one.file.storage, str(one.file)) for one in ArchivedFile.objects.all()]
    facts = (invoice.number, invoice.issued_on, invoice.total_cents, invoice.snapshot_sha256, invoice.seal)
    for attempt in (lambda: Invoice.objects.update(snapshot=""), lambda: Invoice.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    retention.night(date(2032, 12, 31))
    invoice.refresh_from_db()
    assert invoice.snapshot
    assert all(storage.exists(name) for storage, name in files)

    retention.night(date(2033, 1, 1))

    invoice.refresh_from_db()
    assert (
        invoice.number,
        invoice.issued_on,
        invoice.total_cents,
        invoice.snapshot_sha256,
        invoice.seal,
    ) == facts
    assert (invoice.snapshot, invoice.practice_id, invoice.is_purged) == ("", None, True)
    assert not any(storage.exists(name) for storage, name in files)
    assert (InvoiceLine.objects.count(), ArchivedFile.objects.count(), Settlement.objects.count()) == (
        0,
        0,
        0,
    )
    assert not Order.objects.filter(pk=order.pk).exists()
    assert not OrderLine.objects.filter(order=order.pk).exists()
    assert list(invoicing.verify()) == []


@pytest.mark.django_db
def test_an_invoice_that_is_still_open_stays_however_old(practice: Practice) -> None:
    order = a_finished_order(practice, None, PAID_ON)
    Invoice.objects.update(closed_on=None)
    Order.objects.update(books_closed_on=None)
    retention.night(date(2060, 1, 1))
    assert invoice_of(order).snapshot


@pytest.mark.django_db
@pytest.mark.parametrize(("device_class", "until"), [("IIa", date(2035, 7, 1)), ("III", date(2040, 7, 1))])
def test_the_trace_of_a_device_outlives_the_books(practice: Practice, device_class: str, until: date) -> None:
    order = a_device_order(practice, device_class)
    retention.night(date(2033, 1, 1))
    order.refresh_from_db()
    assert order.kept_until == until
    assert ShipmentLine.objects.get().lot == "L-7"
    assert order.payments.count() == 0
    assert (order.delivery_practice, order.delivery_last_name) == (practice.name, "medewerker")
    retention.night(until - timedelta(days=1))
    assert Order.objects.exists()
    retention.night(until)
    assert not Order.objects.exists()
    assert not ShipmentLine.objects.exists()


@pytest.mark.django_db
def test_papers_of_a_supply_without_vat_stay_as_long_as_its_books(practice: Practice) -> None:
    order = a_finished_order(practice, None, PAID_ON)
    Order.objects.filter(pk=order.pk).update(vat_treatment="intra_community")
    check = practice.vat_checks.create(vat_id="BE0123456749", answer="valid")
    other = people.a_practice("Mondzorg De Eik", "eik@eik.example")
    unused = other.vat_checks.create(vat_id="BE0123456749", answer="valid")
    type(check).objects.update(checked_at=at_noon(PAID_ON))
    retention.night(date(2032, 12, 31))
    assert Parcel.objects.count() == 1
    assert list(practice.vat_checks.all()) == [check]
    assert not other.vat_checks.filter(pk=unused.pk).exists()
    retention.night(date(2033, 1, 1))
    retention.night(date(2033, 1, 1))
    assert (Parcel.objects.count(), practice.vat_checks.count()) == (0, 0)


@pytest.mark.django_db
def test_an_empty_practice_goes_when_its_last_books_do(practice: Practice) -> None:
    a_finished_order(practice, None, PAID_ON)
    erased(practice.subject.uuid)
    retention.night(date(2032, 12, 31))
    assert Practice.objects.get().name == "voormalige klant"
    retention.night(date(2033, 1, 1))
    assert not Practice.objects.exists()
    assert Invoice.objects.count() == 1


@pytest.mark.django_db
def test_a_hold_outlasts_a_period(practice: Practice) -> None:
    order = a_finished_order(practice, people.manager_of(practice), PAID_ON)
    hold = erasure.place(practice.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=["orders.Order"])
    retention.night(date(2027, 7, 1))
    order.refresh_from_db()
    assert order.delivery_note == NOTE
    assert retention.overdue(date(2027, 7, 10)) == []
    erasure.release(hold.pk, by=None)
    assert len(retention.overdue(date(2027, 7, 10))) == 1
    retention.night(date(2027, 7, 10))
    order.refresh_from_db()
    assert order.delivery_note == ""


@pytest.mark.django_db
def test_what_should_have_gone_and_did_not_is_an_alarm(practice: Practice, caplog: Any) -> None:
    a_finished_order(practice, None, date(2020, 1, 1))
    assert any("orders.Order.closed_at" in rule for rule in retention.overdue())
    retention.sound_the_alarm()
    assert "orders.Order.closed_at" in caplog.text
    retention.night()
    assert retention.overdue() == []


@pytest.mark.django_db
def test_a_dry_run_counts_and_changes_nothing(practice: Practice) -> None:
    order = a_finished_order(practice, None, date(2020, 1, 1))
    said = StringIO()
    call_command("privacy_retention", "--as-of", "2026-11-22", "--dry-run", stdout=said)
    assert "orders.Order.closed_at" in said.getvalue()
    order.refresh_from_db()
    assert order.delivery_note == NOTE
    assert not RetentionRun.objects.exists()
    call_command("privacy_retention", "--as-of", "2026-11-22", stdout=StringIO())
    order.refresh_from_db()
    assert order.delivery_note == ""
    second = StringIO()
    call_command("privacy_retention", "--as-of", "2026-11-22", stdout=second)
    assert "orders.Order" not in second.getvalue()


@pytest.mark.django_db
def test_a_night_that_runs_out_of_time_goes_on(practice: Practice) -> None:
    a_finished_order(practice, None, date(2020, 1, 1))
    retention.night(seconds=0)
    assert Order.objects.filter(delivery_note=NOTE).exists()
    assert RetentionRun.objects.latest("pk").left
    retention.go_on()
    assert not Order.objects.filter(delivery_note=NOTE).exists()


@pytest.mark.django_db
def test_a_night_with_nothing_due_is_a_handful_of_questions() -> None:
    retention.night()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        retention.night()
    assert len(asked) <= 2 * len(retention.rules()) + 12


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["orders_order", "invoicing_invoice"])
def test_what_is_due_is_found_by_an_index(table: str) -> None:
    for rule in retention.rules():
        if rule.model._meta.db_table == table:
            plan = rule.due(date(2026, 11, 22)).order_by(rule.moment).explain()
            assert f"SCAN {table}\n" not in plan
            assert any(word in plan for word in ("_due", "Index", "Seq Scan")), plan
            if connection.vendor == "sqlite":
                assert "_due" in plan, plan


@pytest.mark.django_db
def test_a_forgotten_cart_goes_after_half_a_year(practice: Practice) -> None:
    manager = people.manager_of(practice)
    CartLine.objects.create(
        practice=practice, user=manager, variant=an_article(), quantity=1, seen_price_e4=1
    )
    CartLine.objects.update(added_at=at_noon(date(2026, 1, 1)))
    retention.night(date(2026, 6, 30))
    assert CartLine.objects.exists()
    retention.night(date(2026, 7, 1))
    assert not CartLine.objects.exists()


# --- idle accounts -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_never_comes_back_is_told_twice_and_then_goes(practice: Practice) -> None:
    manager = people.manager_of(practice)
    User.objects.update(last_login=at_noon(date(2023, 11, 22)))
    steps = [date(2026, 10, 20), date(2026, 10, 24), date(2026, 11, 10), date(2026, 11, 16)]
    told = []
    for day in steps:
        told.append(retention.warn_idle_accounts(day))
        assert retention.leave_idle_accounts(day) == 0
    assert told == [0, 1, 0, 1]
    letters = [one for one in people.post_is_delivered() if one.to == [manager.email]]
    assert len(letters) == 2
    assert retention.leave_idle_accounts(date(2026, 11, 22)) == 0
    assert retention.leave_idle_accounts(date(2026, 11, 23)) == 1
    relay_all()
    assert not User.objects.filter(pk=manager.pk).exists()
    assert ErasureRun.objects.get().origin == "idle"
    assert Practice.objects.without_manager().count() == 1


@pytest.mark.django_db
def test_who_signs_in_after_a_letter_stays(practice: Practice) -> None:
    User.objects.update(last_login=at_noon(date(2023, 11, 22)))
    retention.warn_idle_accounts(date(2026, 10, 24))
    assert IdleNotice.objects.count() == 1
    User.objects.update(last_login=at_noon(date(2026, 11, 1)))
    retention.warn_idle_accounts(date(2026, 11, 16))
    assert not IdleNotice.objects.exists()
    assert retention.leave_idle_accounts(date(2026, 12, 23)) == 0


@pytest.mark.django_db
def test_who_never_confirmed_goes_with_the_practice_they_made(practice: Practice) -> None:
    from allauth.account.models import EmailAddress

    people.a_practice("Zomaar iemand", "zomaar@iemand.example")
    EmailAddress.objects.filter(email="zomaar@iemand.example").update(verified=False)
    User.objects.update(date_joined=at_noon(date(2026, 10, 1)), last_login=None)
    assert retention.leave_idle_accounts(date(2026, 10, 31)) == 0
    assert retention.leave_idle_accounts(date(2026, 11, 1)) == 2
    relay_all()
    assert not User.objects.filter(email="zomaar@iemand.example").exists()
    assert list(Practice.objects.values_list("pk", flat=True)) == [practice.pk]


@pytest.mark.django_db
def test_identities_of_the_erased_go_with_the_last_trace_of_their_erasure(practice: Practice) -> None:
    buyer = people.a_colleague(practice, "buyer", "bo@linde.example")
    run = erased(buyer.subject.uuid)
    done = clock.local(run.finished_at).date()
    retention.night(done + timedelta(days=729))
    assert DataSubject.objects.filter(uuid=run.subject).exists()
    retention.night(done + timedelta(days=733))
    retention.night(done + timedelta(days=733))
    assert not ErasureRun.objects.exists()
    assert not DataSubject.objects.filter(uuid=run.subject).exists()


# --- what is declared is what is there --------------------------------------------------------------------


@pytest.mark.django_db
def test_the_keys_of_an_invoice_are_the_declared_ones(practice: Practice) -> None:
    invoice = invoice_of(a_finished_order(practice, None, PAID_ON))
    fact = declarations()["invoicing.invoice"].columns["snapshot"]
    assert isinstance(fact, Personal)
    assert fact.schema is not None
    assert set(json.loads(invoice.snapshot)) <= set(fact.schema)


def test_every_rule_names_tables_that_exist() -> None:
    for rule in retention.rules():
        assert apps.get_model(rule.model._meta.label) is rule.model
        assert rule.name
