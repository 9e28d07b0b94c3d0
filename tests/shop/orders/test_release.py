"""Paid, or released by staff: from then on an order may be picked."""

from uuid import uuid4

import pytest

from d4d.foundation import states
from shop.orders import services as orders
from tests.shop.builders import a_practice, an_article, an_order

pytestmark = pytest.mark.django_db


def test_a_paid_order_is_released_once() -> None:
    order = an_order(a_practice(), {an_article(): 1})
    paid = orders.mark_paid(order.pk)
    again = orders.mark_paid(order.pk)
    assert paid.state == again.state == "released"
    assert paid.paid_at == again.paid_at is not None
    assert [step.went_to for step in states.history(order)] == ["awaiting_payment", "released"]


def test_money_for_a_cancelled_order_is_refused() -> None:
    order = an_order(a_practice(), {an_article(): 1})
    orders.cancel(order.pk)
    with pytest.raises(orders.CannotBePaid):
        orders.mark_paid(order.pk)
    order.refresh_from_db()
    assert (order.state, order.paid_at) == ("cancelled", None)


def test_staff_releases_what_was_held_and_nothing_else() -> None:
    held = an_order(a_practice(), {an_article(): 1}, terms="on_account", needs_review=True)
    by = uuid4()
    assert orders.release(held.pk, by, reason="gebeld").state == "released"
    said = states.history(held).latest("pk")
    assert (said.actor, said.reason) == (by, "gebeld")
    unpaid = an_order(a_practice(), {an_article(): 1})
    with pytest.raises(orders.CannotBeReleased):
        orders.release(unpaid.pk, by, reason="gebeld")
    unpaid.refresh_from_db()
    assert unpaid.state == "awaiting_payment"
