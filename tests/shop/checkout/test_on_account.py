"""On account: only for practices with whom it is agreed, and never above the limit."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Practice
from d4d.foundation import clock
from shop.cart import services as cart
from shop.cart.quote import Wanted, quote
from shop.checkout import services as checkout
from shop.checkout.choices import Choices
from shop.checkout.credit import NOT_AGREED, NOT_APPROVED, OVER_LIMIT, ordered_cents, refusal
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from shop.orders.models import Order
from shop.stock import services as stock
from tests.shop.builders import Buyer, an_article, an_order, asked, on_the_shelf

LIMIT = 10_000


@pytest.fixture
def regular(buyer: Buyer) -> Buyer:
    """A practice that may buy for a hundred euros on account."""
    Practice.objects.update(may_buy_on_account=True, credit_limit_cents=LIMIT)
    buyer.practice.refresh_from_db()
    return buyer


def test_the_limit_is_kept_to_the_cent(regular: Buyer) -> None:
    assert refusal(regular.practice, lambda: LIMIT) is None
    assert refusal(regular.practice, lambda: LIMIT + 1) == OVER_LIMIT


@pytest.mark.parametrize(
    ("about", "words"),
    [({"state": "pending"}, NOT_APPROVED), ({"may_buy_on_account": False}, NOT_AGREED)],
)
def test_the_reason_for_a_no_is_told(regular: Buyer, about: dict[str, object], words: str) -> None:
    Practice.objects.update(**about)
    cart.put(regular.practice, regular.user, regular.variant.pk, 1)
    regular.client.post(reverse("checkout:delivery"), {"address_id": regular.practice.addresses.get().pk})
    page = regular.client.get(reverse("checkout:payment")).content.decode()
    assert str(words) in page
    assert 'value="on_account"' not in page
    answer = regular.client.post(reverse("checkout:payment"), {"way": "on_account"})
    assert answer.status_code == 200, "a choice that was not offered is no choice"


def test_what_is_on_order_counts(regular: Buyer) -> None:
    order = an_order(regular.practice, {regular.variant: 2}, terms="on_account")
    assert ordered_cents(regular.practice) == order.total_cents == 6_879
    assert refusal(regular.practice, lambda: LIMIT - 6_879) is None
    assert refusal(regular.practice, lambda: LIMIT - 6_878) == OVER_LIMIT
    orders.cancel(order.pk)
    assert ordered_cents(regular.practice) == 0


def test_what_was_shipped_is_the_invoices_matter(regular: Buyer) -> None:
    order = an_order(regular.practice, {regular.variant: 3}, terms="on_account")
    line = order.lines.get()
    stock.take_out(line.shelf_reference, 1, shipment="1-1")
    orders.record_shipped(order.pk, {line.pk: 1})
    assert ordered_cents(regular.practice) == 4_990 + 1_048


@pytest.mark.parametrize("rhythm", Practice.InvoiceRhythm.values)
def test_an_order_weighs_the_same_on_the_limit_before_and_after_its_delivery(
    regular: Buyer, rhythm: str
) -> None:
    Practice.objects.update(invoice_rhythm=rhythm)
    order = an_order(regular.practice, {regular.variant: 2}, terms="on_account")
    line = order.lines.get()
    for parcel in ("1-1", "1-2"):
        stock.take_out(line.shelf_reference, 1, shipment=parcel)
        orders.record_shipped(order.pk, {line.pk: 1})
        invoicing.bill_shipment(order.pk, parcel, {line.pk: 1}, clock.today())
        assert refusal(regular.practice, lambda: LIMIT - 6_879) is None
        assert refusal(regular.practice, lambda: LIMIT - 6_877) == OVER_LIMIT


def place(buyer: Buyer, terms: str) -> Order:
    choices = Choices(address_id=buyer.practice.addresses.get().pk, terms=terms)
    seen = cart.priced(buyer.practice, buyer.user).fingerprint
    return checkout.place_order(buyer.practice, buyer.user, choices, key=uuid4(), seen=seen)


def test_an_order_on_account_is_released_at_once(regular: Buyer) -> None:
    cart.put(regular.practice, regular.user, regular.variant.pk, 2)
    assert place(regular, "on_account").state == "released"


def test_an_order_over_the_limit_is_not_placed(regular: Buyer) -> None:
    cart.put(regular.practice, regular.user, regular.variant.pk, 4)
    with pytest.raises(checkout.NotOnAccount):
        place(regular, "on_account")
    assert not Order.objects.exists()
    assert place(regular, "prepaid").state == "awaiting_payment"


def test_placing_asks_little_of_the_database(regular: Buyer) -> None:
    an_order(regular.practice, {regular.variant: 1})
    variants = [an_article() for _ in range(5)]
    for variant in variants:
        on_the_shelf(variant, 5)
        variant.refresh_from_db()
    wanted = orders.PlaceOrder(
        key=uuid4(),
        practice=regular.practice,
        placed_by=regular.user,
        address=regular.practice.addresses.get(),
        quote=quote(regular.practice, [Wanted(variant, 2) for variant in variants], "NL"),
        terms=Order.Terms.PREPAID,
    )
    with CaptureQueriesContext(connection) as captured:
        orders.place(wanted)
    assert len(asked(captured)) <= 14, asked(captured)
