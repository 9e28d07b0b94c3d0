"""Who gets news is chosen by what is fit for that, and by nothing else."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import shop.outreach
from shop.catalogue.models import Brand
from shop.outreach import segments
from shop.outreach.segments import NotForMarketing, Segment
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db
FORBIDDEN = (
    *("devices", "device__brand", "warranty_until", "serial"),
    *("contracts", "faults", "visits", "cases", "service"),
    *("credit_limit_cents", "may_buy_on_account", "payment_days", "overdue", "debtors", "salutation"),
)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_devices_service_and_credit_choose_nobody(name: str) -> None:
    with pytest.raises(NotForMarketing):
        segments.read({name: ["1"]})


@pytest.mark.parametrize(
    "said", [{"roles": ["owner"]}, {"roles": "buyer"}, {"brands": [999]}, {"kinds": [1]}]
)
def test_an_answer_that_is_not_in_the_list_chooses_nobody(said: dict[str, object]) -> None:
    with pytest.raises(NotForMarketing):
        segments.read(said)


def test_the_list_of_what_may_be_asked_is_this() -> None:
    assert [one.name for one in fields(Segment)] == [
        *("roles", "kinds", "countries", "postcodes", "categories", "brands")
    ]


def test_the_room_reads_nothing_of_devices_service_or_credit() -> None:
    words = {"may_buy_on_account", "credit_limit_cents", "payment_days"}
    for path in Path(shop.outreach.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text())
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}  # type: ignore[misc]
        assert not words & names, path
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [one for one in imported if one.startswith("contracts") or "credit" in one], path


def test_who_bought_a_brand_in_that_part_of_the_country_is_found() -> None:
    the_tariffs()
    practice, other = a_practice(), a_practice()
    article = an_article()
    on_the_shelf(article, 5)
    buyer = a_member(practice)
    a_member(other)
    an_order(practice, {article: 1}, placed_by=buyer)
    brand = Brand.objects.get()
    assert list(segments.people(Segment(brands=(brand.pk,)))) == [buyer]
    assert list(segments.people(Segment(brands=(brand.pk,), postcodes=("5",)))) == [buyer]
    assert list(segments.people(Segment(brands=(brand.pk,), postcodes=("1",)))) == []
    assert segments.people(Segment(countries=("NL",))).count() == 2
    assert segments.people(Segment(roles=("manager",))).count() == 0
