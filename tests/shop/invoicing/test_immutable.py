"""Nobody changes an issued invoice: not the code, not SQL, not the staff's desk."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model
from django.test import Client

from accounts.models import User
from privacy.models import DataSubject
from shop.invoicing import services
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceLine, Settlement
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
LEDGERS = {
    Invoice: "net_cents",
    InvoiceLine: "net_cents",
    ArchivedFile: "size",
    Settlement: "amount_cents",
}


def _write(row: Model, column: str) -> None:
    setattr(row, column, getattr(row, column) + 1)
    row.save()


@pytest.fixture
def invoice() -> Invoice:
    """An issued invoice with a file and a settlement beside it."""
    issued = services.issue_for_order(an_agreed_order(a_practice(), [Piece(2)]).pk)
    ArchivedFile.objects.create(invoice=issued, kind="pdf", file="x", sha256="0" * 64, size=1, renderer="t")
    services.settle(issued.pk, 1, "test:1")
    return issued


@pytest.mark.parametrize("ledger", LEDGERS)
@pytest.mark.parametrize(
    "attempt",
    [
        lambda rows, table, column, cursor: _write(rows.get(), column),
        lambda rows, table, column, cursor: rows.update(**{column: F(column) + 1}),
        lambda rows, table, column, cursor: rows.get().delete(),
        lambda rows, table, column, cursor: rows.delete(),
        lambda rows, table, column, cursor: cursor.execute(f"UPDATE {table} SET {column} = {column} + 1"),
        lambda rows, table, column, cursor: cursor.execute(f"DELETE FROM {table}"),
    ],
    ids=["save", "update", "delete", "delete all", "sql update", "sql delete"],
)
def test_a_row_of_the_books_can_be_neither_changed_nor_deleted(invoice, ledger, attempt) -> None:  # type: ignore[no-untyped-def]
    rows = ledger.objects.filter(pk=ledger.objects.latest("pk").pk)
    before = list(ledger.objects.order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        attempt(rows, ledger._meta.db_table, LEDGERS[ledger], cursor)
    assert list(ledger.objects.order_by("pk").values()) == before


def test_the_day_of_closing_may_change_and_nothing_with_it(invoice: Invoice) -> None:
    Invoice.objects.update(closed_on=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.update(closed_on=invoice.issued_on, due_on=invoice.issued_on.replace(year=2000))
    assert Invoice.objects.get().closed_on is None


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/delete/"])
def test_the_desk_only_shows(invoice: Invoice, page: str, settings) -> None:  # type: ignore[no-untyped-def]
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    somebody = User.objects.create(
        subject=DataSubject.objects.create(), email="chef@example.nl", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(somebody)
    assert client.get(f"/beheer/invoicing/invoice/{invoice.pk}/change/").status_code == 200
    path = f"/beheer/invoicing/invoice/{page.format(pk=invoice.pk)}"
    assert client.post(path, {"number": "F2026-999999", "post": "yes"}).status_code == 403
    assert Invoice.objects.get().number == invoice.number
