"""Placing copies what was agreed and sets aside what there is, once per press of the button."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError

from d4d.foundation import states
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.invoicing import snapshot
from shop.orders.models import Order
from shop.stock.models import Allocation
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf

pytestmark = pytest.mark.django_db


def test_an_order_is_written_as_it_was_agreed() -> None:
    practice = a_practice()
    variant = an_article(name="Composiet A2", unit_price_e4=249_500)
    on_the_shelf(variant, 10)
    order = an_order(practice, {variant: 4}, placed_by=a_member(practice), reference="PO 12")
    line = order.lines.get()
    assert order.number.startswith("D20")
    assert order.number.endswith("-000001")
    assert (order.goods_cents, order.carriage_cents, order.vat_cents) == (9_980, 695, 2_242)
    assert order.total_cents == 12_917
    assert (line.name, line.unit_price_e4, line.quantity, line.allocated) == ("Composiet A2", 249_500, 4, 4)
    assert (order.delivery_street_line(), order.delivery_city) == ("Lindelaan 4", "Den Bosch")
    variant.product.name = "Anders"
    variant.product.save()
    line.refresh_from_db()
    assert line.name == "Composiet A2"


def test_an_order_keeps_the_vat_number_with_which_it_was_placed() -> None:
    practice, variant = a_practice(vat_id="DE136695976"), an_article()
    order = an_order(practice, {variant: 1})
    practice.vat_id = ""
    practice.save()
    order.refresh_from_db()
    assert order.vat_id == "DE136695976"


def test_numbers_follow_each_other() -> None:
    practice, variant = a_practice(), an_article()
    numbers = [an_order(practice, {variant: 1}).number for _ in range(3)]
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003"]


def test_what_is_not_on_the_shelf_becomes_a_back_order() -> None:
    variant = an_article(expected_on=date(2031, 5, 1))
    on_the_shelf(variant, 6)
    line = an_order(a_practice(), {variant: 10}).lines.get()
    assert (line.allocated, line.back_ordered, line.expected_on) == (6, 4, date(2031, 5, 1))
    assert Allocation.objects.get(reference=line.shelf_reference).quantity == 6


def test_the_same_press_of_the_button_is_one_order() -> None:
    practice, variant, key = a_practice(), an_article(), uuid4()
    on_the_shelf(variant, 10)
    first = an_order(practice, {variant: 1}, key=key)
    again = an_order(practice, {variant: 1}, key=key)
    assert again == first
    assert Order.objects.count() == 1
    assert sum(Allocation.objects.values_list("quantity", flat=True)) == 1


@pytest.mark.parametrize(
    ("terms", "needs_review", "state"),
    [
        ("prepaid", False, "awaiting_payment"),
        ("on_account", False, "released"),
        ("on_account", True, "awaiting_review"),
    ],
)
def test_an_order_begins_where_its_terms_say(terms: str, state: str, *, needs_review: bool) -> None:
    order = an_order(a_practice(), {an_article(): 1}, terms=terms, needs_review=needs_review)
    assert order.state == state
    assert [step.went_to for step in states.history(order)] == [state]
    assert Delivery.objects.filter(topic="orders.placed", payload={"order_id": order.pk}).exists()


def test_a_foreign_key_of_a_button_gives_nobody_elses_order() -> None:
    variant, key = an_article(), uuid4()
    an_order(a_practice(), {variant: 1}, key=key)
    with pytest.raises(IntegrityError):
        an_order(a_practice(), {variant: 1}, key=key)
    assert Order.objects.count() == 1


def test_what_is_a_service_and_how_vat_falls_on_it_is_agreed_when_it_is_ordered() -> None:
    practice = a_practice(vat_id="DE136695976", vat_answer="valid")
    practice.addresses.update(country="DE", postcode="80331", city="München")
    goods, service = an_article(), an_article(is_service=True)
    order = an_order(practice, {goods: 1, service: 1})
    for product in (goods.product, service.product):
        product.is_service, product.vat_class = not product.is_service, "low"
        product.save()
    practice.vat_answer = "unknown"
    practice.save()
    lines = order.lines.order_by("position")
    assert [(one.is_service, one.awaited, one.vat_category) for one in lines] == [
        (False, 1, "K"),
        (True, 0, "AE"),
    ]
    document = snapshot.from_json(invoicing.issue_for_order(order.pk).snapshot.encode())
    assert [(one.is_service, one.vat_category) for one in document.lines] == [(False, "K"), (True, "AE")]
