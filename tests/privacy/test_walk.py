"""One walk finds everything that stands about somebody, and nothing of anybody else."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models
from pytest_django import DjangoAssertNumQueries

from accounts.models import Practice
from privacy import walk
from privacy.models import Disclosure
from privacy.register import Personal, declarations
from shop.orders.models import Order
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    """A practice with an order of somebody who works there."""
    the_tariffs()
    practice = a_practice()
    article = an_article()
    on_the_shelf(article, 9)
    an_order(practice, {article: 1}, placed_by=a_member(practice))
    return practice


def found(subject: UUID, model: type[models.Model]) -> dict[str, list[int]]:
    return {
        one.path: sorted(one.queryset.values_list("pk", flat=True))
        for one in walk.rows(subject)
        if one.model is model
    }


def test_a_practice_and_its_people_each_find_their_own_columns(practice: Practice) -> None:
    order = Order.objects.get()
    assert order.placed_by
    assert found(practice.subject.uuid, Order)["practice__subject"] == [order.pk]
    assert found(order.placed_by.subject.uuid, Order) == {
        "practice__subject": [],
        "placed_by__subject": [order.pk],
    }
    by_path = {one.path: set(one.columns) for one in walk.rows(practice.subject.uuid) if one.model is Order}
    assert by_path["placed_by__subject"] == {
        "placed_by",
        "delivery_first_name",
        "delivery_last_name",
    }
    assert "placed_by" not in by_path["practice__subject"]


def test_somebody_gets_a_copy_of_what_they_had_a_hand_in(practice: Practice) -> None:
    order = Order.objects.get()
    assert order.placed_by
    [mine] = [one for one in walk.copies(order.placed_by.subject.uuid) if one.model is Order]
    [colleagues] = [one for one in walk.copies(a_member(practice).subject.uuid) if one.model is Order]
    assert list(mine.queryset) == [order]
    assert "delivery_street" in mine.columns
    assert list(colleagues.queryset) == []


def test_a_bare_identity_in_a_column_is_found_without_a_person_behind_it() -> None:
    gone, other = uuid4(), uuid4()
    for subject in (gone, other):
        Disclosure.objects.create(
            subject=subject, recipient="brevo", purpose="order", fields=["email"], occasion="letter"
        )
    assert found(gone, Disclosure) == {"subject": [Disclosure.objects.get(subject=gone).pk]}


def test_nothing_is_found_of_somebody_whom_nobody_knows(practice: Practice) -> None:
    assert [one.model for one in walk.rows(uuid4()) if one.queryset.exists()] == []


def test_walking_asks_the_database_once(
    practice: Practice, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert list(walk.rows(practice.subject.uuid))


def test_the_walk_passes_every_personal_column_of_the_register() -> None:
    walked = {(one.declaration.model, name) for one in walk.rows(uuid4()) for name in one.columns}
    declared = {
        (one.model, name)
        for one in declarations().values()
        for name, fact in one.columns.items()
        if isinstance(fact, Personal)
    }
    assert walked == declared


def test_every_step_of_every_path_is_indexed() -> None:
    slow = {
        f"{declaration.model}: {path} at {field.name}"
        for declaration in declarations().values()
        for path in [*walk.paths(declaration), *declaration.copied_to]
        for field in _steps(declaration.model, path)
        if not _is_indexed(field)
    }
    assert slow == set()


def _steps(label: str, path: str) -> "Iterator[models.Field]":
    for field in walk.fields_along(apps.get_model(label), path):
        assert field is not None
        yield field


def _is_indexed(field: "models.Field") -> bool:
    options = field.model._meta
    first = {index.fields[0].lstrip("-") for index in options.indexes if index.fields}
    first |= {one.fields[0] for one in options.constraints if getattr(one, "fields", ())}
    return field.primary_key or field.unique or field.db_index or field.name in first
