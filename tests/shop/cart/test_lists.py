"""Lists of a practice: shared, in a steady order, nobody else's, and kept by who may order."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Practice
from shop.cart import services
from shop.cart.models import CartLine, ShoppingList, ShoppingListLine
from shop.catalogue.models import Variant
from tests.shop.builders import Buyer, a_member, a_practice, an_article

pytestmark = pytest.mark.django_db


def a_list(practice: Practice, *articles: Variant, name: str = "Maandag") -> ShoppingList:
    kept = services.make_list(practice, name)
    for variant in articles:
        services.add_to_list(practice, kept.pk, variant.pk, 2)
    return kept


def somebody(practice: Practice, role: str) -> Client:
    client = Client()
    client.force_login(a_member(practice, role=role))
    return client


def on(kept: ShoppingList) -> list[tuple[str, int]]:
    return list(kept.lines.order_by("pk").values_list("variant__number", "quantity"))


def test_a_list_is_made_renamed_and_deleted_after_asking(buyer: Buyer) -> None:
    buyer.client.post(reverse("cart:lists"), {"name": "Maandag"})
    kept = ShoppingList.objects.get(practice=buyer.practice, name="Maandag")
    buyer.client.post(reverse("cart:list_rename", args=[kept.pk]), {"name": "Dinsdag"})
    kept.refresh_from_db()
    assert kept.name == "Dinsdag"
    assert (
        "‘Dinsdag’ verwijderen?"
        in buyer.client.get(reverse("cart:list_delete", args=[kept.pk])).content.decode()
    )
    assert ShoppingList.objects.exists()
    buyer.client.post(reverse("cart:list_delete", args=[kept.pk]))
    assert not ShoppingList.objects.exists()


def test_a_name_is_used_once_in_a_practice(buyer: Buyer) -> None:
    a_list(buyer.practice, name="Maandag")
    other = a_list(buyer.practice, name="Dinsdag")
    a_list(a_practice(), name="Maandag")
    for page, article in (
        (reverse("cart:lists"), {}),
        (reverse("cart:list_rename", args=[other.pk]), {}),
        (reverse("cart:keep_article", args=[buyer.variant.pk]), {"kept": "new", "quantity": "1"}),
    ):
        answer = buyer.client.post(page, {"name": "Maandag", **article})
        assert answer.status_code == 422
        assert "Uw praktijk heeft al een lijst met deze naam." in answer.content.decode()
    other.refresh_from_db()
    assert other.name == "Dinsdag"
    assert ShoppingList.objects.filter(practice=buyer.practice).count() == 2


def test_a_list_keeps_variants_in_the_order_in_which_they_came(buyer: Buyer) -> None:
    first, second, third = (an_article() for _ in range(3))
    kept = a_list(buyer.practice, third, first, second)
    services.add_to_list(buyer.practice, kept.pk, third.pk, 9)
    assert on(kept) == [(third.number, 9), (first.number, 2), (second.number, 2)]
    page = buyer.client.get(reverse("cart:list", args=[kept.pk])).content.decode()
    assert page.index(third.number) < page.index(first.number) < page.index(second.number)


def test_an_article_is_kept_from_its_own_page(buyer: Buyer) -> None:
    page = reverse("cart:keep_article", args=[buyer.variant.pk])
    buyer.client.post(page, {"kept": "new", "name": "Nieuw", "quantity": "3"})
    kept = ShoppingList.objects.get(name="Nieuw")
    assert on(kept) == [(buyer.variant.number, 3)]
    buyer.client.post(page, {"kept": kept.pk, "name": "", "quantity": "5"})
    assert on(kept) == [(buyer.variant.number, 5)]


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "twee", ""])
def test_a_wrong_quantity_keeps_nothing(buyer: Buyer, quantity: str) -> None:
    page = reverse("cart:keep_article", args=[buyer.variant.pk])
    answer = buyer.client.post(page, {"kept": "new", "name": "Nieuw", "quantity": quantity})
    assert answer.status_code == 422
    assert not ShoppingList.objects.exists()


def test_the_cart_is_kept_as_a_list(buyer: Buyer) -> None:
    services.put(buyer.practice, buyer.user, buyer.variant.pk, 4)
    buyer.client.post(reverse("cart:keep"), {"name": "Wekelijks"})
    assert on(ShoppingList.objects.get(name="Wekelijks")) == [(buyer.variant.number, 4)]
    assert CartLine.objects.get().quantity == 4


def test_an_empty_cart_makes_no_list(buyer: Buyer) -> None:
    assert buyer.client.post(reverse("cart:keep"), {"name": "Leeg"}).status_code == 422
    assert not ShoppingList.objects.exists()


def test_the_whole_list_goes_into_the_cart_but_for_emptied_boxes(buyer: Buyer) -> None:
    first, second = an_article(), an_article()
    kept = a_list(buyer.practice, first, second)
    boxes = {f"pieces-{first.pk}": "7", f"pieces-{second.pk}": "", "pieces-999999": "1"}
    answer = buyer.client.post(reverse("cart:list_order", args=[kept.pk]), boxes)
    assert answer.headers["Location"] == reverse("cart:show")
    assert list(CartLine.objects.values_list("variant__number", "quantity")) == [(first.number, 7)]
    assert on(kept) == [(first.number, 2), (second.number, 2)]


def test_what_is_no_longer_for_sale_is_left_out_and_named(buyer: Buyer) -> None:
    gone, there = an_article(name="Oude lamp", is_discontinued=True), an_article()
    kept = a_list(buyer.practice, gone, there)
    boxes = {f"pieces-{gone.pk}": "1", f"pieces-{there.pk}": "1"}
    answer = buyer.client.post(reverse("cart:list_order", args=[kept.pk]), boxes, follow=True)
    assert "Oude lamp is overgeslagen." in answer.content.decode()
    assert [line.variant for line in CartLine.objects.select_related("variant")] == [there]


def test_quantities_are_saved_and_an_article_comes_off(buyer: Buyer) -> None:
    first, second = an_article(), an_article()
    kept = a_list(buyer.practice, first, second)
    buyer.client.post(reverse("cart:list_save", args=[kept.pk]), {f"pieces-{first.pk}": "12"})
    assert on(kept) == [(first.number, 12), (second.number, 2)]
    buyer.client.post(reverse("cart:list_remove", args=[kept.pk]), {"variant": first.pk})
    assert on(kept) == [(second.number, 2)]


@pytest.mark.parametrize("page", ["cart:list_save", "cart:list_order"])
def test_a_wrong_box_changes_nothing_and_is_told_of(buyer: Buyer, page: str) -> None:
    first, second = an_article(), an_article()
    kept = a_list(buyer.practice, first, second)
    boxes = {f"pieces-{first.pk}": "3", f"pieces-{second.pk}": "0"}
    answer = buyer.client.post(reverse(page, args=[kept.pk]), boxes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count("1 tot 9.999") == 2
    assert f'href="#pieces-{second.pk}"' in text
    assert on(kept) == [(first.number, 2), (second.number, 2)]
    assert not CartLine.objects.exists()


PAGES = ["list", "list_order", "list_save", "list_remove", "list_rename", "list_delete"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_list_of_another_practice_is_not_there(buyer: Buyer, page: str, method: str) -> None:
    kept = a_list(a_practice(), buyer.variant)
    answer = getattr(buyer.client, method)(reverse(f"cart:{page}", args=[kept.pk]), {"name": "Van mij"})
    assert answer.status_code in {404, 405}
    assert method == "get" or page == "list" or answer.status_code == 404
    kept.refresh_from_db()
    assert kept.name == "Maandag"
    assert on(kept) == [(buyer.variant.number, 2)]


def test_nothing_is_kept_on_a_list_of_another_practice(buyer: Buyer) -> None:
    kept = a_list(a_practice())
    page = reverse("cart:keep_article", args=[buyer.variant.pk])
    assert buyer.client.post(page, {"kept": kept.pk, "quantity": "1"}).status_code == 422
    assert not ShoppingListLine.objects.exists()


def test_a_colleague_sees_the_same_lists(buyer: Buyer) -> None:
    kept = a_list(buyer.practice, buyer.variant)
    colleague = somebody(buyer.practice, Membership.Role.BUYER)
    assert "Maandag" in colleague.get(reverse("cart:lists")).content.decode()
    assert colleague.get(reverse("cart:list", args=[kept.pk])).status_code == 200


def test_a_reader_sees_lists_and_changes_none(buyer: Buyer) -> None:
    kept = a_list(buyer.practice, buyer.variant)
    reader = somebody(buyer.practice, Membership.Role.READER)
    for page in (reverse("cart:lists"), reverse("cart:list", args=[kept.pk])):
        text = reader.get(page).content.decode()
        assert "Maandag" in text
        forms = re.findall(
            r'method="post" action="([^"]*)"', text.partition("<main")[2].partition("</main>")[0]
        )
        assert {one for one in forms if not one.endswith("/prijzen/")} == set()
    for page in PAGES[1:]:
        answer = reader.post(
            reverse(f"cart:{page}", args=[kept.pk]), {"name": "X", "variant": buyer.variant.pk}
        )
        assert answer.status_code == 403
    assert reader.post(reverse("cart:lists"), {"name": "X"}).status_code == 403
    assert list(ShoppingList.objects.values_list("name", flat=True)) == ["Maandag"]
    assert on(kept) == [(buyer.variant.number, 2)]


def test_a_bookkeeper_sees_no_lists(buyer: Buyer) -> None:
    assert somebody(buyer.practice, Membership.Role.BOOKKEEPER).get(reverse("cart:lists")).status_code == 403


def test_a_list_of_twenty_four_asks_as_much_as_one_of_one(buyer: Buyer) -> None:
    short = a_list(buyer.practice, an_article(), name="Kort")
    long = a_list(buyer.practice, *(an_article() for _ in range(24)), name="Lang")
    asked = []
    for kept in (short, short, long):
        with CaptureQueriesContext(connection) as queries:
            buyer.client.get(reverse("cart:list", args=[kept.pk]))
        asked.append(len(queries))
    assert asked[1] == asked[2]
    assert asked[2] <= 12
