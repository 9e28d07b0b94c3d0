"""An invoice comes into being once, complete, numbered and sealed."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from d4d.foundation import seal
from d4d.foundation.models import Counter, Delivery
from shop.invoicing import rules, services, snapshot
from shop.invoicing.models import Invoice, InvoiceLine
from shop.orders.models import Order
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order, called_off

pytestmark = pytest.mark.django_db
MIXED = (Piece(3, 12_345, 210), Piece(2, 99_900, 90))


def test_a_prepaid_order_is_invoiced_in_full_and_nothing_remains_to_be_paid() -> None:
    practice = a_practice(kvk_number="12345678", vat_id="NL000099998B57")
    order = an_agreed_order(practice, MIXED, carriage_cents=695, reference="PO 7")
    invoice = services.issue_for_order(order.pk)
    document = snapshot.from_json(invoice.snapshot.encode())
    assert (invoice.total_cents, invoice.prepaid_cents) == (order.total_cents, order.total_cents)
    assert document.totals.payable_cents == 0
    assert (document.order_number, document.buyer_reference) == (order.number, "PO 7")
    assert (document.buyer.name, document.buyer.registration) == (practice.name, "12345678")
    assert document.seller.registration == "56838948"
    assert [(line.position, line.quantity) for line in invoice.lines.order_by("position")] == [
        (1, 3),
        (2, 2),
        (3, 1),
    ]


def test_invoicing_twice_makes_one_invoice() -> None:
    order = an_agreed_order(a_practice())
    assert services.issue_for_order(order.pk) == services.issue_for_order(order.pk)
    assert Invoice.objects.count() == 1
    assert Counter.objects.get(series__startswith="invoice:F").value == 1


def test_numbers_follow_each_other_and_each_seal_covers_the_one_before() -> None:
    practice = a_practice()
    first, second = (services.issue_for_order(an_agreed_order(practice).pk) for _ in range(2))
    year = first.issued_on.year
    assert [first.number, second.number] == [f"F{year}-000001", f"F{year}-000002"]
    assert first.previous_seal == seal.FIRST
    assert second.previous_seal == first.seal
    assert seal.is_intact(second.previous_seal, second.snapshot.encode(), second.seal)


def test_a_new_year_begins_a_new_series() -> None:
    practice = a_practice()
    with time_machine.travel("2026-12-31 22:59:00+00:00", tick=False):
        last = services.issue_for_order(an_agreed_order(practice).pk)
    with time_machine.travel("2026-12-31 23:01:00+00:00", tick=False):
        first = services.issue_for_order(an_agreed_order(practice).pk)
    assert [last.number, first.number] == ["F2026-000001", "F2027-000001"]
    assert first.issued_on == date(2027, 1, 1)


def test_an_invoice_that_waited_over_midnight_is_not_dated_before_its_predecessor() -> None:
    practice = a_practice()
    with time_machine.travel("2026-05-02 10:00:00+00:00", tick=False):
        services.issue_for_order(an_agreed_order(practice).pk)
    with time_machine.travel("2026-05-01 10:00:00+00:00", tick=False):
        late = services.issue_for_order(an_agreed_order(practice).pk)
    assert late.issued_on == date(2026, 5, 2)


def test_a_document_that_breaks_a_rule_is_refused_and_leaves_no_trace() -> None:
    practice = a_practice()
    practice.addresses.update(postcode="")
    order = an_agreed_order(practice)
    with pytest.raises(services.CannotBeIssued, match=r"NL-R-004 buyer\.street"):
        services.issue_for_order(order.pk)
    with pytest.raises(services.CannotBeIssued):
        services.check_order(order)
    assert not Invoice.objects.exists()
    assert not Counter.objects.exists()


def test_a_rollback_gives_the_number_back() -> None:
    practice = a_practice()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.issue_for_order(an_agreed_order(practice).pk)
        raise ZeroDivisionError
    assert services.issue_for_order(an_agreed_order(practice).pk).sequence == 1


def test_a_delivery_to_another_country_without_vat_names_its_ground() -> None:
    practice = a_practice(vat_id="DE136695976", vat_answer="valid")
    practice.addresses.update(country="DE", postcode="80331", city="München")
    order = an_agreed_order(
        practice, [Piece(1, 100_000, 0)], vat_treatment=Order.VatTreatment.INTRA_COMMUNITY
    )
    document = snapshot.from_json(services.issue_for_order(order.pk).snapshot.encode())
    assert [line.vat_category for line in document.lines] == ["K"]
    assert document.language == "en"
    assert document.totals.vat_cents == 0


def test_a_service_beside_goods_to_another_member_state_is_shifted_and_passes_the_rules() -> None:
    practice = a_practice(vat_id="DE136695976", vat_answer="valid")
    practice.addresses.update(country="DE", postcode="80331", city="München")
    treatment = Order.VatTreatment.INTRA_COMMUNITY
    pieces = [Piece(1, 100_000, 0), Piece(1, 50_000, 0, is_service=True)]
    order = an_agreed_order(practice, pieces, vat_treatment=treatment)
    invoice = services.issue_for_order(order.pk)
    document = snapshot.from_json(invoice.snapshot.encode())
    assert [line.vat_category for line in document.lines] == ["K", "AE"]
    assert rules.check(document) == []
    assert (document.totals.vat_cents, invoice.total_cents) == (0, order.total_cents)


def test_what_was_called_off_before_the_invoice_is_credited_with_it() -> None:
    order = an_agreed_order(a_practice(), [Piece(3)])
    called_off(order, {1: 2})
    invoice = services.issue_for_order(order.pk)
    note = invoice.credit_notes.get()
    assert (invoice.total_cents, note.total_cents) == (3_630, 2_420)


def test_issuing_is_told_to_whoever_makes_the_files() -> None:
    invoice = services.issue_for_order(an_agreed_order(a_practice()).pk)
    told = Delivery.objects.get(handler="shop.invoicing.subscriptions.make_the_files")
    assert (told.payload, told.queue) == ({"invoice_id": invoice.pk}, "pdf")


def test_no_line_bills_more_than_was_ordered() -> None:
    order = an_agreed_order(a_practice(), [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    line = order.lines.get()
    day = date(2026, 5, 1)
    services.bill_shipment(order.pk, "P-1", {line.pk: 2}, day)
    with pytest.raises(services.AlreadyBilled):
        services.bill_shipment(order.pk, "P-2", {line.pk: 1}, day)
    assert InvoiceLine.objects.count() == 1
