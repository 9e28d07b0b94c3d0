"""What visitors and practices see of the goods."""

import re

import pytest
from django.test import Client

from accounts.models import Membership, Practice
from shop.catalogue.models import Document, Price, Product, Variant
from tests.shop.catalogue.builders import (
    a_brand,
    a_category,
    a_fact,
    a_member,
    a_practice,
    a_product,
)
from tests.shop.catalogue.reading import names_on, numbers_on, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rates")]


def test_a_shelf_shows_what_is_for_sale_in_it_and_in_the_shelves_inside(client: Client) -> None:
    inside = a_category("Turbines", parent=a_category("Handstukken"))
    a_product("Turbine", category=inside)
    a_product("Hoekstuk", category=a_category("Handstukken"))
    a_product("Spray", category=a_category("Reiniging"))
    a_product("Concept", category=inside, is_published=False)
    a_product("Oud", category=inside, variant={"is_discontinued": True})
    assert names_on(page(client, "/producten/handstukken/")) == ["Hoekstuk", "Turbine"]
    assert names_on(page(client, "/producten/turbines/")) == ["Turbine"]
    assert names_on(page(client, "/producten/")) == ["Hoekstuk", "Spray", "Turbine"]


@pytest.mark.parametrize(
    "address", ["/producten/bestaat-niet/", "/product/bestaat-niet/", "/document/999/", "/plaatje/x-y.svg"]
)
def test_what_is_not_there_is_404(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404


def test_an_unpublished_product_and_its_papers_are_not_shown(client: Client) -> None:
    product = a_product("Concept", is_published=False, slug="concept")
    paper = Document.objects.create(product=product, kind="ifu", file="documents/x.pdf")
    assert client.get("/product/concept/").status_code == 404
    assert client.get(f"/document/{paper.pk}/").status_code == 404


def test_a_choice_of_connection_gives_exactly_the_variants_that_have_it(client: Client) -> None:
    both = a_product("Turbine", numbers=["T-MULTI", "T-ROTO"])
    only = a_product("Hoekstuk", numbers=["H-MULTI"])
    neither = a_product("Motor", numbers=["M-1"])
    for number, value in (("T-MULTI", "MULTIflex"), ("T-ROTO", "Roto Quick"), ("H-MULTI", "MULTIflex")):
        a_fact(Variant.objects.get(number=number), "aansluiting", value)
    a_fact(neither.variants.get(), "kleur", "blauw")
    html = page(client, "/producten/hoekstukken/?aansluiting=MULTIflex")
    assert names_on(html) == [only.name, both.name]
    assert numbers_on(html) == ["H-MULTI", "T-MULTI"]
    assert names_on(page(client, "/producten/hoekstukken/?aansluiting=MULTIflex&aansluiting=Roto+Quick")) == [
        only.name,
        both.name,
    ]
    assert names_on(page(client, "/producten/hoekstukken/?aansluiting=MULTIflex&kleur=blauw")) == []


def test_the_number_behind_a_choice_counts_under_the_other_choices(client: Client) -> None:
    for name, brand, colour in (("A", "KaVo", "rood"), ("B", "KaVo", "blauw"), ("C", "NSK", "rood")):
        a_fact(a_product(name, brand=a_brand(brand)).variants.get(), "kleur", colour)
    html = page(client, "/producten/hoekstukken/?kleur=rood")
    counts = re.findall(r'name="(\w+)" value="(\w+)"( checked)?><span>[^<]*</span><span[^>]*>(\d+)<', html)
    assert counts[1:] == [
        ("merk", "kavo", "", "1"),
        ("merk", "nsk", "", "1"),
        ("kleur", "blauw", "", "1"),
        ("kleur", "rood", " checked", "2"),
    ]


def test_stock_narrows_to_what_can_be_sent_today(client: Client) -> None:
    a_product("Leeg", variant={"on_hand": 3, "allocated": 3})
    a_product("Vol")
    assert names_on(page(client, "/producten/hoekstukken/?voorraad=1")) == ["Vol"]


@pytest.mark.parametrize(
    ("order", "names"),
    [("", "ABC"), ("prijs", "CAB"), ("prijs-af", "BAC"), ("nieuw", "CBA"), ("onzin", "ABC")],
)
def test_a_list_is_ordered_as_asked(order: str, names: str, client: Client) -> None:
    for name, unit_price_e4 in (("A", 20_000), ("B", 30_000), ("C", 10_000)):
        a_product(name, variant={"unit_price_e4": unit_price_e4})
    assert names_on(page(client, f"/producten/hoekstukken/?volgorde={order}")) == list(names)


def test_a_long_list_has_pages(client: Client) -> None:
    for number in range(30):
        a_product(f"Boor {number:02d}")
    first, second = (page(client, f"/producten/hoekstukken/?pagina={number}") for number in (1, 2))
    assert names_on(first) == [f"Boor {number:02d}" for number in range(24)]
    assert names_on(second) == [f"Boor {number:02d}" for number in range(24, 30)]
    assert names_on(page(client, "/producten/hoekstukken/?pagina=999")) == names_on(second)
    assert 'href="?pagina=2" rel="next"' in first


@pytest.mark.parametrize(
    "query", ["merk=%00", "kleur=%00&pagina=-1", "pagina=x", "voorraad=9", "volgorde=%27"]
)
def test_nonsense_in_the_address_shows_a_page(query: str, client: Client) -> None:
    a_fact(a_product().variants.get(), "kleur", "rood")
    page(client, f"/producten/hoekstukken/?{query}")


def test_the_very_number_leads_to_its_product(client: Client) -> None:
    product = a_product("Turbine", numbers=["KT-INS114-DRE"], slug="turbine")
    response = client.get("/zoeken/", {"q": "kt ins114 dre"})
    assert (response.status_code, response["Location"]) == (
        302,
        f"/product/turbine/#v{product.variants.get().pk}",
    )


def test_a_search_shows_what_it_made_of_a_typo(client: Client) -> None:
    a_product("Turbine")
    html = page(client, "/zoeken/?q=turbien")
    assert names_on(html) == ["Turbine"]
    assert "“turbine”" in html


def test_a_search_can_be_narrowed_and_ordered(client: Client) -> None:
    a_product("Boor rood", brand=a_brand("NSK"), variant={"unit_price_e4": 30_000})
    a_product("Boor blauw", variant={"unit_price_e4": 20_000})
    a_product("Boor groen", variant={"unit_price_e4": 10_000})
    assert names_on(page(client, "/zoeken/?q=boor&merk=kavo")) == ["Boor blauw", "Boor groen"]
    assert names_on(page(client, "/zoeken/?q=boor&volgorde=prijs")) == [
        "Boor groen",
        "Boor blauw",
        "Boor rood",
    ]


@pytest.mark.parametrize("query", ["", "xqzwvk"])
def test_a_search_without_an_answer_offers_the_shelves(query: str, client: Client) -> None:
    a_category("Reiniging")
    assert 'href="/producten/reiniging/"' in page(client, f"/zoeken/?q={query}").split("<main")[1]


def test_what_was_typed_is_shown_as_text(client: Client) -> None:
    assert "<script>alert" not in page(client, "/zoeken/?q=<script>alert(1)</script>")


def test_english_readers_get_english_names(client: Client) -> None:
    a_product("Hoekstuk", name_en="Contra-angle", category=a_category("Boren", name_en="Burs"))
    client.cookies["django_language"] = "en"
    html = page(client, "/producten/boren/")
    assert names_on(html) == ["Contra-angle"]
    assert "<h1>Burs</h1>" in html
    assert names_on(page(client, "/zoeken/?q=contra-angle")) == ["Contra-angle"]


@pytest.mark.parametrize(
    ("role", "state", "professionals_only", "may_order"),
    [
        (Membership.Role.BUYER, Practice.State.APPROVED, True, True),
        (Membership.Role.MANAGER, Practice.State.PENDING, False, True),
        (Membership.Role.MANAGER, Practice.State.PENDING, True, False),
        (Membership.Role.READER, Practice.State.APPROVED, False, False),
        (Membership.Role.BOOKKEEPER, Practice.State.APPROVED, False, False),
    ],
)
def test_who_may_order_sees_a_way_to(
    role: str, state: str, professionals_only: bool, may_order: bool, client: Client
) -> None:
    a_product("Turbine", slug="turbine", is_professionals_only=professionals_only)
    client.force_login(a_member(a_practice(state=state), role))
    for address in ("/product/turbine/", "/producten/hoekstukken/", "/zoeken/?q=turbine"):
        assert ('name="quantity"' in page(client, address)) is may_order, address


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    a_product("Turbine", slug="turbine")
    html = page(client, "/producten/hoekstukken/")
    assert "?next=/product/turbine/" in html
    assert 'name="quantity"' not in html


def test_each_practice_sees_its_own_price_and_no_other(client: Client) -> None:
    product = a_product("Turbine", slug="turbine")
    mine, yours = a_practice(), a_practice(sees_prices_including_vat=True)
    Price.objects.create(variant=product.variants.get(), practice=mine, unit_price_e4=420_000)
    shown = {}
    for name, practice in (("mine", mine), ("yours", yours)):
        client.force_login(a_member(practice))
        for address in ("/producten/hoekstukken/", "/product/turbine/"):
            main = re.findall(r'price__main">\s*([^<]*?)\s*<', page(client, address))
            shown[name, address] = [text.replace("\xa0", " ") for text in main]
    assert set(
        map(tuple, (shown["mine", one] for one in ("/producten/hoekstukken/", "/product/turbine/")))
    ) == {("€ 42,00",)}
    assert set(
        map(tuple, (shown["yours", one] for one in ("/producten/hoekstukken/", "/product/turbine/")))
    ) == {("€ 121,00",)}


def test_a_remembered_card_carries_the_token_of_who_looks_at_it() -> None:
    a_product("Turbine")
    tokens = set()
    for _ in range(2):
        client = Client(enforce_csrf_checks=True)
        client.force_login(a_member())
        html = page(client, "/producten/hoekstukken/")
        found = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', html.split("<main")[1])
        assert len(found[0]) == 64
        tokens.add(found[0])
    assert len(tokens) == 2


def test_a_card_follows_a_change_of_price_or_stock_at_once(client: Client) -> None:
    product = a_product("Turbine")
    assert "badge--ok" in page(client, "/producten/hoekstukken/")
    Variant.objects.filter(product=product).update(on_hand=2, unit_price_e4=880_000)
    html = page(client, "/producten/hoekstukken/")
    assert "88,00" in html
    assert "badge--warn" in html


def test_a_visitor_gets_no_cookie_and_no_second_copy(client: Client) -> None:
    a_product("Turbine", slug="turbine")
    for address in ("/producten/hoekstukken/", "/product/turbine/"):
        first = client.get(address)
        assert not first.cookies
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    Product.objects.filter(slug="turbine").update(name="Turbine Nieuw")
    assert client.get("/product/turbine/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_what_a_practice_sees_is_kept_by_nobody(client: Client) -> None:
    a_product("Turbine", slug="turbine")
    client.force_login(a_member())
    response = client.get("/product/turbine/")
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response


def test_the_front_door_shows_the_shelves_and_what_is_new(client: Client) -> None:
    a_product("Oud", category=a_category("Boren"))
    a_product("Nieuw", category=a_category("Boren"))
    a_product("Lamp", category=a_category("Lampen"))
    html = page(client, "/")
    assert names_on(html) == ["Lamp", "Nieuw"]
    assert 'href="/producten/boren/"' in html.split("<main")[1]


@pytest.mark.parametrize(("is_member", "status"), [(False, 302), (True, 403)])
def test_a_visitor_changes_the_language_without_a_token(is_member: bool, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    if is_member:
        client.force_login(a_member())
    response = client.post("/taal/", {"language": "en", "next": "/producten/"})
    assert response.status_code == status
    assert ("django_language" in response.cookies) is not is_member
