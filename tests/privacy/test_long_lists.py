"""Lists of the desk stay quick: counted so far, found by way of what rows belong to."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Practice, User
from d4d.foundation.models import StateChange
from privacy import long_lists
from privacy.long_lists import CountedSoFar, found_by
from shop.orders.models import Order
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders() -> dict[str, Order]:
    the_tariffs()
    variant = an_article()
    on_the_shelf(variant, 10)
    return {name: an_order(a_practice(name=f"Praktijk {name}"), {variant: 1}) for name in ("Linde", "Maas")}


def numbers(text: str, *paths: str) -> list[str]:
    return list(
        Order.objects.filter(found_by(Order, paths, text)).order_by("pk").values_list("number", flat=True)
    )


def test_a_row_is_found_by_its_own_number_and_by_what_it_belongs_to(orders: dict[str, Order]) -> None:
    paths = ("=number", "practice__number__startswith", "practice__name")
    linde, maas = orders["Linde"], orders["Maas"]
    assert numbers(linde.number.lower(), *paths) == [linde.number]
    assert numbers(maas.practice.number[:6], *paths) == [maas.number]
    assert numbers("maas praktijk", *paths) == [maas.number]
    assert numbers("praktijk", *paths) == [linde.number, maas.number]
    assert numbers("praktijk kempen", *paths) == []
    assert numbers(linde.number[:4], *paths) == []


def test_a_name_beside_a_number_finds_the_one_row_that_both_are_about(orders: dict[str, Order]) -> None:
    paths = ("=number", "practice__number__startswith", "practice__name")
    linde, maas = orders["Linde"], orders["Maas"]
    assert numbers(f"linde {linde.number}", *paths) == [linde.number]
    assert numbers(f"{maas.number.lower()} praktijk maas", *paths) == [maas.number]
    assert numbers(f"maas {linde.number}", *paths) == []
    assert numbers(f"{maas.number} {linde.number}", *paths) == []


def test_a_page_further_on_holds_the_rows_that_follow() -> None:
    practices = [a_practice() for _ in range(5)]
    pages = CountedSoFar(Practice.objects.order_by("-pk"), 2)
    assert [list(pages.page(number)) for number in (1, 2, 3)] == [
        practices[:2:-1],
        practices[2:0:-1],
        practices[:1],
    ]


def test_many_that_bear_a_name_are_asked_for_together(
    orders: dict[str, Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "MOST_RELATED", 1)
    assert numbers("praktijk", "practice__name") == [one.number for one in orders.values()]
    assert numbers("maas praktijk", "practice__name") == [orders["Maas"].number]
    person = a_member(orders["Maas"].practice)
    Membership.objects.create(user=person, practice=orders["Linde"].practice, role="buyer")
    found = Practice.objects.filter(found_by(Practice, ["memberships__user__email"], person.email))
    assert found.count() == 2


def test_identities_and_row_numbers_are_compared_as_what_they_are() -> None:
    actor = uuid4()
    row = StateChange.objects.create(kind="orders.Order", row_id=12, went_to="x", actor=actor)
    StateChange.objects.create(kind="orders.Order", row_id=120, went_to="x")
    for text in ("12", str(actor)):
        assert StateChange.objects.get(found_by(StateChange, ["row_id", "=actor"], text)) == row
    for text in ("linde", "9" * 30):
        assert not StateChange.objects.filter(found_by(StateChange, ["row_id", "=actor"], text)).exists()


def test_a_list_is_counted_to_ten_pages_further() -> None:
    for _ in range(12):
        a_practice()
    pages = CountedSoFar(Practice.objects.order_by("pk"), 1)
    assert (pages.count, pages.has_more, pages.num_pages) == (11, True, 11)
    pages = CountedSoFar(Practice.objects.order_by("pk"), 1)
    pages.read = 2
    assert (pages.count, pages.has_more) == (12, False)


def test_the_first_page_of_a_long_search_is_sought_among_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "PAGES_AHEAD", 0)
    monkeypatch.setattr(long_lists, "NEWEST", 4)
    linde, *maas = [a_practice(name=f"Praktijk {name}") for name in ("Linde", *["Maas"] * 6)]

    def first_page(text: str, order: str = "-pk") -> tuple[list[Practice], int]:
        found = Practice.objects.filter(name__icontains=text).order_by(order)
        pages = CountedSoFar(found, 2)
        pages.is_search = True
        with CaptureQueriesContext(connection) as queries:
            shown = list(pages.page(1).object_list)
        return shown, sum(f'"id" > {maas[1].pk}' in query["sql"] for query in queries)

    assert first_page("maas") == (maas[:3:-1], 1)
    assert first_page("maas", "pk") == (maas[:2], 0)
    assert first_page("linde") == ([linde], 0)
    Practice.objects.filter(pk__in=[one.pk for one in maas[1:]]).update(name="Kempen")
    Practice.objects.filter(pk=linde.pk).update(name="Maas")
    assert first_page("maas") == ([maas[0], linde], 0)
    a_practice(name="Maas")
    assert first_page("maas")[0][1] == maas[0]


def test_a_whole_address_finds_whoever_has_it_and_a_part_everybody_who_shares_it() -> None:
    addresses = ["1.balie@linde.nl", "11.balie@linde.nl"]
    for address in addresses:
        person = a_member(a_practice())
        person.email = address
        person.save(update_fields=["email"])

    def found(text: str) -> list[str]:
        rows = User.objects.filter(found_by(User, ["email", "last_name"], text)).order_by("pk")
        return list(rows.values_list("email", flat=True))

    assert found("1.Balie@linde.nl") == addresses[:1]
    assert found("balie@linde") == addresses


def test_the_first_page_counts_all_queues_in_one_question() -> None:
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    desk.get("/beheer/")
    a_practice(state="pending")
    with CaptureQueriesContext(connection) as queries:
        page = desk.get("/beheer/").content.decode()
    assert len(queries) <= 12
    assert 'tile__figure">1<' in page
