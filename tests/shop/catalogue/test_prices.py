"""One precedence for every price: practice, group, general; within a level the lowest that holds."""

from datetime import date, timedelta

import pytest

from shop.catalogue.models import Price, PriceGroup, Variant
from shop.catalogue.price_column import unit_price
from shop.catalogue.prices import Tier, gross_cents, price_of
from tests.shop.catalogue.builders import a_practice, a_product, a_variant

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
ME, MINE, OTHERS, ANYBODY = "me", "my group", "a group I am not in", "anybody"

# What was agreed (with whom, from how many, price, from, until), how many are ordered, what a piece costs.
# The list price is 100 euro.
GOLDEN = {
    "the list price when nothing was agreed": ([], 1, 100),
    "a tier from its quantity on": ([(ANYBODY, 10, 90, None, None)], 10, 90),
    "no tier below its quantity": ([(ANYBODY, 10, 90, None, None)], 9, 100),
    "the highest tier that is reached": (
        [(ANYBODY, 10, 90, None, None), (ANYBODY, 50, 80, None, None)],
        60,
        80,
    ),
    "a general offer": ([(ANYBODY, 1, 95, None, None)], 1, 95),
    "the list price when a general price is dearer": ([(ANYBODY, 1, 120, None, None)], 1, 100),
    "an offer on its first day": ([(ANYBODY, 1, 70, TODAY, None)], 1, 70),
    "an offer on its last day": ([(ANYBODY, 1, 70, None, TODAY)], 1, 70),
    "no offer before its first day": ([(ANYBODY, 1, 70, TOMORROW, None)], 1, 100),
    "no offer after its last day": ([(ANYBODY, 1, 70, None, YESTERDAY)], 1, 100),
    "my group's price": ([(MINE, 1, 85, None, None)], 1, 85),
    "not the price of a group I am not in": ([(OTHERS, 1, 50, None, None)], 1, 100),
    "my group's price before a cheaper tier": (
        [(MINE, 1, 85, None, None), (ANYBODY, 10, 60, None, None)],
        10,
        85,
    ),
    "a general tier when my group's is not reached": (
        [(MINE, 20, 50, None, None), (ANYBODY, 10, 90, None, None)],
        10,
        90,
    ),
    "my own price before my group's": ([(ME, 1, 88, None, None), (MINE, 1, 85, None, None)], 1, 88),
    "my own price, also when it is dearer than the list": ([(ME, 1, 110, None, None)], 1, 110),
    "my own tier": ([(ME, 1, 88, None, None), (ME, 10, 77, None, None)], 12, 77),
    "my group's price when mine starts at more pieces": (
        [(ME, 10, 70, None, None), (MINE, 1, 85, None, None)],
        9,
        85,
    ),
    "my group's price when mine has ended": (
        [(ME, 1, 70, None, YESTERDAY), (MINE, 1, 85, None, None)],
        1,
        85,
    ),
    "the lowest of my own prices that hold": ([(ME, 1, 88, None, None), (ME, 1, 80, TODAY, TODAY)], 1, 80),
    "a lower tier that is cheaper than a higher one": (
        [(ANYBODY, 10, 80, None, None), (ANYBODY, 50, 90, None, None)],
        60,
        80,
    ),
}


@pytest.mark.parametrize("rule", GOLDEN)
def test_a_piece_costs(rule: str) -> None:
    agreed, quantity, euros = GOLDEN[rule]
    practice, variant = a_practice(), a_variant()
    groups = {name: PriceGroup.objects.create(name=name) for name in (MINE, OTHERS)}
    groups[MINE].members.add(practice)
    for whom, pieces, price, since, until in agreed:
        Price.objects.create(
            variant=variant,
            practice=practice if whom == ME else None,
            group=groups.get(whom),
            from_quantity=pieces,
            unit_price_e4=price * 10_000,
            valid_from=since,
            valid_until=until,
        )
    assert price_of([variant], practice, TODAY).unit_e4(variant.pk, quantity) == euros * 10_000
    for who in (practice, None):
        in_a_list = Variant.objects.values_list(unit_price(who.pk if who else None, TODAY), flat=True)
        assert in_a_list.get() == price_of([variant], who, TODAY).unit_e4(variant.pk)


def test_a_visitor_pays_what_anybody_pays() -> None:
    practice, variant = a_practice(), a_variant()
    Price.objects.create(variant=variant, practice=practice, unit_price_e4=1)
    assert price_of([variant], None, TODAY).unit_e4(variant.pk) == 1_000_000
    assert price_of([variant], a_practice(), TODAY).unit_e4(variant.pk) == 1_000_000


def test_the_lowest_of_two_groups_counts() -> None:
    practice, variant = a_practice(), a_variant()
    for name, unit_price_e4 in (("one", 900_000), ("two", 800_000)):
        group = PriceGroup.objects.create(name=name)
        group.members.add(practice)
        Price.objects.create(variant=variant, group=group, unit_price_e4=unit_price_e4)
    assert price_of([variant], practice, TODAY).unit_e4(variant.pk) == 800_000


def test_tiers_are_the_steps_at_which_the_price_changes() -> None:
    variant = a_variant()
    for quantity, unit_price_e4 in ((5, 950_000), (10, 950_000), (20, 900_000)):
        Price.objects.create(variant=variant, from_quantity=quantity, unit_price_e4=unit_price_e4)
    tiers = price_of([variant], None, TODAY).tiers(variant.pk)
    assert tiers == [Tier(1, 1_000_000), Tier(5, 950_000), Tier(20, 900_000)]


@pytest.mark.parametrize("count", [1, 24])
def test_one_query_prices_any_number_of_variants(count: int, django_assert_num_queries: object) -> None:
    a_product(variants=count)
    variants, practice = list(Variant.objects.all()), a_practice()
    with django_assert_num_queries(1):  # type: ignore[operator]
        price_of(variants, practice, TODAY)


def test_the_price_including_vat_is_in_whole_cents() -> None:
    assert gross_cents(123_500, 210) == 1494  # 12.35 + 21 % is 14.9435
    assert gross_cents(100, 90) == 1
