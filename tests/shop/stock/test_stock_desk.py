"""The warehouse books goods in with a scan, counts them, and cannot rewrite the ledger."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop.catalogue.services import index_product
from shop.stock.models import Batch, Movement, Supplier
from tests.accounts.people import a_clerk, signed_in, somebody_of_the_staff
from tests.shop.builders import an_article, asked, on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """Staff with a used second factor."""
    return signed_in(somebody_of_the_staff(), second_factor=True)


def test_a_scan_is_enough_to_book_a_box_in(desk: Client) -> None:
    variant = an_article(gtin="4012345678901", is_lot_tracked=True, has_expiry=True)
    supplier = Supplier.objects.create(name="Groothandel")
    code = "(01)04012345678901(17)401231(10)ABC123(30)12"
    answer = desk.post(reverse("admin:stock_receipt"), {"scan": code, "supplier": supplier.pk})
    assert answer.status_code == 302
    batch = Batch.objects.get()
    assert (batch.variant, batch.lot, batch.on_hand, batch.supplier) == (variant, "ABC123", 12, supplier)
    assert str(batch.expires_on) == "2040-12-31"
    assert Movement.objects.get().actor is not None


def test_a_serial_number_is_one_piece_and_a_number_is_known_in_any_spacing(desk: Client) -> None:
    variant = an_article(number="KT-INS114-DRE", is_serial_tracked=True)
    index_product(variant.product_id)
    answer = desk.post(reverse("admin:stock_receipt"), {"article": "kt ins 114 dre", "serial": "SN-7"})
    assert answer.status_code == 302
    batch = Batch.objects.get()
    assert (batch.variant, batch.serial, batch.on_hand) == (variant, "SN-7", 1)


def test_a_number_that_two_articles_bear_is_not_guessed(desk: Client) -> None:
    for number in ("D4D-1", "D4D-2"):
        index_product(an_article(number=number, maker_number="77.12.3").product_id)
    answer = desk.post(reverse("admin:stock_receipt"), {"article": "77123", "quantity": "1"})
    assert answer.context["form"].errors.keys() == {"article"}
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"scan": "onzin", "quantity": "3"},
        {"article": "bestaat-niet", "quantity": "3"},
        {"article": "D4D-LOT", "quantity": "0"},
        {"article": "D4D-LOT", "quantity": "3"},
        {},
    ],
)
def test_a_wrong_receipt_says_why_and_keeps_what_was_typed(desk: Client, typed: dict[str, str]) -> None:
    an_article(number="D4D-LOT", is_lot_tracked=True)
    answer = desk.post(reverse("admin:stock_receipt"), {**typed, "reference": "PB-77"})
    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert "PB-77" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_count_and_an_adjustment_are_booked(desk: Client) -> None:
    batch = on_the_shelf(an_article(), 10)
    page = reverse("admin:stock_put_right", args=[batch.pk])
    desk.post(page, {"counted": "8"})
    desk.post(page, {"quantity": "-1", "reason": "gebroken"})
    batch.refresh_from_db()
    assert batch.on_hand == 7
    assert desk.post(page, {"quantity": "-8", "reason": "te veel"}).status_code == 200
    assert list(Movement.objects.order_by("pk").values_list("quantity", flat=True)) == [10, -2, -1]


def test_the_ledger_is_read_only(desk: Client) -> None:
    on_the_shelf(an_article(), 10)
    movement = Movement.objects.get()
    page = reverse("admin:stock_movement_change", args=[movement.pk])
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"quantity": "99"}).status_code == 403
    assert desk.get(reverse("admin:stock_movement_add")).status_code == 403


def test_what_lies_on_the_shelf_is_never_saved_by_hand(desk: Client) -> None:
    batch = on_the_shelf(an_article(), 10)
    page = reverse("admin:stock_batch_change", args=[batch.pk])
    assert desk.post(page, {"_save": "1"}).status_code == 403
    assert 'name="_save"' not in desk.get(page).content.decode()


def test_only_who_may_change_the_stock_books_goods() -> None:
    batch = on_the_shelf(an_article(), 10)
    pages = (reverse("admin:stock_receipt"), reverse("admin:stock_put_right", args=[batch.pk]))
    for right, status in (("view_batch", 403), ("change_batch", 200)):
        clerk = signed_in(a_clerk(right), second_factor=True)
        assert [clerk.get(page).status_code for page in pages] == [status, status]


@pytest.mark.parametrize("name", ["batch", "movement"])
def test_the_lists_ask_as_much_for_many_rows_as_for_one(desk: Client, name: str) -> None:
    page = reverse(f"admin:stock_{name}_changelist")
    counts = []
    for _ in range(2):
        on_the_shelf(an_article(), 3)
        desk.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(page).status_code == 200
        counts.append(len(asked(captured)))
        for _ in range(12):
            on_the_shelf(an_article(), 3)
    assert counts[0] == counts[1] <= 12
