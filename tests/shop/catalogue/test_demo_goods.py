"""The demo shop's goods are complete: every reference leads somewhere and every kind is there."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from pypdf import PdfReader
from stdnum import ean

from accounts.models import Practice, User
from shop.catalogue import carriage, drawings, search
from shop.catalogue.demo.load import load
from shop.catalogue.models import Document, Product, Variant, VatClass
from shop.orders.models import Order

FOLDER = Path(drawings.__file__).parent / "demo"
GOODS: dict[str, Any] = json.loads((FOLDER / "products.json").read_text())
PAPERS: dict[str, Any] = json.loads((FOLDER / "papers.json").read_text())
PRODUCTS: list[dict[str, Any]] = GOODS["products"]
VARIANTS = [variant for product in PRODUCTS for variant in product["variants"]]


def test_there_is_enough_to_shop_from() -> None:
    assert len(PRODUCTS) >= 130
    assert len(GOODS["categories"]) >= 13
    filled = {product["category"] for product in PRODUCTS}
    assert filled == {category["slug"] for category in GOODS["categories"]}


def test_numbers_are_unique_and_barcodes_valid() -> None:
    for key in ("number", "maker_number", "gtin"):
        assert len({variant[key] for variant in VARIANTS}) == len(VARIANTS), key
    assert all(ean.is_valid(variant["gtin"]) for variant in VARIANTS)
    assert all(variant["gtin"].startswith("2") for variant in VARIANTS), "a real article has this barcode"


def test_every_reference_leads_somewhere() -> None:
    slugs = {product["slug"] for product in PRODUCTS}
    codes = {attribute["code"] for attribute in GOODS["attributes"]}
    assert len(slugs) == len(PRODUCTS)
    for product in PRODUCTS:
        others = [*product.get("related", []), *product.get("fits", []), product.get("successor")]
        assert {other for other in others if other} <= slugs - {product["slug"]}, product["slug"]
        assert product["brand"] in GOODS["brands"]
        assert product["vat"] in VatClass.values
        assert product["drawing"] in drawings.families()
        assert product["device_class"] in Product.DeviceClass.values
        assert set(product.get("papers", [])) <= set(PAPERS)
        assert {code for variant in product["variants"] for code in variant["facts"]} <= codes


def test_a_medical_device_comes_with_instructions_and_declaration() -> None:
    for product in PRODUCTS:
        if product["device_class"]:
            kinds = {PAPERS[paper]["kind"] for paper in product["papers"]}
            assert {"ifu", "ce"} <= kinds, product["slug"]
            assert f"ce-{product['device_class']}" in product["papers"]


def test_every_kind_of_stock_label_occurs() -> None:
    assert any(variant["stock"] > 50 for variant in VARIANTS)
    assert any(0 < variant["stock"] < 4 for variant in VARIANTS)
    assert any(variant["stock"] == 0 and "expected_in_days" in variant for variant in VARIANTS)
    assert any(variant["stock"] == 0 and "expected_in_days" not in variant for variant in VARIANTS)
    gone = [product for product in PRODUCTS if product["variants"][0].get("discontinued")]
    assert gone
    assert all("successor" in product for product in gone)


def test_everything_is_said_in_both_languages() -> None:
    for product in PRODUCTS:
        assert product["name_en"]
        assert product["description"] != product["description_en"]
        assert all(bool(v.get("name")) == bool(v.get("name_en")) for v in product["variants"])
    assert all(PAPERS[paper][language]["text"] for paper in PAPERS for language in ("nl", "en"))


@pytest.mark.parametrize("family", drawings.families())
def test_a_drawing_can_stand_in_any_page(family: str) -> None:
    drawing = drawings.draw(family, "KT-INS114-DRE")
    assert ElementTree.fromstring(drawing).attrib["viewBox"] == "0 0 160 120"
    assert len(drawing) < 1_500
    assert not re.search(r"\bid=|style|<script|href|\$", drawing)


def test_a_drawing_is_the_same_every_time_and_another_article_looks_different() -> None:
    assert drawings.draw("gloves", "A") == drawings.draw("gloves", "A")
    looks = {drawings.draw("gloves", f"HS-{number}") for number in range(40)}
    assert len(looks) == len(drawings.ACCENTS)


def test_goods_without_a_drawing_of_their_own_come_in_a_box() -> None:
    assert drawings.draw("never drawn", "A") == drawings.draw("box", "A")


@pytest.mark.django_db
def test_the_demo_shop_can_be_loaded_twice(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    first, second = load(), load()
    assert first == second
    wanted = {variant["number"]: variant["stock"] for variant in VARIANTS if variant["stock"]}
    assert {stock.number: stock.quantity for stock in first}.items() <= wanted.items()
    assert Product.objects.filter(is_published=True).count() == len(PRODUCTS)
    assert search.find("KT-INS111-D-BLU").exact_variant_id == first[0].variant_id
    paper = Document.objects.filter(kind="ifu", language="nl").order_by("pk")[0]
    with paper.file.open() as file:
        assert PdfReader(file).pages[0].extract_text().startswith("Gebruiksaanwijzing")


@pytest.mark.django_db
def test_the_demo_shop_delivers_to_three_countries_and_free_from_150_euro(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    load()
    assert carriage.countries() == ["BE", "DE", "NL"]
    assert carriage.carriage_cents("NL", 500, 14_999) == 695
    assert carriage.carriage_cents("NL", 500, 15_000) == 0


@pytest.mark.django_db
def test_a_shop_for_measurements_is_the_same_each_time() -> None:
    call_command("seed_bench", products=30, practices=2, orders=3, stdout=StringIO())
    assert (Product.objects.count(), Variant.objects.count()) == (30, 45)
    assert search.find("D000007").product_ids
    order = Order.objects.get(number="B000000001")
    assert sum(line.net_cents for line in order.lines.all()) == order.goods_cents
    assert (Practice.objects.count(), User.objects.count()) == (2, 2)
