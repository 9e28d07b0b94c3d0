"""What the bookkeeper takes out of the books ties to the invoices, to the cent."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import pyxaf
from django.test import Client

from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.errors import Misconfigured
from shop.catalogue import memory
from shop.catalogue.models import VatClass, VatRate
from shop.invoicing import services
from shop.invoicing.books import ageing, audit_file, intra_community, journal, revenue, tables, vat
from shop.invoicing.books.period import NoPeriod, Period
from shop.invoicing.models import Invoice, LedgerAccount, VatAmount
from shop.orders.models import Order
from tests.shop.builders import a_colleague_of_the_house, a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
Box = VatAmount.Box


@pytest.fixture(autouse=True)
def _rates() -> None:
    VatRate.objects.all().delete()
    VatRate.objects.create(vat_class=VatClass.HIGH, since=date(2012, 10, 1), permille=210)
    VatRate.objects.create(vat_class=VatClass.LOW, since=date(2019, 1, 1), permille=90)


@pytest.fixture
def this_year() -> Period:
    return Period.named(str(clock.today().year))


def dutch(*pieces: Piece) -> Invoice:
    return services.issue_for_order(an_agreed_order(a_practice(kvk_number="12345678"), pieces).pk)


def belgian(quantity: int = 1) -> Invoice:
    practice = a_practice(vat_id="BE0428759497", vat_answer=Practice.VatAnswer.VALID)
    practice.addresses.update(country="BE", postcode="2000", city="Antwerpen")
    order = an_agreed_order(
        practice,
        [Piece(quantity, permille=0)],
        vat_treatment=Order.VatTreatment.INTRA_COMMUNITY,
        delivery_country="BE",
    )
    return services.issue_for_order(order.pk)


def a_mixed_month() -> list[Invoice]:
    """Two rates, a supply to Belgium, and a credit note over a part of it all."""
    invoice = dutch(Piece(7, 3_333, 210), Piece(3, 1_667, 90))
    abroad = belgian(4)
    note = services.credit(invoice.pk, {1: 2, 2: 1}, reason="retour", occasion="test:1")
    back = services.credit(abroad.pk, {1: 1}, reason="retour", occasion="test:2")
    return [invoice, abroad, note, back]


def rows_of(pieces: Iterator[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8-sig")), delimiter=";"))


def cents(text: str) -> int:
    return int(text.replace(",", "") or 0)


def test_every_cent_of_vat_stands_in_one_box(this_year: Period) -> None:
    issued = a_mixed_month()
    boxes = {one.box: one for one in vat.boxes(this_year)}
    signed = [(-1 if one.is_credit_note else 1, one) for one in issued]
    assert sum(one.base_cents for one in boxes.values()) == sum(sign * one.net_cents for sign, one in signed)
    assert sum(one.vat_cents for one in boxes.values()) == sum(sign * one.vat_cents for sign, one in signed)
    # 7 × 0.3333 less 2 of them, 3 × 0.1667 less one, and 4 × 10.00 less one.
    assert (boxes[Box.HIGH].base_cents, boxes[Box.HIGH].vat_cents) == (167, 35)
    assert (boxes[Box.LOW].base_cents, boxes[Box.LOW].vat_cents) == (33, 3)
    assert (boxes[Box.UNION].base_cents, boxes[Box.UNION].vat_cents) == (3_000, 0)
    assert boxes[Box.OUTSIDE].base_cents == boxes[Box.NOT_HERE].base_cents == boxes[Box.OTHER].base_cents == 0


def test_a_rate_that_is_over_keeps_its_box(this_year: Period) -> None:
    invoice = dutch(Piece())
    VatRate.objects.create(vat_class=VatClass.HIGH, since=clock.today(), permille=220)
    memory.forget()
    assert invoice.vat_amounts.get().box == Box.HIGH
    assert dutch(Piece(permille=220)).vat_amounts.get().box == Box.HIGH
    assert dutch(Piece()).vat_amounts.get().box == Box.OTHER


def test_the_listing_names_the_customer_abroad_and_nets_credits(this_year: Period) -> None:
    a_mixed_month()
    assert intra_community.listing(this_year) == [intra_community.Customer("BE", "0428759497", 3_000, 0)]
    (row,) = rows_of(tables.as_csv(tables.listing_rows(this_year)))
    assert list(row.values()) == ["BE", "0428759497", "30,00", "0,00"]


def german(*pieces: Piece, **facts: Any) -> Invoice:
    """To a German practice that has its books kept in the Netherlands."""
    practice = a_practice(vat_id="DE136695976", vat_answer=Practice.VatAnswer.VALID)
    order = an_agreed_order(practice, pieces, **facts)
    order.lines.filter(is_service=True).update(vat_category="AE")
    return services.issue_for_order(order.pk)


def test_a_service_falls_where_the_vat_number_is_and_not_where_the_invoice_goes(this_year: Period) -> None:
    invoice = german(Piece(1, 100_000, 210), Piece(1, 500_000, 0, is_service=True))
    assert {one.category: one.box for one in invoice.vat_amounts.all()} == {"S": Box.HIGH, "AE": Box.UNION}
    assert intra_community.listing(this_year) == [intra_community.Customer("DE", "136695976", 0, 5_000)]


def test_goods_and_a_service_stand_apart_in_the_listing_and_a_credit_note_takes_each_back(
    this_year: Period,
) -> None:
    abroad = {
        "vat_treatment": Order.VatTreatment.INTRA_COMMUNITY,
        "delivery_country": "DE",
        "carriage_cents": 1_495,
    }
    invoice = german(Piece(3, 100_000, 0), Piece(2, 500_000, 0, is_service=True), **abroad)
    listed = intra_community.Customer("DE", "136695976", 3_000 + 1_495, 10_000)
    assert intra_community.listing(this_year) == [listed]
    services.credit(invoice.pk, {1: 1, 2: 1}, reason="retour", occasion="test:1")
    listed = intra_community.Customer("DE", "136695976", 2_000 + 1_495, 5_000)
    assert intra_community.listing(this_year) == [listed]
    services.credit(invoice.pk, reason="alles", occasion="test:2")
    assert intra_community.listing(this_year) == []
    assert {(one.base_cents, one.vat_cents) for one in vat.boxes(this_year)} == {(0, 0)}


def test_each_entry_of_the_journal_balances(this_year: Period) -> None:
    issued = a_mixed_month()
    entries = list(journal.entries(this_year))
    assert [entry.number for entry in entries] == sorted(one.number for one in issued)
    assert all(sum(booking.cents for booking in entry.bookings) == 0 for entry in entries)
    debtors = LedgerAccount.objects.get(role=LedgerAccount.Role.DEBTORS).number
    owed = sum(one.cents for entry in entries for one in entry.bookings if one.account == debtors)
    assert owed == sum(one.balance_cents for one in issued)


def test_the_journal_as_a_list_has_as_much_debit_as_credit(this_year: Period) -> None:
    a_mixed_month()
    rows = rows_of(tables.as_csv(tables.journal_rows(this_year)))
    debit, credit = (sum(cents(row[side]) for row in rows) for side in ("Debet", "Credit"))
    assert debit == credit > 0


def test_the_audit_file_is_one_that_the_tax_office_reads(this_year: Period) -> None:
    issued = a_mixed_month()
    content = b"".join(audit_file.stream(this_year))
    report = pyxaf.validate(content, xsd=True)
    assert [(one.code, one.message) for one in report.findings if one.severity == pyxaf.Severity.ERROR] == []
    with pyxaf.open(content) as book:
        assert {line.document_ref for line in book.lines()} == {one.number for one in issued}


def test_without_its_accounts_nothing_is_taken_out(this_year: Period) -> None:
    LedgerAccount.objects.filter(role="vat-1b").delete()
    with pytest.raises(Misconfigured, match="laag"):
        audit_file.stream(this_year)


def test_turnover_by_month_and_by_shelf_is_what_was_invoiced(this_year: Period) -> None:
    issued = a_mixed_month()
    net = sum(-one.net_cents if one.is_credit_note else one.net_cents for one in issued)
    assert revenue.per_month(clock.today())[-1] == (clock.today().replace(day=1), net)
    assert sum(cents for _shelf, cents in revenue.per_shelf(this_year)) == net


def test_what_is_open_stands_under_its_age() -> None:
    practice = a_practice(payment_days=30)
    order = an_agreed_order(practice, [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    invoice = services.bill_shipment(order.pk, "P-1", {order.lines.get().pk: 2}, clock.today())
    assert invoice is not None
    assert ageing.open_items(clock.today()) == [
        ageing.Debtor(practice.number, practice.name, (2_420, 0, 0, 0, 0))
    ]
    days_later = [30, 31, 60, 61, 90, 91, 120, 121]
    columns = [
        next(place for place, cents in enumerate(debtor.cents) if cents)
        for late in days_later
        for debtor in ageing.open_items(date.fromordinal(invoice.issued_on.toordinal() + late))
    ]
    assert columns == [0, 1, 1, 2, 2, 3, 3, 4]


def test_what_was_paid_since_was_still_open_then() -> None:
    order = an_agreed_order(a_practice(), [Piece()], terms=Order.Terms.ON_ACCOUNT)
    invoice = services.bill_shipment(order.pk, "P-1", {order.lines.get().pk: 1}, clock.today())
    assert invoice is not None
    services.settle(invoice.pk, 1_210, "bank:1")
    assert ageing.open_items(clock.today()) == []


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_goes_by_the_name_that_bookkeepers_use(name: str, first: date, last: date) -> None:
    assert Period.named(name) == Period(name, first, last)


@pytest.mark.parametrize("name", ["", "2026-13", "2026-Q5", "26-Q1", "2026-1", "2026-Q1; x"])
def test_anything_else_is_no_period(name: str) -> None:
    with pytest.raises(NoPeriod):
        Period.named(name)


class TestAtTheDesk:
    """The page and its files."""

    @pytest.fixture(autouse=True)
    def _without_second_factor(self, settings: Any) -> None:
        settings.STAFF_MUST_USE_SECOND_FACTOR = False

    def desk(self, role: str) -> Client:
        client = Client()
        client.force_login(a_colleague_of_the_house(role))
        return client

    def test_finance_sees_the_boxes_and_takes_every_file_out(self, this_year: Period) -> None:
        a_mixed_month()
        client = self.desk("finance")
        page = client.get("/beheer/invoicing/vatamount/", {"period": this_year.name})
        assert page.context["vat_cents"] == 38
        for file in ("journaal.csv", "icp.csv", "openstaand.csv", "auditfile.xaf", "facturen.zip"):
            link = f"/beheer/invoicing/vatamount/{this_year.name}/{file}"
            assert link in page.content.decode()
            assert b"".join(client.get(link).streaming_content)  # type: ignore[attr-defined]

    def test_a_wrong_period_is_explained_and_the_quarter_shown(self) -> None:
        page = self.desk("finance").get("/beheer/invoicing/vatamount/", {"period": "vorig jaar"})
        assert page.context["refusal"]
        assert page.context["period"] == Period.quarter_of(clock.today())

    @pytest.mark.parametrize("role", ["sales", "warehouse", "service"])
    def test_others_take_nothing_out(self, role: str) -> None:
        client = self.desk(role)
        assert client.get("/beheer/invoicing/vatamount/").status_code == 403
        assert client.get("/beheer/invoicing/vatamount/2026/journaal.csv").status_code == 403

    def test_there_is_no_such_file(self) -> None:
        client = self.desk("finance")
        assert client.get("/beheer/invoicing/vatamount/2026/alles.csv").status_code == 404
        assert client.get("/beheer/invoicing/vatamount/gisteren/journaal.csv").status_code == 404

    def test_the_page_asks_the_same_of_the_database_however_much_there_is(
        self, django_assert_max_num_queries: Any
    ) -> None:
        client = self.desk("finance")
        for _ in range(3):
            a_mixed_month_for_many()
            with django_assert_max_num_queries(17):
                client.get("/beheer/invoicing/vatamount/")


def a_mixed_month_for_many() -> None:
    for _ in range(3):
        dutch(Piece(7, 3_333, 210), Piece(3, 1_667, 90))
        belgian()
