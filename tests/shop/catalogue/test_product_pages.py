"""What the page of a product shows, with its papers and pictures."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from d4d.foundation import clock
from shop.cart.quote import Wanted, quote
from shop.catalogue import pictures, services
from shop.catalogue.models import Document, Price, ProductLink, Variant
from tests.shop.builders import a_practice
from tests.shop.catalogue.builders import (
    a_fact,
    a_product,
)
from tests.shop.catalogue.reading import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rates")]


def test_a_product_page_tells_everything_about_it(client: Client) -> None:
    product = a_product(
        "Turbine", slug="turbine", numbers=["T-1", "T-2"], device_class="", description="Stil."
    )
    other = a_product("Koppeling", slug="koppeling")
    ProductLink.objects.create(product=product, other=other, kind="fits")
    first, second = product.variants.order_by("position")
    for variant in (first, second):
        a_fact(variant, "materiaal", "titanium")
    a_fact(first, "kleur", "rood")
    Price.objects.create(variant=first, from_quantity=10, unit_price_e4=900_000)
    Variant.objects.filter(pk=second.pk).update(on_hand=0, expected_on=clock.today() + timedelta(12))
    html = page(client, "/product/turbine/")
    for said in (
        "T-1",
        "T-2",
        "Stil.",
        "100,00",
        "121,00",
        "90,00",
        "titanium",
        "Kleur: rood",
        "/product/koppeling/",
    ):
        assert said in html, said
    assert html.count("titanium") == 1
    assert html.count("badge--info") == 1


def test_a_product_that_is_no_longer_made_leads_to_its_successor(client: Client) -> None:
    successor = a_product("Turbine 2", slug="turbine-2")
    a_product("Turbine 1", slug="turbine-1", successor=successor, variant={"is_discontinued": True})
    html = page(client, "/product/turbine-1/")
    assert 'href="/product/turbine-2/"' in html
    assert 'name="quantity"' not in html


def test_a_paper_can_be_fetched(client: Client) -> None:
    paper = Document(product=a_product(), kind="ifu")
    paper.file.save("handleiding.pdf", ContentFile(b"%PDF-1.4 hello"))
    response = client.get(f"/document/{paper.pk}/")
    assert b"".join(response.streaming_content) == b"%PDF-1.4 hello"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"


def test_a_paper_is_never_a_page_of_ours(client: Client) -> None:
    paper = Document(product=a_product(), kind="ifu")
    paper.file.save("handleiding.html", ContentFile(b"<script>alert(1)</script>"))
    response = client.get(f"/document/{paper.pk}/")
    response.close()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_drawing_may_be_kept_for_ever(client: Client) -> None:
    response = client.get("/plaatje/turbine-some-slug.svg")
    assert (response["Content-Type"], "immutable" in response["Cache-Control"]) == ("image/svg+xml", True)


def test_a_photo_is_shown_at_the_size_of_the_page_and_without_what_the_camera_wrote(client: Client) -> None:
    from io import BytesIO

    from PIL import Image

    photo = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "made by somebody"
    Image.new("RGB", (2000, 1000), "red").save(photo, "JPEG", exif=exif)
    product = a_product(slug="turbine")
    services.set_picture(product.pk, pictures.tidied(SimpleUploadedFile("Mijn foto.jpg", photo.getvalue())))
    address = re.findall(r'src="(/foto/[^"]+)"', page(client, "/product/turbine/"))[0]
    shown = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    with Image.open(BytesIO(shown)) as picture:
        assert (picture.size, picture.format, dict(picture.getexif())) == ((640, 480), "WEBP", {})


def test_a_service_says_nothing_of_stock_on_its_page_its_card_or_in_the_cart(client: Client) -> None:
    product = a_product("Onderhoud", slug="onderhoud", numbers=["O-1"], is_service=True)
    variant = product.variants.get()
    Variant.objects.filter(pk=variant.pk).update(on_hand=0)
    html, shelf = page(client, "/product/onderhoud/"), page(client, f"/producten/{product.category.slug}/")
    for words in ("Op bestelling", "Voorraad", "op voorraad: "):
        assert words not in html
    assert ("Op bestelling" in shelf, "Dienst" in shelf) == (False, True)
    variant.refresh_from_db()
    (line,) = quote(a_practice(), [Wanted(variant, 2)], "NL").lines
    assert (line.at_once, line.later) == (0, 0)
