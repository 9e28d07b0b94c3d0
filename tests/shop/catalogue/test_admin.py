"""The desk: what staff change is found, priced and checked at once."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import User
from d4d.foundation import relay
from shop.catalogue import search
from shop.catalogue.models import Brand, Price, Product, Variant
from tests.accounts.people import dutch
from tests.shop.catalogue.builders import a_brand, a_category, a_fact, a_practice, a_product, the_vat_rates
from tests.shop.catalogue.desk import change

pytestmark = pytest.mark.django_db
LISTS = [
    "product",
    "variant",
    "category",
    "brand",
    "attribute",
    "price",
    "pricegroup",
    "vatrate",
    "carriagerate",
]


def test_a_product_renamed_at_the_desk_is_found_by_its_new_name(staff: Client) -> None:
    product = a_product("Turbine")
    assert change(staff, "product", product.pk, name="Luchtmotor", name_en="Airmotor").status_code == 302
    assert search.find("luchtmotor").product_ids == [product.pk]
    assert search.find("turbine").product_ids == []


def test_a_price_is_typed_in_euros(staff: Client) -> None:
    product = a_product("Turbine")
    change(staff, "product", product.pk, **{"variants-0-unit_price_e4": "12,3456"})
    assert product.variants.get().unit_price_e4 == 123_456


@pytest.mark.parametrize("typed", ["-1", "", "veel", "1,23456", "NaN", "Infinity", "9" * 30])
def test_what_is_no_price_is_refused(typed: str, staff: Client) -> None:
    product = a_product("Turbine")
    refused = change(staff, "product", product.pk, **{"variants-0-unit_price_e4": typed})
    assert refused.status_code == 200
    assert product.variants.get().unit_price_e4 == 1_000_000


def test_a_page_that_is_saved_as_it_was_changes_no_price(staff: Client) -> None:
    product = a_product("Turbine", variant={"unit_price_e4": 1_234_500})
    assert change(staff, "product", product.pk).status_code == 302
    assert product.variants.get().unit_price_e4 == 1_234_500


def test_stock_is_not_written_at_this_desk(staff: Client) -> None:
    product = a_product("Turbine")
    change(staff, "product", product.pk, **{"variants-0-on_hand": "999", "variants-0-allocated": "9"})
    assert (product.variants.get().on_hand, product.variants.get().allocated) == (20, 0)


@pytest.mark.parametrize("kind", ["product", "variant"])
def test_pieces_set_aside_while_staff_save_stay_set_aside(kind: str, staff: Client) -> None:
    variant = a_product("Turbine").variants.get()
    number = "variants-0-number" if kind == "product" else "number"

    def a_customer_orders(instance: Variant, **_: Any) -> None:
        pre_save.disconnect(a_customer_orders, sender=Variant)
        assert Variant.objects.reserve(instance.pk, 3)

    pre_save.connect(a_customer_orders, sender=Variant)
    changed = variant.product_id if kind == "product" else variant.pk
    assert change(staff, kind, changed, **{number: "D4D-NIEUW"}).status_code == 302
    before, then = variant.updated_at, Variant.objects.get()
    assert (then.number, then.allocated) == ("D4D-NIEUW", 3)
    assert then.updated_at > before


def test_what_another_changed_in_a_product_meanwhile_stays(staff: Client) -> None:
    product = a_product("Turbine", description="Oud")

    def a_colleague_writes(instance: Product, **_: Any) -> None:
        pre_save.disconnect(a_colleague_writes, sender=Product)
        Product.objects.filter(pk=instance.pk).update(description="Nieuw")

    pre_save.connect(a_colleague_writes, sender=Product)
    assert change(staff, "product", product.pk, name="Luchtmotor").status_code == 302
    product.refresh_from_db()
    assert (product.name, product.description) == ("Luchtmotor", "Nieuw")


def a_photo(kind: str) -> bytes:
    if kind == "SVG":
        return b"<svg/>"
    written = BytesIO()
    Image.new("RGB", (20, 10), "red").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "is_taken"),
    [
        ("blad.pdf", b"%PDF-1.7 inhoud", True),
        ("BLAD.PDF", b"%PDF-1.7 inhoud", True),
        ("blad.html", b"%PDF-1.7 inhoud", False),
        ("blad.pdf", b"<script>alert(1)</script>", False),
        ("blad.svg", b"<svg/>", False),
    ],
)
def test_a_paper_is_a_pdf(name: str, content: bytes, is_taken: bool, staff: Client) -> None:
    product = a_product("Turbine")
    paper = {"documents-TOTAL_FORMS": "1", "documents-0-kind": "ifu", "documents-0-language": "nl"}
    upload: Any = SimpleUploadedFile(name, content)
    answer = change(staff, "product", product.pk, **paper, **{"documents-0-file": upload})
    assert product.documents.exists() is is_taken
    assert (dutch("Only PDF files can be papers of a product.") in answer.content.decode()) is not is_taken


@pytest.mark.parametrize(
    ("name", "kind", "is_taken"),
    [
        ("foto.jpg", "JPEG", True),
        ("foto.png", "PNG", True),
        ("foto.webp", "WEBP", True),
        ("foto.gif", "GIF", False),
        ("foto.jpg", "TIFF", False),
        ("foto.svg", "SVG", False),
    ],
)
def test_a_photo_is_of_a_kind_we_tidy(name: str, kind: str, is_taken: bool, staff: Client) -> None:
    product = a_product("Turbine")
    upload: Any = SimpleUploadedFile(name, a_photo(kind))
    assert (change(staff, "product", product.pk, picture=upload).status_code == 302) is is_taken
    product.refresh_from_db()
    assert bool(product.picture) is is_taken
    if product.picture:
        with product.picture.open() as file, Image.open(file) as kept:
            assert kept.format == "WEBP"


def test_a_device_that_was_not_checked_is_refused_with_a_clear_message(staff: Client) -> None:
    product = a_product(
        "Scaler", is_published=False, device_class="IIa", has_ce_mark=True, is_implantable=False
    )
    answer = change(staff, "product", product.pk, is_published="on")
    assert answer.status_code == 200
    said = answer.context["adminform"].form.errors["is_published"][0]
    assert said.count(";") == 1
    product.refresh_from_db()
    assert not product.is_published


def test_a_device_that_was_checked_is_offered_with_the_name_of_who_did(staff: Client) -> None:
    seen = dict.fromkeys(("has_ce_mark", "has_dutch_instructions", "has_udi"), True) | {
        "is_implantable": False
    }
    product = a_product("Scaler", is_published=False, device_class="IIa", **seen)
    assert change(staff, "product", product.pk, is_published="on").status_code == 302
    product.refresh_from_db()
    assert product.is_published
    assert product.checked_by == User.objects.get(email="balie@d4d.example").subject.uuid
    assert search.find("scaler").product_ids == [product.pk]


def test_a_product_taken_off_the_shelf_is_not_found(staff: Client) -> None:
    product = a_product("Turbine")
    assert change(staff, "product", product.pk, is_published=None).status_code == 302
    assert search.find("turbine").product_ids == []


def test_a_job_lets_a_brand_be_found_by_its_new_name_each_time_it_has_one(staff: Client) -> None:
    product = a_product("Turbine", brand=a_brand("Oudmerk"))
    for name in ("Nieuwmerk", "Anderhuis"):
        change(staff, "brand", Brand.objects.get().pk, name=name)
        assert search.find(name).product_ids == []
        assert relay.run_once() == 1
        assert search.find(name).product_ids == [product.pk]
    change(staff, "brand", Brand.objects.get().pk, slug="anders")
    assert relay.run_once() == 0


def test_a_job_lets_what_lies_inside_a_renamed_category_be_found_by_it(staff: Client) -> None:
    outer = a_category("Handstukken")
    product = a_product("Turbine", category=a_category("Snelloop", parent=outer))
    change(staff, "category", outer.pk, name="Roterend")
    relay.run_once()
    assert search.find("roterend").product_ids == [product.pk]


def test_a_fact_of_a_variant_is_found(staff: Client) -> None:
    variant = a_product("Turbine").variants.get()
    fact = a_fact(variant, "kleur", "rood")
    change(staff, "variant", variant.pk, **{"facts-0-value": "fuchsia"})
    fact.refresh_from_db()
    assert fact.value == "fuchsia"
    assert search.find("fuchsia").product_ids == [variant.product_id]


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_many(kind: str, staff: Client) -> None:
    counts = []
    staff.get(f"/beheer/catalogue/{kind}/")  # the menu is put together once a process
    for rows in (1, 24):
        for place in range(rows):
            product = a_product(brand=a_brand(f"Merk {rows} {place}"))
            a_fact(product.variants.get(), f"kenmerk-{rows}-{place}", "x")
            Price.objects.create(variant=product.variants.get(), practice=a_practice(), unit_price_e4=1)
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(f"/beheer/catalogue/{kind}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_every_table_that_staff_keep_has_a_desk() -> None:
    kept = {model._meta.model_name for model in site._registry if model._meta.app_label == "catalogue"}
    assert kept == {*LISTS, "searchcount"}  # which is counted, not kept


def test_rates_are_shown(staff: Client) -> None:
    the_vat_rates()
    assert "210" in staff.get("/beheer/catalogue/vatrate/").content.decode()
    assert Product.objects.count() == Variant.objects.count() == 0
