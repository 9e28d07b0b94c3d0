"""Finance reads statements in and says what a transfer is for; nobody else sees them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shop.invoicing import services
from shop.invoicing.models import BankLine
from tests.shop.builders import a_colleague_of_the_house
from tests.shop.invoicing.statements import OURS, an_invoice, camt, entry

pytestmark = pytest.mark.django_db
State = BankLine.State


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}


def line() -> BankLine:
    return BankLine.objects.get()


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


def desk(role: str) -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house(role))
    return client


def test_a_statement_is_read_and_what_is_left_is_booked_by_hand() -> None:
    client, invoice = desk("finance"), an_invoice()
    answer = client.post(
        "/beheer/invoicing/bankfile/read/", {"file": SimpleUploadedFile("a.xml", camt(entry(1_210)))}
    )
    assert answer.url.endswith("bankline/?state__exact=open")  # type: ignore[attr-defined]
    page = f"/beheer/invoicing/bankline/{line().pk}/book/"
    assert invoice.number in client.get(page).content.decode()
    assert client.post(page, {"number": invoice.number, "amount": "99,00"}).status_code == 200
    assert client.post(page, {"number": "F2020-000001", "amount": "1,00"}).status_code == 200
    assert client.post(page, {"number": invoice.number, "amount": "12,10"}).status_code == 302
    assert (invoice.open_now(), line().state) == (0, State.BOOKED)


def test_a_file_that_cannot_be_read_says_why() -> None:
    file = SimpleUploadedFile("a.xml", camt(entry(1), account="NL91ABNA0417164300"))
    page = desk("finance").post("/beheer/invoicing/bankfile/read/", {"file": file})
    assert page.context["form"].errors["file"]
    assert not BankLine.objects.exists()


def test_what_is_for_no_invoice_is_set_aside_with_its_reason() -> None:
    services.import_file(camt(entry(300)))
    client = desk("finance")
    assert (
        client.post(f"/beheer/invoicing/bankline/{line().pk}/book/", {"reason": "rente"}).status_code == 302
    )
    assert line().state == State.SET_ASIDE


@pytest.mark.parametrize("role", ["sales", "service", "warehouse"])
def test_others_see_nothing_of_the_bank(role: str) -> None:
    services.import_file(camt(entry(300)))
    client = desk(role)
    for page in ("bankline/", f"bankline/{line().pk}/book/", "bankfile/", "bankfile/read/"):
        assert client.get(f"/beheer/invoicing/{page}").status_code == 403
