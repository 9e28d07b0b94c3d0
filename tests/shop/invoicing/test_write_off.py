"""Money that nobody pays is given up with its VAT, in the right return, and taken back when it comes."""

from datetime import date
from typing import Any

import pytest
import pyxaf
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from shop.catalogue import memory
from shop.invoicing import services
from shop.invoicing.books import ageing, audit_file, journal, tables, vat
from shop.invoicing.books.period import Period
from shop.invoicing.models import Invoice, LedgerAccount, Settlement, VatAmount, WriteOff
from shop.orders.models import Order
from tests.shop.builders import a_colleague_of_the_house, a_practice, the_tariffs
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
Box = VatAmount.Box
ISSUED, LATER, MUCH_LATER = date(2026, 1, 15), date(2026, 7, 10), date(2028, 3, 1)


@pytest.fixture(autouse=True)
def _settings(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    memory.forget()
    the_tariffs()


def an_invoice(*pieces: Piece) -> Invoice:
    """On account, issued in January 2026; of 12.10 unless told otherwise."""
    with time_machine.travel(ISSUED):
        order = an_agreed_order(a_practice(), pieces or (Piece(),), terms=Order.Terms.ON_ACCOUNT)
        goods = {line.pk: line.quantity for line in order.lines.all()}
        invoice = services.bill_shipment(order.pk, f"P-{order.pk}", goods, ISSUED)
    assert invoice is not None
    return invoice


def given_up(invoice: Invoice, cents: int, on: date) -> WriteOff:
    with time_machine.travel(on):
        return services.write_off(invoice.pk, cents, reason="failliet", by=None)


def paid(invoice: Invoice, cents: int, on: date, reference: str = "1") -> Settlement:
    with time_machine.travel(on):
        return services.receive(invoice.pk, cents, reference=reference, on=on)


def box(period: str, which: str = Box.HIGH) -> tuple[int, int]:
    (found,) = [one for one in vat.boxes(Period.named(period)) if one.box == which]
    return found.base_cents, found.vat_cents


def test_the_vat_is_asked_back_in_the_period_in_which_the_debt_is_given_up() -> None:
    invoice = an_invoice()
    given_up(invoice, 1_210, LATER)
    assert (box("2026-Q1"), box("2026-Q3")) == ((1_000, 210), (-1_000, -210))
    assert invoice.open_now() == 0
    assert ageing.open_items(MUCH_LATER) == []


def test_a_year_after_its_day_at_the_latest() -> None:
    invoice = an_invoice()
    lost = given_up(invoice, 1_210, MUCH_LATER)
    assert lost.vat_on == invoice.due_on.replace(year=invoice.due_on.year + 1)
    assert (box("2027-Q1"), box("2028-Q1")) == ((-1_000, -210), (0, 0))


def test_two_rates_in_parts_tie_to_the_cent() -> None:
    invoice = an_invoice(Piece(7, 3_333, 210), Piece(3, 1_667, 90))
    total = invoice.total_cents
    for cents in (100, 77, total - 177):
        given_up(invoice, cents, LATER)
    for which in (Box.HIGH, Box.LOW):
        assert box("2026", which) == (0, 0)
        before, after = box("2026-Q1", which), box("2026-Q3", which)
        assert (before[0] + after[0], before[1] + after[1]) == (0, 0)
    assert WriteOff.objects.filter(invoice=invoice).count() == 3


def test_who_pays_after_all_makes_the_vat_due_again_on_that_day() -> None:
    invoice = an_invoice()
    given_up(invoice, 1_210, LATER)
    paid(invoice, 605, date(2026, 11, 2))
    assert box("2026-Q4") == (500, 105)
    assert (invoice.open_now(), services.written_off_cents(invoice)) == (0, 605)
    with pytest.raises(services.MoreThanOpen):
        paid(invoice, 606, date(2026, 11, 3), "2")
    paid(invoice, 605, date(2027, 1, 4), "3")
    assert (box("2027-Q1"), box("2026")) == ((500, 105), (500, 105))
    assert services.written_off_cents(invoice) == 0


@pytest.mark.parametrize("came_on", [date(2026, 7, 8), date(2026, 11, 2)], ids=["before", "after"])
def test_what_a_statement_tells_late_leaves_no_day_on_which_we_would_owe_it(came_on: date) -> None:
    invoice = an_invoice()
    given_up(invoice, 1_210, LATER)
    with time_machine.travel(date(2026, 11, 5)):
        services.receive(invoice.pk, 1_210, reference="1", on=came_on)
    open_on = {
        day: [debtor.total_cents for debtor in ageing.open_items(day)]
        for day in (date(2026, 7, 7), date(2026, 7, 8), LATER, came_on, date(2026, 11, 4), MUCH_LATER)
    }
    still_open = [date(2026, 7, 7), date(2026, 7, 8)] if came_on > LATER else [date(2026, 7, 7)]
    assert open_on == {day: [1_210] if day in still_open else [] for day in open_on}
    assert (box("2026"), services.written_off_cents(invoice)) == ((1_000, 210), 0)


@pytest.mark.parametrize(("cents", "reason"), [(1_211, "failliet"), (0, "failliet"), (-1, "x"), (1_210, " ")])
def test_no_more_than_is_open_and_never_without_a_reason(cents: int, reason: str) -> None:
    invoice = an_invoice()
    with pytest.raises(services.CannotBeWrittenOff):
        services.write_off(invoice.pk, cents, reason=reason, by=None)
    assert not Settlement.objects.exists()


def test_what_was_given_up_is_not_credited_as_well() -> None:
    invoice = an_invoice()
    given_up(invoice, 1_210, LATER)
    with pytest.raises(services.CannotBeCredited):
        services.credit(invoice.pk, reason="retour", occasion="test:1")
    assert Invoice.objects.count() == 1


def test_the_books_balance_with_what_was_given_up() -> None:
    invoice = an_invoice(Piece(7, 3_333, 210), Piece(3, 1_667, 90))
    given_up(invoice, invoice.total_cents, LATER)
    paid(invoice, 100, date(2026, 11, 2))
    year = Period.named("2026")
    entries = [*journal.entries(year), *journal.write_offs(year)]
    assert [sum(one.cents for one in entry.bookings) for entry in entries] == [0, 0, 0]
    by_account: dict[str, int] = {}
    for booking in (one for entry in entries for one in entry.bookings):
        by_account[booking.account] = by_account.get(booking.account, 0) + booking.cents
    accounts = {one.role: one.number for one in LedgerAccount.objects.all()}
    assert by_account[accounts["debtors"]] == 100
    for role in ("1a", "1b"):
        assert by_account[accounts[f"vat-{role}"]] == -box("2026", role)[1]

    rows = list(tables.journal_rows(year))[1:]
    debit, credit = (sum(int(row[side].replace(",", "") or 0) for row in rows) for side in (6, 7))
    assert debit == credit > 0
    content = b"".join(audit_file.stream(year))
    report = pyxaf.validate(content, xsd=True)
    assert [one.message for one in report.findings if one.severity == pyxaf.Severity.ERROR] == []


def test_what_was_given_up_stays_written() -> None:
    lost = given_up(an_invoice(), 1_210, LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        WriteOff.objects.filter(pk=lost.pk).update(amount_cents=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        lost.vat_corrections.all().delete()


def test_finance_gives_up_at_the_desk_and_nobody_else() -> None:
    invoice = an_invoice()
    page = f"/beheer/invoicing/invoice/{invoice.pk}/write-off/do/"
    assert Invoice.objects.a_year_late(MUCH_LATER).get() == invoice
    for role, status in (("sales", 403), ("warehouse", 403), ("finance", 302)):
        client = Client()
        client.force_login(a_colleague_of_the_house(role))
        answer = client.post(page, {"amount": "12,10", "reason": "failliet"})
        assert answer.status_code == status, role
    assert (invoice.open_now(), WriteOff.objects.get().reason) == (0, "failliet")
    assert "failliet" in client.get(f"/beheer/invoicing/invoice/{invoice.pk}/change/").content.decode()
    assert not Invoice.objects.a_year_late(MUCH_LATER).exists()
