"""What repeats is a reminder: the cart is filled by the reader, and nothing is ordered by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock
from shop.cart.models import CartLine
from shop.intake.models import Recurrence
from shop.intake.services import recurring
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.shop.builders import Buyer, a_member, a_practice, an_article, an_order, asked
from tests.shop.intake.desk import all_news, at_the_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def monthly(buyer: Buyer) -> Recurrence:
    """Two composites every four weeks."""
    order = an_order(buyer.practice, {buyer.variant: 2}, placed_by=buyer.user)
    page = f"/mijn/bestellingen/{order.number}/herhalen/"
    assert buyer.client.post(page, {"name": "Composiet", "weeks": "4"}).status_code == 302
    all_news()
    mail.outbox.clear()
    return Recurrence.objects.get()


def press(buyer: Buyer, row: Recurrence, act: str) -> Recurrence:
    buyer.client.post(f"/mijn/herhaalbestellingen/{row.pk}/wijzigen/", {"act": act})
    row.refresh_from_db()
    return row


def test_a_reminder_leads_to_a_full_cart_and_orders_nothing(buyer: Buyer, monthly: Recurrence) -> None:
    first = monthly.next_on
    assert first == clock.today() + timedelta(weeks=4)
    assert recurring.remind_of_recurrences() == 0
    with time_machine.travel(clock.now() + timedelta(weeks=9), tick=False):  # five weeks late
        assert (recurring.remind_of_recurrences(), recurring.remind_of_recurrences()) == (1, 0)
        all_news()
        [letter] = mail.outbox
        page = f"/mijn/herhaalbestellingen/{monthly.pk}/"
        assert (letter.to, page in letter.body) == ([buyer.user.email], True)
        assert f"- 2 × {buyer.variant.product.name}" in letter.body
        client = signed_in(buyer.user)
        assert client.get(page).status_code == 200
        assert CartLine.objects.count() == 0
        client.post(page)
    assert (CartLine.objects.get().quantity, Order.objects.count()) == (2, 1)
    monthly.refresh_from_db()
    assert monthly.next_on == first + timedelta(weeks=8)


def test_an_order_that_left_offers_to_repeat_it_beside_what_else_may_be_done(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 2}, placed_by=buyer.user)
    Order.objects.filter(pk=order.pk).update(state=Order.State.SHIPPED)
    page = buyer.client.get(f"/mijn/bestellingen/{order.number}/").content.decode()
    assert f'href="/mijn/bestellingen/{order.number}/herhalen/"' in page
    assert f'href="/mijn/vragen/nieuw/?bestelling={order.number}"' in page


def test_its_page_asks_as_much_for_many_articles_as_for_one(buyer: Buyer, monthly: Recurrence) -> None:
    page, counts = f"/mijn/herhaalbestellingen/{monthly.pk}/", []
    for _time in range(2):
        buyer.client.get(page)
        with CaptureQueriesContext(connection) as heard:
            assert buyer.client.get(page).status_code == 200
        counts.append(len(asked(heard)))
        for _more in range(3):
            monthly.lines.create(variant=an_article(), quantity=1)
    assert counts[0] == counts[1]


def test_it_can_be_skipped_paused_and_ended(buyer: Buyer, monthly: Recurrence) -> None:
    first = monthly.next_on
    assert press(buyer, monthly, "skip").next_on == first + timedelta(weeks=4)
    assert press(buyer, monthly, "pause").state == "paused"
    with time_machine.travel(clock.now() + timedelta(weeks=9), tick=False):
        assert recurring.remind_of_recurrences() == 0
    assert press(buyer, monthly, "resume").state == "active"
    assert press(buyer, monthly, "end").state == "ended"
    assert press(buyer, monthly, "resume").state == "ended"
    stranger = signed_in(a_member(a_practice()))
    assert stranger.get(f"/mijn/herhaalbestellingen/{monthly.pk}/").status_code == 404


def test_the_desk_reads_what_repeats_and_changes_nothing(buyer: Buyer, monthly: Recurrence) -> None:
    page = f"/beheer/intake/recurrence/{monthly.pk}/change/"
    told = at_the_desk().get("/beheer/intake/recurrence/").content.decode()
    assert buyer.practice.number in told
    assert "Composiet" in told
    told = at_the_desk().get(page).content.decode()
    assert buyer.user.full_name() in told
    assert buyer.variant.number in told
    assert at_the_desk().post(page, {"name": "Anders"}).status_code == 403
