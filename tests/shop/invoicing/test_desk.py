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


def take_back_page(settlement: Settlement) -> str:
    return page_of(settlement.invoice, f"settlement/{settlement.pk}/take-back")


def test_finance_takes_back_what_was_booked_by_mistake_and_books_it_where_it_belongs() -> None:
    practice, client = a_practice(), desk("finance")
    wrong, right = an_invoice(practice), an_invoice(practice)
    book(client, wrong)
    booked = Settlement.objects.get()
    page = take_back_page(booked)
    assert page in client.get(page_of(wrong, "change")).content.decode()
    asked = client.post(page, {"reason": "verkeerde factuur"})
    assert (asked.context["asked"], asked.context["open_cents"], wrong.open_now()) == (True, 1_210, 0)
    assert wrong.lines.get().order.number in asked.content.decode()  # type: ignore[union-attr]
    for _ in range(2):
        answer = client.post(page, {"reason": "verkeerde factuur", "confirmed": "1"})
        assert answer.status_code == 302
    against = Settlement.objects.get(takes_back=booked)
    assert (against.amount_cents, against.kind, Settlement.objects.count()) == (-1_210, "payment", 2)
    step = states.history(against).get()
    assert (step.reason, step.actor is None) == ("verkeerde factuur", False)
    assert (wrong.open_now(), Invoice.objects.get(pk=wrong.pk).closed_on) == (1_210, None)
    assert Order.objects.filter(state=Order.State.RELEASED).count() == 2
    assert "verkeerde factuur" in client.get(page_of(wrong, "change")).content.decode()
    for _ in range(2):
        assert book(client, right).status_code == 302
    again = right.settlements.get()
    assert (again.occasion, right.open_now()) == ("bank:2026-044/7#2", 0)
    assert "reference" in book(client, wrong).context["form"].errors


def test_a_booking_is_not_taken_back_without_a_reason_nor_what_nobody_booked() -> None:
    invoice, client = an_invoice(), desk("finance")
    book(client, invoice, amount="10,00")
    booked = Settlement.objects.get()
    answer = client.post(take_back_page(booked), {"reason": " ", "confirmed": "1"})
    assert answer.context["form"].errors.keys() == {"reason"}
    credit = services.credit(invoice.pk, reason="retour", occasion="test:1")
    for settlement in Settlement.objects.exclude(pk=booked.pk):
        page = take_back_page(settlement)
        assert client.post(page, {"reason": "x", "confirmed": "1"}).status_code == (
            404 if settlement.invoice == credit else 302
        )
    assert not Settlement.objects.exclude(takes_back=None).exists()


@pytest.mark.parametrize("role", ["sales", "service", "privacy officer"])
def test_who_may_only_look_takes_nothing_back(role: str) -> None:
    invoice = an_invoice()
    booked = services.receive(invoice.pk, 1_210, reference="1", on=clock.today())
    client = desk(role)
    assert take_back_page(booked) not in client.get(page_of(invoice, "change")).content.decode()
    answer = client.post(take_back_page(booked), {"reason": "x", "confirmed": "1"})
    assert (answer.status_code, invoice.open_now()) == (403, 0)


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
