"""On account: per parcel, or one invoice for the week or the month."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from shop.invoicing import services, snapshot
from shop.invoicing.document import Document
from shop.invoicing.models import Billable, Invoice
from shop.invoicing.services.collecting import last_day_of_period
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.promises.desk import a_role
from tests.shop.builders import a_practice, asked
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
Rhythm = Practice.InvoiceRhythm


def on_account(practice: Practice, *pieces: Piece, **facts: object) -> Order:
    return an_agreed_order(practice, pieces or (Piece(4),), terms=Order.Terms.ON_ACCOUNT, **facts)


def ship(order: Order, shipment: str, quantity: int, day: date, position: int = 1) -> Invoice | None:
    line = order.lines.get(position=position)
    return services.bill_shipment(order.pk, shipment, {line.pk: quantity}, day)


def test_each_parcel_gets_its_invoice_and_the_first_bears_the_carriage() -> None:
    practice = a_practice(payment_days=14)
    order = on_account(practice, Piece(4), carriage_cents=695)
    with time_machine.travel("2026-05-04 10:00:00+00:00", tick=False):
        first = ship(order, "P-1", 1, date(2026, 5, 4))
        second = ship(order, "P-2", 3, date(2026, 5, 4))
    assert first is not None
    assert second is not None
    assert (first.net_cents, second.net_cents) == (1_695, 3_000)
    assert (first.due_on, first.open_now()) == (date(2026, 5, 18), first.total_cents)
    document = snapshot.from_json(first.snapshot.encode())
    assert document.delivery is not None
    assert document.delivery.on == date(2026, 5, 4)


def test_the_same_parcel_is_billed_once() -> None:
    order = on_account(a_practice())
    assert ship(order, "P-1", 1, date(2026, 5, 4)) == ship(order, "P-1", 1, date(2026, 5, 4))
    weekly = on_account(a_practice(invoice_rhythm=Rhythm.WEEKLY))
    for _ in range(2):
        assert ship(weekly, "P-2", 1, date(2026, 5, 4)) is None
    assert Billable.objects.count() == 1


def test_the_queue_of_deliveries_asks_as_much_for_many_as_for_few() -> None:
    page = "/beheer/invoicing/billable/?invoice__isempty=1"
    desk, counts = signed_in(a_role("finance", "finance@d4d.example"), second_factor=True), []
    desk.get(page)  # what is asked once only
    for turn in range(2):
        for number in range(3):
            weekly = on_account(a_practice(invoice_rhythm=Rhythm.WEEKLY), Piece(1, is_service=not number))
            ship(weekly, f"P-{turn}{number}", 1, date(2026, 5, 4))
        with CaptureQueriesContext(connection) as heard:
            shown = desk.get(page)
        assert len(shown.context["cl"].result_list) == 3 * (turn + 1)
        told = shown.content.decode()
        assert f">P-{turn}1<" in told
        assert f">P-{turn}0<" not in told  # a service, brought by no parcel
        counts.append(len(asked(heard)))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_prepaid_order_is_not_billed_again_when_it_leaves() -> None:
    order = an_agreed_order(a_practice())
    services.issue_for_order(order.pk)
    assert ship(order, "P-1", 1, date(2026, 5, 4)) is None
    assert Invoice.objects.count() == 1


def test_four_parcels_of_a_month_come_on_one_invoice() -> None:
    practice = a_practice(invoice_rhythm=Rhythm.MONTHLY)
    first = on_account(practice, Piece(3, 12_345), Piece(2, 50_000, 90), carriage_cents=695, reference="PO 1")
    second = on_account(practice, Piece(5, 20_000))
    ship(first, "P-1", 2, date(2026, 5, 4))
    ship(first, "P-2", 1, date(2026, 5, 11))
    ship(first, "P-3", 2, date(2026, 5, 12), position=2)
    ship(second, "P-4", 5, date(2026, 5, 29))
    assert services.issue_collected(date(2026, 5, 31)) == []
    (invoice,) = services.issue_collected(date(2026, 6, 1))
    document = snapshot.from_json(invoice.snapshot.encode())
    assert [line.quantity_e3 // 1_000 for line in document.lines] == [3, 2, 5]
    assert document.lines[0].description == f"{first.number} (PO 1)"
    assert document.period == (date(2026, 5, 4), date(2026, 5, 29))
    assert document.shipping_cents == 695
    assert invoice.net_cents == 370 + 1_000 + 1_000 + 695
    assert services.issue_collected(date(2026, 6, 1)) == []
    assert not Billable.objects.filter(invoice=None).exists()


def test_what_is_delivered_after_the_period_waits_for_the_next_invoice() -> None:
    practice = a_practice(invoice_rhythm=Rhythm.WEEKLY)
    order = on_account(practice)
    ship(order, "P-1", 1, date(2026, 5, 10))
    ship(order, "P-2", 1, date(2026, 5, 11))
    (invoice,) = services.issue_collected(date(2026, 5, 11))
    assert invoice.lines.get().quantity == 1
    assert Billable.objects.get(invoice=None).shipment == "P-2"


def test_what_is_delivered_counts_as_owed_before_it_is_invoiced() -> None:
    practice = a_practice(invoice_rhythm=Rhythm.WEEKLY)
    ship(on_account(practice), "P-1", 2, date(2026, 5, 10))
    assert services.open_cents(practice) == 2_420
    services.issue_collected(date(2026, 5, 18))
    assert services.open_cents(practice) == 2_420


def test_the_carriage_that_waits_counts_once_and_to_the_cent() -> None:
    practice = a_practice(invoice_rhythm=Rhythm.MONTHLY)
    first = on_account(practice, Piece(3, 3_333), Piece(2, 50_000, 90), carriage_cents=695)
    second = on_account(practice, Piece(1, 100_000, is_service=True), Piece(2, 9_999), carriage_cents=695)
    ship(first, "P-1", 1, date(2026, 5, 4))
    assert services.open_cents(practice) == 33 + 695 + 153
    ship(first, "P-2", 2, date(2026, 5, 5))
    ship(first, "P-3", 2, date(2026, 5, 6), position=2)
    ship(second, "P-4", 1, date(2026, 5, 7))
    without = services.open_cents(practice)
    ship(second, "P-5", 1, date(2026, 5, 8), position=2)
    owed = services.open_cents(practice)
    assert owed - without > 695  # a service brings no carriage, the first goods do
    (invoice,) = services.issue_collected(date(2026, 6, 1))
    assert (invoice.total_cents, services.open_cents(practice)) == (owed, owed)
    ship(second, "P-6", 1, date(2026, 6, 2), position=2)
    assert services.open_cents(practice) == owed + 100 + 21  # its carriage was billed in May


def test_what_waits_is_counted_with_as_many_questions_for_many_orders_as_for_one() -> None:
    practice, counts = a_practice(invoice_rhythm=Rhythm.MONTHLY), []
    for number in range(3):
        ship(on_account(practice, carriage_cents=695), f"P-{number}", 1, date(2026, 5, 4))
        with CaptureQueriesContext(connection) as heard:
            services.open_cents(practice)
        counts.append(len(asked(heard)))
    assert counts == [4, 4, 4]


def a_german_practice() -> Practice:
    practice = a_practice(vat_id="DE136695976", vat_answer="valid", invoice_rhythm=Rhythm.WEEKLY)
    practice.addresses.update(country="DE", postcode="80331", city="München")
    return practice


def without_vat(practice: Practice, **facts: object) -> Order:
    treatment = Order.VatTreatment.INTRA_COMMUNITY
    return on_account(practice, Piece(4, 100_000, 0), vat_treatment=treatment, **facts)


def invoiced(invoice: Invoice) -> Document:
    return snapshot.from_json(invoice.snapshot.encode())


@pytest.mark.parametrize("today", ["", "DE811569869"])
def test_without_vat_is_invoiced_on_the_number_with_which_was_ordered(today: str) -> None:
    practice = a_german_practice()
    at_once, weekly = without_vat(practice), without_vat(practice)
    ship(weekly, "P-1", 1, date(2026, 5, 4))
    Practice.objects.update(vat_id=today, vat_answer="unknown", invoice_rhythm=Rhythm.PER_SHIPMENT)
    invoice = ship(at_once, "P-2", 1, date(2026, 5, 4))
    assert invoice is not None
    (collected,) = services.issue_collected(date(2026, 5, 18))
    assert {invoiced(one).buyer.vat_id for one in (invoice, collected)} == {"DE136695976"}


def test_orders_on_two_numbers_come_on_two_invoices() -> None:
    practice = a_german_practice()
    for number, vat_id in enumerate(("DE136695976", "DE811569869")):
        ship(without_vat(practice, vat_id=vat_id), f"P-{number}", 1, date(2026, 5, 4))
    issued = services.issue_collected(date(2026, 5, 18))
    assert [invoiced(one).buyer.vat_id for one in issued] == ["DE136695976", "DE811569869"]


def test_without_vat_to_two_countries_comes_on_two_invoices() -> None:
    practice = a_german_practice()
    for number, country in enumerate(("DE", "BE", "DE")):
        ship(without_vat(practice, delivery_country=country), f"P-{number}", 1, date(2026, 5, 4))
    deliveries = [invoiced(one).delivery for one in services.issue_collected(date(2026, 5, 18))]
    assert [delivery.country for delivery in deliveries if delivery] == ["DE", "BE"]


def test_with_vat_two_countries_stay_on_one_invoice() -> None:
    practice = a_practice(invoice_rhythm=Rhythm.WEEKLY)
    for number, country in enumerate(("NL", "BE")):
        ship(on_account(practice, delivery_country=country), f"P-{number}", 1, date(2026, 5, 4))
    assert len(services.issue_collected(date(2026, 5, 18))) == 1


def test_one_practice_with_wrong_data_stops_nobody_else() -> None:
    broken, sound = (a_practice(invoice_rhythm=Rhythm.WEEKLY) for _ in range(2))
    for number, practice in enumerate((broken, sound)):
        ship(on_account(practice), f"P-{number}", 1, date(2026, 5, 4))
    broken.addresses.update(city="")
    with pytest.raises(services.CannotBeIssued):
        services.issue_collected(date(2026, 5, 18))
    assert Invoice.objects.get().practice == sound
    assert Billable.objects.get(invoice=None).practice == broken


@pytest.mark.parametrize(
    ("rhythm", "as_of", "last"),
    [
        (Rhythm.WEEKLY, date(2026, 5, 11), date(2026, 5, 10)),
        (Rhythm.WEEKLY, date(2026, 5, 17), date(2026, 5, 10)),
        (Rhythm.MONTHLY, date(2026, 3, 1), date(2026, 2, 28)),
        (Rhythm.MONTHLY, date(2028, 3, 31), date(2028, 2, 29)),
        (Rhythm.PER_SHIPMENT, date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(rhythm: str, as_of: date, last: date) -> None:
    assert last_day_of_period(rhythm, as_of) == last


def test_a_service_under_two_numbers_comes_on_two_invoices() -> None:
    practice = a_german_practice()
    for number, vat_id in enumerate(("DE136695976", "DE811569869")):
        order = on_account(practice, Piece(1, 100_000, 0, is_service=True), vat_id=vat_id)
        order.lines.update(vat_category="AE")
        ship(order, f"P-{number}", 1, date(2026, 5, 4))
    issued = services.issue_collected(date(2026, 5, 18))
    assert [invoiced(one).buyer.vat_id for one in issued] == ["DE136695976", "DE811569869"]
