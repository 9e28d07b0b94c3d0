"""What is over goes by itself, on its day and not before (PV59, PV63)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import Practice
from privacy import retention
from shop.cart.models import CartLine
from shop.invoicing import services as invoicing
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceLine, Settlement
from shop.orders.models import Order, OrderLine
from shop.payments.services.bill_links import token_of
from shop.shipping.models import Parcel, Scan, Shipment
from tests.accounts import people
from tests.promises.people import LAST_YEAR, NAME, a_finished_order, at_noon, erased, invoice_of
from tests.shop.builders import an_article


@pytest.mark.django_db
@pytest.mark.promise("PV59")
def test_each_thing_goes_on_its_own_day(practice: Practice) -> None:
    manager = people.manager_of(practice)
    order = a_finished_order(practice, manager, LAST_YEAR)
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
    order = a_finished_order(practice, None, LAST_YEAR)
    invoice = invoice_of(order)
    link = f"/voldoen/{token_of(invoice)}/"
    assert Client().get(link).status_code == 200
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
    assert Client().get(link).status_code == 404


@pytest.mark.django_db
def test_books_that_were_closed_on_new_years_day_belong_to_the_new_year(practice: Practice) -> None:
    order = a_finished_order(practice, None, date(2026, 1, 1))
    retention.night(date(2033, 1, 1))
    assert invoice_of(order).snapshot
    retention.night(date(2034, 1, 1))
    assert Invoice.objects.get().is_purged


@pytest.mark.django_db
def test_an_invoice_that_is_still_open_stays_however_old(practice: Practice) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    Invoice.objects.update(closed_on=None)
    Order.objects.update(books_closed_on=None)
    retention.night(date(2060, 1, 1))
    assert invoice_of(order).snapshot


@pytest.mark.django_db
def test_papers_of_a_supply_without_vat_stay_as_long_as_its_books(practice: Practice) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    Order.objects.filter(pk=order.pk).update(vat_treatment="intra_community")
    check = practice.vat_checks.create(vat_id="BE0123456749", answer="valid")
    other = people.a_practice("Mondzorg De Eik", "eik@eik.example")
    unused = other.vat_checks.create(vat_id="BE0123456749", answer="valid")
    type(check).objects.update(checked_at=at_noon(LAST_YEAR))
    retention.night(date(2032, 12, 31))
    assert Parcel.objects.count() == 1
    assert list(practice.vat_checks.all()) == [check]
    assert not other.vat_checks.filter(pk=unused.pk).exists()
    retention.night(date(2033, 1, 1))
    retention.night(date(2033, 1, 1))
    assert (Parcel.objects.count(), practice.vat_checks.count()) == (0, 0)


@pytest.mark.django_db
def test_proof_of_a_shifted_vat_stays_as_long_as_the_invoice(practice: Practice) -> None:
    practice.vat_checks.create(vat_id="BE0123456749", answer="valid")
    practice.vat_checks.update(checked_at=at_noon(LAST_YEAR))
    a_finished_order(practice, None, LAST_YEAR)
    invoice = Invoice.objects.get()
    invoice.vat_amounts.create(category="AE", permille=0, box="3b", base_cents=1, vat_cents=0)
    retention.night(date(2032, 12, 31))
    assert practice.vat_checks.count() == 1
    retention.night(date(2033, 1, 1))
    retention.night(date(2033, 1, 1))
    assert practice.vat_checks.count() == 0


@pytest.mark.django_db
def test_an_empty_practice_goes_when_its_last_books_do(practice: Practice) -> None:
    a_finished_order(practice, None, LAST_YEAR)
    erased(practice.subject.uuid)
    retention.night(date(2032, 12, 31))
    assert Practice.objects.get().name == "voormalige klant"
    retention.night(date(2033, 1, 1))
    assert not Practice.objects.exists()
    assert Invoice.objects.count() == 1


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
