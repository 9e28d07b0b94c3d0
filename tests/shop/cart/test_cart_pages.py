"""The cart page: what goes in and out, and what is refused."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Practice
from shop.cart.models import CartLine
from shop.catalogue.models import Price
from tests.shop.builders import Buyer, a_buyer, a_member, a_practice, an_article, asked, on_the_shelf


def put(buyer: Buyer, quantity: object, **extra: object) -> object:
    return buyer.client.post(
        reverse("cart:add"), {"variant": buyer.variant.pk, "quantity": quantity, **extra}, follow=True
    )


def test_what_is_put_in_twice_lies_there_once_with_the_sum(buyer: Buyer) -> None:
    put(buyer, 2)
    page = put(buyer, 3)
    line = CartLine.objects.get()
    assert (line.quantity, line.seen_price_e4) == (5, 249_500)
    assert "Composiet A2" in page.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "twee", "", "1.5", "1e3"])
def test_a_wrong_quantity_is_told_of_and_changes_nothing(buyer: Buyer, quantity: str) -> None:
    answer = buyer.client.post(reverse("cart:add"), {"variant": buyer.variant.pk, "quantity": quantity})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count("9.999") + text.count("9,999") >= 2, "at the field and on top"
    assert f'value="{quantity}"' in text or not quantity
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "twee", ""])
def test_a_wrong_change_keeps_the_cart_as_it_was(buyer: Buyer, quantity: str) -> None:
    put(buyer, 2)
    answer = buyer.client.post(reverse("cart:update"), {"variant": buyer.variant.pk, "quantity": quantity})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    assert CartLine.objects.get().quantity == 2


def test_more_than_fits_is_refused_whole(buyer: Buyer) -> None:
    put(buyer, 9_000)
    answer = buyer.client.post(reverse("cart:add"), {"variant": buyer.variant.pk, "quantity": 1_000})
    assert answer.status_code == 422
    assert CartLine.objects.get().quantity == 9_000


def test_a_price_in_the_post_is_nobodys_price(buyer: Buyer) -> None:
    put(buyer, 1, price=1, unit_price_e4=1, seen_price_e4=1)
    assert CartLine.objects.get().seen_price_e4 == 249_500


def test_the_quantity_is_changed_and_the_line_removed(buyer: Buyer) -> None:
    put(buyer, 2)
    buyer.client.post(reverse("cart:update"), {"variant": buyer.variant.pk, "quantity": 7})
    assert CartLine.objects.get().quantity == 7
    buyer.client.post(reverse("cart:remove"), {"variant": buyer.variant.pk})
    assert not CartLine.objects.exists()


def test_with_htmx_only_the_cart_comes_back(buyer: Buyer) -> None:
    put(buyer, 2)
    answer = buyer.client.post(
        reverse("cart:update"),
        {"variant": buyer.variant.pk, "quantity": 4},
        headers={"HX-Request": "true"},
    )
    assert "<html" not in answer.content.decode()
    assert "99,80" in answer.content.decode()


def test_what_is_not_for_sale_does_not_exist(buyer: Buyer) -> None:
    hidden = an_article(is_published=False)
    for variant in (hidden.pk, 999_999, "abc", "²"):
        answer = buyer.client.post(reverse("cart:add"), {"variant": variant, "quantity": 1})
        assert answer.status_code == 404
    assert not CartLine.objects.exists()


def test_colleagues_and_other_practices_have_carts_of_their_own(buyer: Buyer) -> None:
    put(buyer, 2)
    for other in (a_buyer(buyer.practice, buyer.variant), a_buyer(a_practice(), buyer.variant)):
        other.client.post(reverse("cart:remove"), {"variant": buyer.variant.pk})
        assert "Composiet" not in other.client.get(reverse("cart:show")).content.decode()
    assert CartLine.objects.get().user == buyer.user


def test_a_reader_cannot_order(buyer: Buyer) -> None:
    client = Client()
    client.force_login(a_member(buyer.practice, "reader"))
    answer = client.post(reverse("cart:add"), {"variant": buyer.variant.pk, "quantity": 1})
    assert answer.status_code == 403
    assert not CartLine.objects.exists()


def test_a_price_that_changed_is_shown_with_the_old_one(buyer: Buyer) -> None:
    put(buyer, 1)
    Price.objects.create(variant=buyer.variant, practice=buyer.practice, unit_price_e4=300_000)
    text = buyer.client.get(reverse("cart:show")).content.decode()
    assert "30,00" in text
    assert "<s>€\u00a024,95</s>" in text


def test_putting_in_asks_little_of_the_database(buyer: Buyer) -> None:
    for quantity in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            buyer.client.post(reverse("cart:add"), {"variant": buyer.variant.pk, "quantity": quantity})
        assert len(asked(captured)) <= 8, asked(captured)


@pytest.mark.parametrize("lines", [1, 24])
def test_the_page_asks_as_much_for_one_line_as_for_many(
    buyer: Buyer, lines: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for variant in [an_article() for _ in range(lines)]:
        CartLine.objects.create(
            practice=buyer.practice, user=buyer.user, variant=variant, quantity=1, seen_price_e4=100_000
        )
    buyer.client.get(reverse("cart:show"))
    with django_assert_num_queries(4):  # type: ignore[operator]
        buyer.client.get(reverse("cart:show"))


def test_nothing_is_promised_to_arrive_when_only_services_are_ordered(buyer: Buyer) -> None:
    plan = an_article(is_service=True)
    buyer.client.post("/winkelwagen/erbij/", {"variant": plan.pk, "quantity": "1"})
    assert buyer.client.get("/winkelwagen/").context["promise"] is None
    on_the_shelf(buyer.variant, 5)
    buyer.client.post("/winkelwagen/erbij/", {"variant": buyer.variant.pk, "quantity": "1"})
    assert buyer.client.get("/winkelwagen/").context["promise"] is not None


def test_of_services_alone_no_carriage_is_told(buyer: Buyer) -> None:
    plan = an_article(is_service=True)
    buyer.client.post("/winkelwagen/erbij/", {"variant": plan.pk, "quantity": "1"})
    assert "Verzending" not in buyer.client.get("/winkelwagen/").content.decode()
    put(buyer, 1)
    assert "Verzending" in buyer.client.get("/winkelwagen/").content.decode()


def test_of_goods_and_a_service_it_says_how_vat_falls_on_each(buyer: Buyer) -> None:
    Practice.objects.update(vat_id="DE136695976", vat_answer="valid")
    plan = an_article(is_service=True)
    buyer.client.post("/winkelwagen/erbij/", {"variant": plan.pk, "quantity": "1"})
    put(buyer, 1)
    text = buyer.client.get("/winkelwagen/").content.decode()
    assert "Btw 21" in text
    assert "Btw: verlegd" in text
    buyer.practice.addresses.update(country="DE", postcode="10115")
    abroad = buyer.client.get("/winkelwagen/").content.decode()
    assert ("Btw: intracommunautaire" in abroad, "Btw 21" in abroad) == (True, False)
