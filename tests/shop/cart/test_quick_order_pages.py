"""The quick order page: what was understood is shown first, and nothing that was typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from shop.cart.models import CartLine
from shop.cart.quick_order.finding import find
from shop.cart.quick_order.reading import read
from shop.catalogue import services as catalogue
from shop.catalogue.models import Variant
from shop.catalogue.search import vocabulary
from tests.shop.builders import Buyer, a_member, a_practice, an_article, on_the_shelf

pytestmark = pytest.mark.django_db
PAGE = "cart:quick"


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    vocabulary.forget()


def known(**facts: object) -> Variant:
    """An article that the search knows."""
    variant = an_article(**facts)
    catalogue.index_product(variant.product_id)
    return variant


def sent(buyer: Buyer, text: str = "", **fields: object) -> str:
    answer = buyer.client.post(reverse(PAGE), {"text": text, **fields})
    assert answer.status_code == 200
    return answer.content.decode()


def in_cart() -> dict[str, int]:
    return dict(CartLine.objects.values_list("variant__number", "quantity"))


def test_what_was_understood_is_shown_and_not_yet_in_the_cart(buyer: Buyer) -> None:
    on_the_shelf(known(number="KT-1", name="Hoekstuk", unit_price_e4=123_400), 9)
    page = sent(buyer, "2x kt 1\n777777 onbekend")
    assert 'value="KT-1"' in page
    assert "Hoekstuk" in page
    assert "24,68" in page
    assert "Op voorraad" in page
    assert 'value="777777"' in page
    assert "Dit artikel kennen wij niet." in page
    assert in_cart() == {}


def test_recognised_lines_go_into_the_cart_and_the_rest_stays_editable(buyer: Buyer) -> None:
    known(number="KT-1")
    answer = buyer.client.post(reverse(PAGE), {"text": "KT-1;3\n777777;4\nKT-1 x 2", "add": "1"}, follow=True)
    page = answer.content.decode()
    assert answer.request["PATH_INFO"] == reverse(PAGE)
    assert "1 regel toegevoegd, 1 niet herkend." in page
    assert re.search(r'name="row-0-number"[^>]*value="777777"', page)
    assert re.search(r'name="row-0-quantity"[^>]*value="4"', page)
    assert in_cart() == {"KT-1": 5}
    buyer.client.get(reverse(PAGE))
    assert in_cart() == {"KT-1": 5}


def test_when_everything_was_recognised_the_cart_follows(buyer: Buyer) -> None:
    known(number="KT-1")
    answer = buyer.client.post(reverse(PAGE), {"text": "KT-1;3", "add": "1"})
    assert answer.headers["Location"] == reverse("cart:show")


def test_what_lay_in_the_cart_counts_along(buyer: Buyer) -> None:
    known(number="KT-1")
    for _ in range(2):
        buyer.client.post(reverse(PAGE), {"row-0-number": "kt1", "row-0-quantity": "6000", "add": "1"})
    assert in_cart() == {"KT-1": 6_000}
    page = buyer.client.get(reverse(PAGE)).content.decode()
    assert "passen 1 tot 9.999 stuks" in page


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "1e9", "2,5", "veel"])
def test_a_wrong_quantity_is_told_of_at_the_box_and_on_top(buyer: Buyer, quantity: str) -> None:
    known(number="KT-1")
    fields = {"row-0-number": "KT-1", "row-0-quantity": quantity}
    page = sent(buyer, **fields)
    assert page.count("1 tot 9.999") == 2
    assert f'value="{quantity}"' in page
    assert "error-summary" in page
    buyer.client.post(reverse(PAGE), {**fields, "add": "1"})
    assert in_cart() == {}


def test_an_unknown_number_gets_at_most_three_suggestions(buyer: Buyer) -> None:
    for number in range(5):
        known(number=f"KT-INS11{number}")
    page = sent(buyer, "KT-INS115")
    assert page.count('type="radio"') == 3


def test_a_suggestion_that_was_chosen_comes_in_the_place_of_the_number(buyer: Buyer) -> None:
    known(number="KT-INS114")
    fields = {"row-0-number": "KT-INS999", "row-0-choice": "KT-INS114", "row-0-quantity": "4"}
    buyer.client.post(reverse(PAGE), {**fields, "add": "1"})
    assert in_cart() == {"KT-INS114": 4}


def test_a_product_name_is_answered_with_products(buyer: Buyer) -> None:
    known(number="VM-9", name="Alginaat snelhardend")
    assert 'value="VM-9"' in sent(buyer, "graag ook alginaat")


def test_what_is_out_of_stock_can_be_ordered_all_the_same(buyer: Buyer) -> None:
    on_the_shelf(known(number="KT-1"), 2)
    assert "2 op voorraad, 3 volgen later" in sent(buyer, "KT-1;5")
    buyer.client.post(reverse(PAGE), {"text": "KT-1;5", "add": "1"})
    assert in_cart() == {"KT-1": 5}


def test_what_is_no_longer_made_stays_and_its_successor_is_offered(buyer: Buyer) -> None:
    new = known(number="KT-2", name="Turbine nieuw")
    old = known(number="KT-1", name="Turbine oud")
    old.product.successor = new.product
    old.product.save()
    Variant.objects.filter(pk=old.pk).update(is_discontinued=True)
    answer = buyer.client.post(reverse(PAGE), {"text": "KT-1;5", "add": "1"}, follow=True)
    page = answer.content.decode()
    assert in_cart() == {}
    assert "Turbine oud" in page
    assert re.search(r'type="radio" name="row-0-choice" value="KT-2"', page)
    assert re.search(r'name="row-0-quantity"[^>]*value="5"', page)


def test_the_last_pieces_of_what_is_no_longer_made_can_be_ordered(buyer: Buyer) -> None:
    variant = known(number="KT-1")
    on_the_shelf(variant, 2)
    Variant.objects.filter(pk=variant.pk).update(is_discontinued=True)
    assert "De laatste 2 stuks" in sent(buyer, "KT-1;2")
    buyer.client.post(reverse(PAGE), {"text": "KT-1;3", "add": "1"})
    assert in_cart() == {}
    buyer.client.post(reverse(PAGE), {"text": "KT-1;2", "add": "1"})
    assert in_cart() == {"KT-1": 2}


def test_what_is_not_published_is_not_known(buyer: Buyer) -> None:
    known(number="KT-1", is_published=False)
    assert "Dit artikel kennen wij niet." in sent(buyer, "KT-1")


def test_a_file_is_read_too(buyer: Buyer) -> None:
    known(number="KT-1")
    upload = SimpleUploadedFile("lijst.csv", "Artikel;Naam;Aantal\r\nKT-1;één;7\r\n".encode("cp1252"))
    buyer.client.post(reverse(PAGE), {"file": upload, "add": "1"})
    assert in_cart() == {"KT-1": 7}


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"%PDF-1.7", b"1" * 1_000_001])
def test_what_is_no_text_or_too_much_is_refused_and_nothing_typed_is_lost(
    buyer: Buyer, content: bytes
) -> None:
    known(number="KT-1")
    fields = {"file": SimpleUploadedFile("lijst.xlsx", content), "row-0-number": "KT-1", "text": "mijn tekst"}
    answer = buyer.client.post(reverse(PAGE), {**fields, "add": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="KT-1"' in page
    assert "mijn tekst" in page
    assert "error-summary" in page
    assert in_cart() == {}


def test_a_list_that_is_too_long_is_cut_with_a_message(buyer: Buyer) -> None:
    page = sent(buyer, "\n".join(f"A-{number}" for number in range(1_200)))
    assert "800 regels pasten niet" in page
    assert 'name="row-399-number"' in page


def test_as_many_questions_for_one_line_as_for_three_hundred(buyer: Buyer) -> None:
    for number in range(300):
        an_article(number=f"KT-{number:04}")
    catalogue.reindex_all()
    asked = []
    for lines in (1, 300):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find(read("\n".join(f"KT-{number:04} 2" for number in range(lines))).readings)
        asked.append(len(queries))
    assert asked == [2, 2]


def test_putting_three_hundred_lines_in_the_cart_asks_no_more_than_one(buyer: Buyer) -> None:
    for number in range(300):
        an_article(number=f"KT-{number:04}")
    catalogue.reindex_all()
    asked = []
    for lines in (1, 300):
        text = "\n".join(f"KT-{number:04} 2" for number in range(lines))
        buyer.client.post(reverse(PAGE), {"text": text})
        with CaptureQueriesContext(connection) as queries:
            buyer.client.post(reverse(PAGE), {"text": text, "add": "1"})
        asked.append(len(queries))
    assert CartLine.objects.count() == 300
    assert asked[1] - asked[0] <= 1  # SQLite takes a bulk insert in two bites


@pytest.mark.parametrize("role", [Membership.Role.READER, Membership.Role.BOOKKEEPER])
def test_who_may_not_order_is_told_so(role: str) -> None:
    client = Client()
    client.force_login(a_member(a_practice(), role=role))
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), {"text": "KT-1", "add": "1"}).status_code == 403


def test_a_stranger_signs_in_first() -> None:
    assert reverse("account_login") in Client().get(reverse(PAGE)).headers["Location"]
