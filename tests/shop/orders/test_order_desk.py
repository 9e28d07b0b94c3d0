"""Staff reads orders, and decides about them on a page that asks once more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from d4d.desk import QUEUES
from shop.orders.models import Cancellation, Order
from tests.accounts.people import a_clerk, signed_in, somebody_of_the_staff
from tests.shop.builders import a_practice, an_article, an_order, asked, on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """Staff with a used second factor."""
    return signed_in(somebody_of_the_staff(), second_factor=True)


def test_held_orders_are_released_after_one_more_look_and_with_a_reason(desk: Client) -> None:
    held = an_order(a_practice(), {an_article(): 1}, terms="on_account", needs_review=True)
    page = reverse("admin:orders_order_decide")
    assert held.number in desk.get(f"{page}?id={held.pk}").content.decode()
    for silence in ("", "   "):
        again = desk.post(page, {"id": held.pk, "decision": "release", "reason": silence})
        assert again.context["form"].errors.keys() == {"reason"}
        assert f'name="id" value="{held.pk}"' in again.content.decode()
    held.refresh_from_db()
    assert held.state == "awaiting_review"
    desk.post(page, {"id": held.pk, "decision": "release", "reason": "praktijk gebeld"})
    held.refresh_from_db()
    assert held.state == "released"
    story = desk.get(reverse("admin:orders_order_change", args=[held.pk])).content.decode()
    assert "praktijk gebeld" in story


def test_what_cannot_be_is_said_and_not_done(desk: Client) -> None:
    unpaid = an_order(a_practice(), {an_article(): 1})
    page = reverse("admin:orders_order_decide")
    answer = desk.post(page, {"id": unpaid.pk, "decision": "release", "reason": "gebeld"}, follow=True)
    assert unpaid.number in answer.content.decode()
    unpaid.refresh_from_db()
    assert unpaid.state == "awaiting_payment"


def test_the_tile_of_orders_that_wait_for_goods_leads_to_just_those(desk: Client) -> None:
    practice, article = a_practice(), an_article()
    on_the_shelf(article, 4)
    an_order(practice, {article: 1}, terms="on_account")
    an_order(practice, {an_article(is_service=True): 1}, terms="on_account")
    an_order(practice, {an_article(): 1})  # is not paid yet
    whole = an_order(practice, {an_article(): 2}, terms="on_account")
    partly = an_order(practice, {article: 5}, terms="on_account")
    Order.objects.filter(pk=partly.pk).update(state=Order.State.PARTLY_SHIPPED)
    (tile,) = [one for one in QUEUES if one.query == "waits=goods"]
    assert set(tile.waiting()) == {whole, partly}
    listed = desk.get(f"/beheer/{tile.page.replace('_', '/')}/?{tile.query}").context["cl"].result_list
    assert set(listed) == {whole, partly}


def test_the_queue_of_goods_asks_as_much_for_many_orders_as_for_few(desk: Client) -> None:
    page, counts = f"{reverse('admin:orders_order_changelist')}?waits=goods", []
    desk.get(page)  # what is asked once only
    for _more in range(2):
        for _order in range(3):
            an_order(a_practice(), {an_article(): 2, an_article(): 1}, terms="on_account")
        with CaptureQueriesContext(connection) as heard:
            assert desk.get(page).status_code == 200
        counts.append(len(asked(heard)))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_no_script_of_the_desk_listens_to_what_browsers_take_away(desk: Client) -> None:
    """On lists, on pages of a row, and on one where boxes fill each other."""
    order = an_order(a_practice(), {an_article(): 1})
    row = reverse("admin:orders_order_change", args=[order.pk])
    for path in (reverse("admin:orders_order_changelist"), row, "/beheer/catalogue/category/add/"):
        page = desk.get(path).content.decode()
        assert 0 < page.index("js/pagehide.js") < page.index("admin/RelatedObjectLookups")


def test_pieces_of_a_line_are_called_off_with_a_reason(desk: Client) -> None:
    order = an_order(a_practice(), {an_article(): 5}, terms="on_account")
    line = order.lines.get()
    page = reverse("admin:orders_order_lines", args=[order.pk])
    for wrong in (
        {"reason": "x", f"line-{line.pk}": "6"},
        {"reason": "", f"line-{line.pk}": "1"},
        {"reason": "x"},
    ):
        assert desk.post(page, wrong).status_code == 200
    assert not Cancellation.objects.exists()
    desk.post(page, {"reason": "niet leverbaar", f"line-{line.pk}": "2"})
    line.refresh_from_db()
    assert line.cancelled == 2
    assert Cancellation.objects.get().actor is not None


def test_an_order_shows_its_story(desk: Client) -> None:
    order = an_order(a_practice(), {an_article(): 5}, terms="on_account")
    assert desk.get(reverse("admin:orders_order_change", args=[order.pk])).status_code == 200


def test_the_list_asks_as_much_for_many_orders_as_for_one(desk: Client) -> None:
    page = reverse("admin:orders_order_changelist")
    variant = an_article()
    on_the_shelf(variant, 3)
    counts = []
    for _ in range(2):
        an_order(a_practice(), {variant: 1})
        desk.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(page).status_code == 200
        counts.append(len(asked(captured)))
        for _ in range(8):
            an_order(a_practice(), {variant: 1})
    assert counts[0] == counts[1] <= 12


def test_an_order_is_never_saved_by_hand(desk: Client) -> None:
    order = an_order(a_practice(), {an_article(): 5}, terms="on_account")
    page = reverse("admin:orders_order_change", args=[order.pk])
    inline = {"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0", "_save": "1"}
    assert desk.post(page, inline).status_code == 403
    assert 'name="_save"' not in desk.get(page).content.decode()


def test_only_who_may_change_orders_decides_about_them() -> None:
    held = an_order(a_practice(), {an_article(): 1}, terms="on_account", needs_review=True)
    pages = (reverse("admin:orders_order_decide"), reverse("admin:orders_order_lines", args=[held.pk]))
    for right, status in (("view_order", 403), ("change_order", 200)):
        clerk = signed_in(a_clerk(right), second_factor=True)
        assert [clerk.get(page).status_code for page in pages] == [status, status]
        offered = clerk.get(reverse("admin:orders_order_changelist")).content.decode()
        assert ("decide_about" in offered) is (status == 200)
