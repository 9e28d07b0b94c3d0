"""The code on a device fills in the form; a wrong one is refused with the reason."""

import pytest

from contracts.devices.models import Device, ProductService
from tests.contracts.devices.builders import a_kind, a_visitor, answers
from tests.shop.builders import an_article

pytestmark = pytest.mark.django_db
NEW = "/mijn/apparaten/nieuw/"
CODE = "(01)08712345678906(10)LOT7(21)SN-4711"


def test_a_scanned_code_fills_in_the_boxes() -> None:
    _user, client = a_visitor()
    page = client.post(NEW, {"code": CODE, "scan": "1", "room": "Kamer 1"}).content.decode()
    for value in ("08712345678906", "LOT7", "SN-4711", "Kamer 1"):
        assert f'value="{value}"' in page
    assert not Device.objects.exists()


def test_an_article_of_ours_is_known_by_its_number() -> None:
    kind, article = a_kind("scaler"), an_article(name="Scaler Piezo", gtin="8712345678906")
    ProductService.objects.create(product=article.product, kind=kind)
    _user, client = a_visitor()
    page = client.post(NEW, {"code": CODE, "scan": "1"}).content.decode()
    assert 'value="Merk"' in page
    assert 'value="Scaler Piezo"' in page
    assert f'value="{kind.pk}" selected' in page


def test_a_code_goes_along_without_pressing_read_first() -> None:
    _user, client = a_visitor()
    assert client.post(NEW, answers(serial="", code=CODE)).status_code == 302
    device = Device.objects.get()
    assert (device.serial, device.lot, device.udi_di) == ("SN-4711", "LOT7", "08712345678906")


def test_the_product_is_found_by_the_number_and_by_its_name() -> None:
    article = an_article(name="Scaler Piezo", gtin="8712345678906")
    _user, client = a_visitor()
    client.post(NEW, answers(code=CODE, serial=""))
    client.post(NEW, answers(brand="merk", model="scaler piezo", serial="SN-2"))
    assert set(Device.objects.values_list("product_id", "variant_id")) == {(article.product_id, None)}


@pytest.mark.parametrize("code", ["(01)08712345678907(21)SN-1", "0108712345678907", "zomaar iets"])
def test_a_wrong_code_is_refused(code: str) -> None:
    _user, client = a_visitor()
    for sent in ({"code": code, "scan": "1"}, answers(code=code)):
        answer = client.post(NEW, sent)
        assert answer.status_code == 422
        assert 'id="id_code_error"' in answer.content.decode()
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("8712345678906", "08712345678906"), ("0871234 5678906", "08712345678906"), ("8712345678907", None)],
)
def test_the_check_digit_of_a_typed_udi_is_looked_at(typed: str, kept: str | None) -> None:
    _user, client = a_visitor()
    answer = client.post(NEW, answers(udi_di=typed))
    assert answer.status_code == (302 if kept else 422)
    assert list(Device.objects.values_list("udi_di", flat=True)) == ([kept] if kept else [])
