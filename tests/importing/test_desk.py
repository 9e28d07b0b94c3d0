"""At the desk a list is given, looked at by a job, applied, undone; each sees what their role may take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from d4d.foundation.models import ImportBatch
from shop.catalogue.models import Category, Variant
from tests.accounts.people import signed_in
from tests.promises.people import relay_all
from tests.shop.builders import a_colleague_of_the_house

pytestmark = pytest.mark.django_db
LIST = "number;product;name;category;brand;price\nX1;boor;Boor;boren;Merk;12,50\n"


@pytest.fixture
def sales() -> Client:
    Category.objects.create(slug="boren", name="Boren", name_en="Drills")
    return signed_in(a_colleague_of_the_house("sales"), second_factor=True)


def give(client: Client, text: str, kind: str = "products"):
    file = SimpleUploadedFile("lijst.csv", text.encode())
    return client.post(reverse("admin:foundation_list_read"), {"list_kind": kind, "file": file})


def press(client: Client, act: str) -> None:
    batch = ImportBatch.objects.get()
    assert client.post(reverse("admin:foundation_importbatch_act", args=[batch.pk, act])).status_code == 302
    relay_all()


def test_a_list_goes_from_file_to_report_to_shelf_and_back(sales):
    assert give(sales, LIST).status_code == 302
    relay_all()
    assert (ImportBatch.objects.get().state, Variant.objects.count()) == ("ready", 0)
    press(sales, "apply")
    assert Variant.objects.get().number == "X1"
    press(sales, "undo")
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.content, Variant.objects.count()) == ("undone", None, 0)


def test_the_page_says_what_is_wrong_and_offers_no_way_on(sales):
    give(sales, LIST.replace("12,50", "gratis"))
    relay_all()
    page = sales.get(reverse("admin:foundation_importbatch_change", args=[ImportBatch.objects.get().pk]))
    assert "<strong>price</strong>" in page.content.decode()
    assert "apply/do" not in page.content.decode()


def test_what_is_no_list_is_refused_by_the_job(sales):
    give(sales, "PK\x03\x04 nothing")
    relay_all()
    assert ImportBatch.objects.get().state == "refused"


def test_each_role_sees_its_own_kinds_only(sales):
    give(sales, LIST)
    batch = ImportBatch.objects.get()
    warehouse = signed_in(a_colleague_of_the_house("warehouse"), second_factor=True)
    assert b"Voorraad" in warehouse.get(reverse("admin:foundation_list_read")).content
    assert give(warehouse, LIST).status_code == 200
    assert ImportBatch.objects.count() == 1
    page = warehouse.post(reverse("admin:foundation_importbatch_act", args=[batch.pk, "discard"]))
    assert page.status_code == 404
    example = reverse("admin:foundation_list_example", args=["products"])
    assert warehouse.get(example).status_code == 404
    assert sales.get(example).content.decode().lstrip("\ufeff").startswith("number;product;")
