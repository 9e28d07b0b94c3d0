"""A practice sees its own invoices, as they were made, and nobody else's."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Membership, Practice, User
from d4d.foundation import clock
from d4d.foundation.spreadsheet import harmless
from privacy.models import DataSubject
from shop.invoicing import archive, services
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from tests.shop.builders import a_member, a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
Role = Membership.Role


@pytest.fixture(autouse=True)
def _own_archive(settings: Any, tmp_path: Path) -> None:
    options = {**settings.STORAGES["archive"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "archive": {**settings.STORAGES["archive"], "OPTIONS": options}}


def an_invoice(practice: Practice, **facts: Any) -> Invoice:
    """On account, for thirty days, of 12.10 euros."""
    order = an_agreed_order(practice, [Piece()], terms=Order.Terms.ON_ACCOUNT, **facts)
    invoice = services.bill_shipment(order.pk, f"P-{order.pk}", {order.lines.get().pk: 1}, clock.today())
    assert invoice is not None
    return invoice


def with_files(invoice: Invoice) -> Invoice:
    services.render_files(invoice.pk)
    return invoice


def browser(practice: Practice, role: str = Role.BOOKKEEPER) -> Client:
    client = Client()
    client.force_login(a_member(practice, role))
    return client


def numbers_on(page: Any) -> list[str]:
    return [invoice.number for invoice in page.context["page"]]


def test_the_list_tells_open_from_overdue_from_paid() -> None:
    practice = a_practice(payment_days=30)
    with time_machine.travel(clock.now() - timedelta(days=40), tick=False):
        late = an_invoice(practice)
    still_open, paid = an_invoice(practice), an_invoice(practice)
    services.settle(paid.pk, paid.total_cents, "bank:1")
    client = browser(practice)
    assert numbers_on(client.get("/mijn/facturen/")) == [paid.number, still_open.number, late.number]
    assert numbers_on(client.get("/mijn/facturen/?toon=open")) == [still_open.number, late.number]
    assert numbers_on(client.get("/mijn/facturen/?toon=te-laat")) == [late.number]
    assert numbers_on(client.get("/mijn/facturen/?toon=betaald")) == [paid.number]


@pytest.mark.parametrize(
    ("role", "status"), [(Role.MANAGER, 200), (Role.BUYER, 200), (Role.BOOKKEEPER, 200), (Role.READER, 403)]
)
def test_who_may_see_invoices_sees_them(role: str, status: int) -> None:
    practice = a_practice()
    invoice = with_files(an_invoice(practice))
    client = browser(practice, role)
    for page in (
        "/mijn/facturen/",
        f"/mijn/facturen/{invoice.number}.pdf",
        f"/mijn/facturen/periode/{year()}",
    ):
        assert client.get(page).status_code == status


def test_a_stranger_and_a_visitor_find_nothing() -> None:
    practice = a_practice(kvk_number="12345678")
    invoice = with_files(an_invoice(practice))
    stranger = browser(a_practice())
    assert numbers_on(stranger.get("/mijn/facturen/")) == []
    for kind in ("pdf", "xml", "json"):
        assert stranger.get(f"/mijn/facturen/{invoice.number}.{kind}").status_code == 404
    assert Client().get(f"/mijn/facturen/{invoice.number}.pdf").status_code == 302
    assert b"F20" not in content(stranger.get(f"/mijn/facturen/periode/{year()}"))


def test_a_download_is_the_archived_file_byte_for_byte() -> None:
    practice = a_practice(kvk_number="12345678")
    invoice = with_files(an_invoice(practice))
    client = browser(practice)
    for kind, ending in (("pdf", "pdf"), ("ubl", "xml")):
        answer = client.get(f"/mijn/facturen/{invoice.number}.{ending}")
        assert answer.content == archive.read(invoice.files.get(kind=kind))
        assert answer["Content-Disposition"] == f'attachment; filename="{invoice.number}.{ending}"'


def test_a_period_is_one_zip_with_every_file_and_a_list_without_formulas() -> None:
    practice = a_practice(kvk_number="12345678")
    invoice = with_files(an_invoice(practice, reference='=HYPERLINK("http://evil.example")'))
    note = with_files(services.credit(invoice.pk, reason="retour", occasion="test:1"))
    bundle = zipfile.ZipFile(io.BytesIO(content(browser(practice).get(f"/mijn/facturen/periode/{year()}"))))
    names = {f"{one.number}.{ending}" for one in (invoice, note) for ending in ("pdf", "xml")}
    assert bundle.testzip() is None
    assert set(bundle.namelist()) == {*names, "facturen.csv"}
    assert bundle.read(f"{invoice.number}.pdf") == archive.read(invoice.files.get(kind="pdf"))
    rows = list(csv.reader(io.StringIO(bundle.read("facturen.csv").decode("utf-8-sig")), delimiter=";"))
    assert rows[1][5] == '\'=HYPERLINK("http://evil.example")'
    assert rows[1][6:] == ["10,00", "2,10", "12,10", "0,00"]
    assert rows[2][6:] == ["-10,00", "-2,10", "-12,10", "0,00"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd", "%x"])
def test_a_cell_that_could_be_a_formula_is_made_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("PO 7") == "PO 7"


def test_a_period_that_ends_before_it_begins_is_refused_and_kept_on_the_screen() -> None:
    answer = browser(a_practice()).get("/mijn/facturen/periode/?first=2026-05-02&last=2026-05-01")
    assert answer.status_code == 422
    assert 'value="2026-05-02"' in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"last"}


def test_the_list_costs_the_same_for_one_row_and_for_many(django_assert_max_num_queries: Any) -> None:
    practice = a_practice()
    client = browser(practice)
    for _ in range(24):
        an_invoice(practice)
    with django_assert_max_num_queries(13):
        assert len(numbers_on(client.get("/mijn/facturen/"))) == 24


def test_staff_credit_pieces_after_looking_once_more(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    invoice = an_invoice(a_practice())
    client = Client()
    somebody = User.objects.create(
        subject=DataSubject.objects.create(), email="chef@example.nl", is_staff=True, is_superuser=True
    )
    client.force_login(somebody)
    page = f"/beheer/invoicing/invoice/{invoice.pk}/credit/"
    asked = {"1": "1", "reason": "retour", "occasion": f"staff:{invoice.pk}:1"}
    assert client.get(f"/beheer/invoicing/invoice/{invoice.pk}/change/").status_code == 200
    assert client.post(page, {**asked, "1": "2"}).context["form"].errors.keys() == {"1"}
    assert client.post(page, {**asked, "1": "0"}).context["form"].non_field_errors()
    assert client.post(page, asked).context["asked"] is True
    assert not invoice.credit_notes.exists()
    for _ in range(2):
        assert client.post(page, {**asked, "confirmed": "1"}).status_code in {200, 302}
    assert invoice.credit_notes.get().total_cents == 1_210


def year() -> str:
    day = clock.today()
    return f"?first={day.year}-01-01&last={day.year}-12-31"


def content(answer: Any) -> bytes:
    streamed: Iterator[bytes] = answer.streaming_content
    return b"".join(streamed)
