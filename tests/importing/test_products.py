"""A list of products: looked at without a trace, written whole, the same twice, taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from time_machine import travel

from d4d.foundation import clock
from d4d.foundation.importing import batches, kinds
from d4d.foundation.importing.differing import Difference
from d4d.foundation.importing.kinds import News
from d4d.foundation.models import ImportBatch, ImportTrace
from shop.catalogue.imports import goods
from shop.catalogue.models import Brand, Category, Product, SearchNumber, Variant
from tests.accounts.people import dutch
from tests.shop.builders import an_article

pytestmark = pytest.mark.django_db

HEAD = "number;product;name;category;brand;price;for_sale;device_class\n"
TWO = HEAD + "X1;slijpsteen;Slijpsteen;slijpen;Nieuw Merk;12,50;ja;\nX2;slijpsteen;;;;13,75;;\n"


@pytest.fixture(autouse=True)
def shelf():
    return Category.objects.create(slug="slijpen", name="Slijpen", name_en="Grinding")


def the_kind():
    return kinds.find("products")


def read_in(text: str) -> ImportBatch:
    return batches.import_file(the_kind(), text.encode())


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new, batch.changed, batch.unchanged, batch.wrong


def test_looking_says_what_would_happen_and_changes_nothing():
    outlook = batches.look(the_kind(), TWO.encode())
    assert outlook.counts() == {News.NEW: 2, News.WRONG: 0}
    assert (Product.objects.count(), Brand.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_a_list_makes_products_articles_and_brands_and_the_search_finds_them():
    assert counts(read_in(TWO)) == (2, 0, 0, 0)
    product = Product.objects.get(slug="slijpsteen")
    assert (product.name, product.brand.name, product.is_published) == ("Slijpsteen", "Nieuw Merk", True)
    prices = dict(product.variants.values_list("number", "unit_price_e4"))
    assert prices == {"X1": 125_000, "X2": 137_500}
    assert SearchNumber.objects.filter(number="X1").exists()


def test_the_same_list_twice_changes_nothing():
    read_in(TWO)
    traces = ImportTrace.objects.count()
    assert counts(read_in(TWO)) == (0, 0, 2, 0)
    assert ImportTrace.objects.count() == traces


def test_a_wrong_row_refuses_the_whole_list_and_is_named(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(TWO + "X3;nieuw;Nieuw;weg;Merk;1;;\nX4;nieuw;Anders;slijpen;Merk;1;;\n")
    with pytest.raises(CommandError, match="2 rows are wrong"):
        call_command("import_products", str(file))
    said = capsys.readouterr().err
    assert "row 4, category: There is no category with this address." in said
    assert dutch("There is no category with this address.") in str(ImportBatch.objects.get().complaints)
    assert "row 5, name:" in said
    assert not Variant.objects.exists()


def test_a_medical_device_is_never_offered_by_a_list():
    batch = read_in(HEAD + "M1;vulling;Vulling;slijpen;Merk;1;ja;IIa\n")
    assert [(row, column) for row, column, _words in batch.complaints] == [(2, "for_sale")]
    assert not Product.objects.exists()


def test_a_list_is_taken_back_to_what_was():
    old = an_article(number="X1")
    slug = old.product.slug
    batch = read_in(f"number;product;price\nX1;{slug};99\nX9;{slug};5\n")
    assert counts(batch) == (1, 1, 0, 0)
    batches.undo_now(batch.pk)
    old.refresh_from_db()
    assert old.unit_price_e4 == 100_000
    assert not Variant.objects.filter(number="X9").exists()
    batch.refresh_from_db()
    assert (batch.state, batch.content) == ("undone", None)


def test_lists_over_the_same_article_are_taken_back_the_last_one_first():
    made = read_in(TWO)
    moved = read_in("number;product;name;price\nX2;slijpsteen;Slijpsteen fijn;9\n")
    assert counts(moved) == (0, 1, 0, 0)
    with pytest.raises(batches.CannotBeUndone):
        batches.undo_now(made.pk)
    batches.undo_now(moved.pk)
    batches.undo_now(made.pk)
    assert not Variant.objects.exists()


def test_what_was_changed_since_is_not_taken_back():
    batch = read_in(TWO)
    Variant.objects.filter(number="X2").update(unit_price_e4=1)
    with pytest.raises(batches.CannotBeUndone):
        batches.undo_now(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Variant.objects.count()) == ("applied", 2)


def test_what_others_point_to_since_is_not_taken_back():
    batch = read_in(TWO)
    Variant.objects.get(number="X2").prices.create(unit_price_e4=1)
    with pytest.raises(batches.CannotBeUndone):
        batches.undo_now(batch.pk)
    assert Variant.objects.count() == 2


def test_what_the_desk_worked_on_since_is_not_taken_back():
    batch = read_in(TWO)
    product = Product.objects.get(slug="slijpsteen")
    product.has_udi = True
    product.save(update_fields=["has_udi", "updated_at"])
    with pytest.raises(batches.CannotBeUndone):
        batches.undo_now(batch.pk)
    assert Product.objects.filter(slug="slijpsteen").exists()


def test_a_brand_in_other_capitals_is_the_same_brand():
    kerr = Brand.objects.create(name="Kerr Dental", slug="kerr-dental")
    named = Brand.objects.create(name="3M", slug="drie-m")
    text = HEAD + "K1;een;Een;slijpen;KERR dental;1;;\nK2;twee;Twee;slijpen;Nieuw Merk;1;;\n"
    batch = read_in(
        text + "K3;twee;;;NIEUW merk;1;;\nK4;drie;Drie;slijpen;nieuw merk;1;;\nK5;vier;V;slijpen;3m;1;;\n"
    )
    assert (batch.complaints, counts(batch)) == ([], (5, 0, 0, 0))
    new = Brand.objects.exclude(pk__in=(kerr.pk, named.pk)).get()
    assert (new.name, new.slug) == ("Nieuw Merk", "nieuw-merk")
    brands = dict(Product.objects.values_list("slug", "brand__slug"))
    assert brands == {"een": "kerr-dental", "twee": "nieuw-merk", "drie": "nieuw-merk", "vier": "drie-m"}
    assert [one[:2] for one in read_in(HEAD + "K6;vijf;Vijf;slijpen;???;1;;\n").complaints] == [[2, "brand"]]


def test_what_the_database_refuses_ends_the_list_and_lets_its_file_go(monkeypatch):
    twins = [Difference({"name": name, "slug": "twin"}) for name in ("A", "B")]
    clash = replace(the_kind(), code="clash", write=lambda findings, by: goods.BRANDS.write(twins))
    monkeypatch.setitem(kinds._kinds, "clash", clash)
    batch = batches.receive(clash, TWO.encode())
    batches.look_at(batch.pk)
    batches.apply(batch.pk)
    batches.write(batch.pk)
    batch.refresh_from_db()
    said = "Deze lijst past niet bij wat wij bewaren. Er is niets geschreven."
    assert (batch.state, batch.content, batch.complaints) == ("refused", None, [[0, "", said]])
    assert not Brand.objects.exists()


def test_a_list_that_no_job_wrote_for_a_week_is_discarded():
    batch = batches.receive(the_kind(), TWO.encode())
    batches.look_at(batch.pk)
    batches.apply(batch.pk)
    for days, state in ((13, "applying"), (15, "discarded")):
        with travel(clock.now() + timedelta(days=days)):
            batches.forget_left()
        batch.refresh_from_db()
        assert (batch.state, batch.content is None) == (state, state == "discarded")
    batches.write(batch.pk)
    assert not Product.objects.exists()
