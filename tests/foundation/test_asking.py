"""A question whose SQL is written once answers as the QuerySet does that words it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from d4d.foundation.asking import AnyOf, written_once
from shop.catalogue.models import Price, Variant
from tests.shop.catalogue.builders import a_product

pytestmark = pytest.mark.django_db

wordings: list[str] = []


@written_once
def _variants(numbers: Any, above: Any) -> QuerySet[Variant, Any]:
    wordings.append("variants")
    found = Variant.objects.filter(AnyOf(F("number"), numbers), on_hand__gt=above)
    return found.order_by("pk").values_list("pk", "is_discontinued", "expected_on", "updated_at")


@written_once
def _prices(on: Any, practice_id: Any) -> QuerySet[Price, Any]:
    return Price.objects.filter(valid_from__lte=on, practice_id=practice_id).values_list("unit_price_e4")


@written_once
def _changed(since: Any) -> QuerySet[Variant, Any]:
    return Variant.objects.filter(updated_at__gt=since).values_list("pk")


def test_it_is_worded_once_and_answered_anew_each_time() -> None:
    _variants(numbers=[], above=0)
    wordings.clear()
    first, second, third = a_product(variants=3).variants.order_by("pk")
    Variant.objects.update(on_hand=5, expected_on=date(2026, 12, 24), is_discontinued=False)
    Variant.objects.filter(pk=third.pk).update(on_hand=2)
    numbers = [first.number, second.number, third.number]

    rows = _variants(numbers=numbers, above=2)

    as_django = Variant.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert rows == list(as_django.values_list("pk", "is_discontinued", "expected_on", "updated_at"))
    assert [type(value) for value in rows[0]] == [int, bool, date, datetime]
    assert [row[0] for row in _variants(numbers=numbers, above=0)] == [first.pk, second.pk, third.pk]
    assert _variants(numbers=[], above=0) == []
    assert _variants(numbers=["no such number"], above=0) == []
    assert wordings == []


def test_days_and_moments_are_compared_as_django_compares_them() -> None:
    variant = a_product().variants.get()
    Price.objects.create(variant=variant, unit_price_e4=700, valid_from=date(2026, 3, 1))
    Variant.objects.update(updated_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC))

    assert _changed(since=datetime(2026, 3, 1, 11, 59, tzinfo=UTC)) == [(variant.pk,)]
    assert _changed(since=datetime(2026, 3, 1, 12, 0, tzinfo=UTC)) == []
    assert _prices(on=date(2026, 3, 1), practice_id=None) == []  # nobody's practice is not everybody's


def test_values_that_are_known_already_are_one_list() -> None:
    first, second, third = a_product(variants=3).variants.order_by("pk")
    Price.objects.create(variant=second, unit_price_e4=700, valid_from=date(2026, 3, 1))
    days = [date(2026, 3, 1), date(2026, 3, 2)]
    of_a_day = Variant.objects.filter(AnyOf(F("prices__valid_from"), days))

    assert [row.pk for row in of_a_day] == [second.pk]
    assert Variant.objects.filter(AnyOf(F("pk"), [first.pk, third.pk, 0])).count() == 2
    assert not Variant.objects.filter(AnyOf(F("pk"), [])).exists()
    assert len(of_a_day.query.sql_with_params()[1]) == 1


def test_what_is_not_asked_for_by_name_is_refused() -> None:
    with pytest.raises(KeyError):
        _variants(numbers=[])


def test_postgresql_plans_it_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no plans")
    for _ in range(4):
        _changed(since=datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        planned = [statement for (statement,) in cursor.fetchall() if '"updated_at" >' in statement]

    assert len(planned) == 1
