"""The bookkeeper of the house books what came in and takes invoices back; others only look."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Practice
from d4d.foundation import clock, states
from shop.checkout.credit import OVER_LIMIT, refusal
from shop.invoicing import services
from shop.invoicing.models import Invoice, Settlement
from shop.orders.models import Order
from tests.shop.builders import a_colleague_of_the_house, a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


def an_invoice(practice: Practice | None = None) -> Invoice:
    """On account, of 12.10 euros."""
    order = an_agreed_order(practice or a_practice(), [Piece()], terms=Order.Terms.ON_ACCOUNT)
    invoice = services.bill_shipment(order.pk, f"P-{order.pk}", {order.lines.get().pk: 1}, clock.today())
    assert invoice is not None
    return invoice


def desk(role: str) -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house(role))
    return client


def page_of(invoice: Invoice, act: str) -> str:
    return f"/beheer/invoicing/invoice/{invoice.pk}/{act}/"


def transfer(amount: str = "12,10", reference: str = "2026-044/7", **more: str) -> dict[str, str]:
    return {"amount": amount, "received_on": "2026-05-04", "reference": reference} | more


def book(client: Client, invoice: Invoice, **words: str) -> Any:
    return client.post(page_of(invoice, "received"), transfer(**words, confirmed="1"))


def test_finance_books_what_came_in_after_looking_once_more() -> None:
    invoice, client = an_invoice(), desk("finance")
    page = page_of(invoice, "received")
    assert page in client.get(page_of(invoice, "change")).content.decode()
    assert client.post(page, transfer()).context["asked"] is True
    assert invoice.open_now() == 1_210
    for _ in range(2):
        assert book(client, invoice).status_code == 302
    booked = Settlement.objects.get()
    assert (booked.kind, booked.amount_cents, booked.occasion) == ("payment", 1_210, "bank:2026-044/7")
    assert clock.local(booked.settled_at).date() == date(2026, 5, 4)
    assert states.history(booked).get().actor is not None
    assert invoice.open_now() == 0
    assert page not in client.get(page_of(invoice, "change")).content.decode()


def test_an_invoice_is_paid_in_parts_and_never_for_more_than_is_open() -> None:
    invoice, client = an_invoice(), desk("finance")
    assert book(client, invoice, amount="10,00", reference="a 1").status_code == 302
    refused = book(client, invoice, amount="2,11", reference="a 2")
    assert "€\xa02,10" in refused.context["form"].errors["amount"][0]
    assert book(client, invoice, amount="2,10", reference="a 2").status_code == 302
    assert list(Settlement.objects.order_by("pk").values_list("occasion", flat=True)) == [
        "bank:A1",
        "bank:A2",
    ]


def test_the_same_reference_books_once() -> None:
    practice, client = a_practice(), desk("finance")
    first, second = an_invoice(practice), an_invoice(practice)
    book(client, first)
    refused = book(client, second)
    assert first.number in refused.context["form"].errors["reference"][0]
    assert "reference" in book(client, first, amount="12,09").context["form"].errors
    assert Settlement.objects.get().invoice == first


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "0"),
        ("amount", "-1,00"),
        ("amount", "12.10"),
        ("amount", "12,1"),
        ("amount", "veel"),
        ("received_on", "morgen"),
        ("received_on", (clock.today() + timedelta(days=2)).isoformat()),
        ("reference", ""),
        ("reference", "J. de Vries: factuur"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, typed: str) -> None:
    invoice = an_invoice()
    asked = transfer(confirmed="1") | {field: typed}
    answer = desk("finance").post(page_of(invoice, "received"), asked)
    assert answer.context["form"].errors.keys() == {field}
    assert not Settlement.objects.exists()


def test_an_amount_is_typed_as_people_write_it() -> None:
    invoice = an_invoice()
    answer = desk("finance").post(page_of(invoice, "received"), transfer("€ 1.234,50", confirmed="1"))
    assert "12,10" in answer.context["form"].errors["amount"][0]


def test_what_came_in_makes_room_under_the_limit() -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=1_210)
    invoice = an_invoice(practice)
    Order.objects.update(state=Order.State.SHIPPED)
    assert refusal(practice, lambda: 1) == OVER_LIMIT
    book(desk("finance"), invoice, amount="2,10")
    assert services.open_cents(practice) == 1_000
    assert refusal(practice, lambda: 210) is None
    assert refusal(practice, lambda: 211) == OVER_LIMIT


def test_finance_issues_a_credit_note() -> None:
    invoice, client = an_invoice(), desk("finance")
    page = page_of(invoice, "credit")
    assert page in client.get(page_of(invoice, "change")).content.decode()
    asked = {"1": "1", "reason": "retour", "occasion": f"staff:{invoice.pk}:1", "confirmed": "1"}
    assert client.post(page, asked).status_code == 302
    assert invoice.credit_notes.get().total_cents == 1_210


@pytest.mark.parametrize("role", ["sales", "service", "privacy officer"])
def test_who_may_only_look_finds_no_way_to_book_or_credit(role: str) -> None:
    invoice, client = an_invoice(), desk(role)
    page = client.get(page_of(invoice, "change"))
    assert page.status_code == 200
    for act in ("credit", "received"):
        assert page_of(invoice, act) not in page.content.decode()
        assert client.post(page_of(invoice, act), transfer(confirmed="1")).status_code == 403
    assert not Settlement.objects.exists()


def test_nobody_adds_or_changes_an_invoice_by_hand() -> None:
    invoice, client = an_invoice(), desk("finance")
    assert client.get("/beheer/invoicing/invoice/add/").status_code == 403
    assert client.post(page_of(invoice, "change"), {"number": "F1"}).status_code == 403
