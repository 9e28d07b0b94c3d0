"""Lists of prices and of counted stock go through the doors of their rooms."""

from datetime import date

import pytest

from accounts import services as accounts
from d4d.foundation.importing import batches, kinds
from d4d.foundation.models import ImportBatch
from shop.catalogue.models import Price
from shop.stock import services as stock
from shop.stock.models import Batch, Movement
from tests.shop.builders import a_practice, an_article

pytestmark = pytest.mark.django_db


def read_in(kind: str, text: str) -> ImportBatch:
    return batches.import_file(kinds.find(kind), text.encode())


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new, batch.changed, batch.unchanged, batch.wrong


def test_prices_come_change_and_go_again():
    article, practice = an_article(), a_practice()
    head = "number;practice;from_quantity;price;valid_from;valid_until\n"
    first = (
        head + f"{article.number};{practice.number};5;8,5;01-01-2027;31-12-2027\n{article.number};;10;9;;\n"
    )
    assert counts(read_in("prices", first)) == (2, 0, 0, 0)
    again = read_in("prices", first.replace("8,5", "8,25"))
    assert counts(again) == (0, 1, 1, 0)
    agreed = Price.objects.get(practice=practice)
    assert (agreed.unit_price_e4, agreed.valid_until) == (82_500, date(2027, 12, 31))
    batches.undo_now(again.pk)
    agreed.refresh_from_db()
    assert agreed.unit_price_e4 == 85_000


def test_prices_go_again_also_where_the_practice_became_part_of_another():
    article, former, heir = an_article(), a_practice(), a_practice()
    text = f"number;practice;price\n{article.number};{former.number};8,5\n{article.number};{heir.number};9\n"
    batch = read_in("prices", text)
    accounts.merge(former.pk, heir.pk, None)
    assert set(Price.objects.filter(practice=heir).values_list("unit_price_e4", flat=True)) == {
        85_000,
        90_000,
    }
    other = Price.objects.get(unit_price_e4=90_000)
    Price.objects.filter(pk=other.pk).update(practice=a_practice())
    with pytest.raises(batches.CannotBeUndone):  # somebody gave it to another practice: that is a change
        batches.undo_now(batch.pk)
    Price.objects.filter(pk=other.pk).update(practice=heir)
    batches.undo_now(batch.pk)
    assert not Price.objects.exists()


def test_a_list_moves_the_end_of_a_price_and_back():
    article = an_article()
    text = f"number;price;valid_from;valid_until\n{article.number};8,5;01-01-2027;31-12-2027\n"
    read_in("prices", text)
    later = read_in("prices", text.replace("31-12-2027", "30-06-2028"))
    price = Price.objects.get()
    assert (later.state, price.valid_until) == ("applied", date(2028, 6, 30))
    batches.undo_now(later.pk)
    price.refresh_from_db()
    assert price.valid_until == date(2027, 12, 31)


def test_lists_over_the_same_price_are_taken_back_the_last_one_first():
    article = an_article()
    first, second, third = (
        read_in("prices", f"number;price\n{article.number};{euros}\n") for euros in (20, 25, 20)
    )
    for early in (first, second):
        with pytest.raises(batches.CannotBeUndone):
            batches.undo_now(early.pk)
    for batch, left in ((third, [250_000]), (second, [200_000]), (first, [])):
        batches.undo_now(batch.pk)
        assert list(Price.objects.values_list("unit_price_e4", flat=True)) == left


def test_two_rows_of_one_meaning_make_no_two_prices():
    article = an_article()
    text = f"number;practice;group;from_quantity;price\n{article.number};;;;20\n{article.number};;;1;25\n"
    batch = read_in("prices", text)
    assert [(row, words) for row, _, words in batch.complaints] == [(3, "Dit staat al in rij 2.")]
    assert not Price.objects.exists()


def test_a_price_names_what_it_is_for():
    article = an_article()
    head = "number;practice;group;from_quantity;price;valid_from;valid_until\n"
    text = head + f"nooit;;;1;1;;\n{article.number};000;;1;1;;\n{article.number};;0;0;1;;\n"
    text += f"{article.number};;;0;1;;\n{article.number};;;2;1;02-01-2027;01-01-2027\n"
    batch = read_in("prices", text)
    assert [(row, column) for row, column, _words in batch.complaints] == [
        (2, "number"),
        (3, "practice"),
        (4, "group"),
        (5, "from_quantity"),
        (6, "valid_until"),
    ]
    assert not Price.objects.exists()


def test_counting_goes_through_the_ledger_and_back():
    article = an_article()
    known = stock.receive(article.pk, 10, lot="L1").batch
    batch = read_in("stock", f"number;lot;counted\n{article.number};L1;7\n{article.number};L2;4\n")
    assert counts(batch) == (1, 1, 0, 0)
    article.refresh_from_db()
    assert article.on_hand == 11
    assert list(known.movements.order_by("pk").values_list("kind", "quantity"))[1:] == [("count", -3)]
    batches.undo_now(batch.pk)
    article.refresh_from_db()
    assert (article.on_hand, Batch.objects.get(lot="L2").on_hand) == (10, 0)
    assert Movement.objects.count() == 5


def test_what_is_set_aside_cannot_be_counted_away():
    article = an_article()
    stock.receive(article.pk, 10, lot="L1")
    stock.allocate(article.pk, 8, "line:1")
    batch = read_in("stock", f"number;lot;counted\n{article.number};L1;7\n")
    assert [(row, column) for row, column, _words in batch.complaints] == [(2, "counted")]
    article.refresh_from_db()
    assert article.on_hand == 10
