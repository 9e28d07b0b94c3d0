"""Everybody who acts on a shipment takes the same locks in the same order."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from shop.catalogue.models import Variant
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.models import Shipment
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


def a_mixed_shipment() -> Shipment:
    """Two articles, ordered against the order of their keys."""
    the_tariffs()
    articles = [an_article(), an_article()]
    for article in articles:
        on_the_shelf(article, 10)
    practice = a_practice()
    order = an_order(practice, dict.fromkeys(reversed(articles), 2), placed_by=a_member(practice))
    orders.mark_paid(order.pk)
    shipment = services.queue(order.pk)
    assert shipment is not None
    return shipment


@pytest.mark.parametrize("act", ["pack", "hand_over"])
def test_all_variants_are_held_before_anything_changes(act: str) -> None:
    shipment = a_mixed_shipment()
    acts: dict[str, Callable[[], object]] = {
        "pack": lambda: services.pack(shipment.pk, courier="manual"),
        "hand_over": lambda: services.hand_over(shipment.pk),
    }
    if act == "hand_over":
        acts["pack"]()
    with CaptureQueriesContext(connection) as heard:
        acts[act]()
    asked = [query["sql"] for query in heard.captured_queries]
    held = next(at for at, sql in enumerate(asked) if _looks_in(Variant, sql))
    order = next(at for at, sql in enumerate(asked) if _looks_in(Order, sql))
    changed = next(at for at, sql in enumerate(asked) if sql.startswith(("UPDATE", "INSERT", "DELETE")))
    assert held < order < changed
    assert all(str(line.order_line.variant_id) in asked[held] for line in shipment.lines.all())


def _looks_in(model: type[Model], sql: str) -> bool:
    return sql.startswith("SELECT") and f'FROM "{model._meta.db_table}"' in sql
