"""The one arithmetic: what the cart says is what the invoice says, to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Practice
from d4d.foundation import money
from shop.cart import vat
from shop.cart.quote import Problem, QuoteLine, Wanted, quote
from shop.catalogue import memory
from shop.catalogue.models import Product, Variant
from shop.invoicing.document import Document, Kind, Line, Party
from tests.shop.builders import a_practice, an_article, on_the_shelf, the_tariffs

RATES = {"high": 210, "low": 90, "zero": 0, "exempt": 0}


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    memory.forget()


@pytest.mark.django_db
def test_goods_at_two_rates_and_carriage_that_follows_them() -> None:
    the_tariffs()
    high = an_article(unit_price_e4=333_333)
    low = an_article(vat_class="low", unit_price_e4=100_050)
    answer = quote(a_practice(), [Wanted(high, 3), Wanted(low, 1)], "NL")
    assert [line.net_cents for line in answer.lines] == [10_000, 1_001]
    assert (answer.goods_cents, answer.carriage_cents, answer.missing_for_free_cents) == (11_001, 695, 3_999)
    # 695 over 10,000 and 1,001: 631.76 and 63.24, so 632 and 63.
    assert [(one.permille, one.base_cents, one.vat_cents) for one in answer.vat] == [
        (210, 10_632, 2_233),
        (90, 1_064, 96),
    ]
    assert answer.total_cents == 11_001 + 695 + 2_233 + 96


@pytest.mark.django_db
def test_carriage_is_free_from_the_threshold_on() -> None:
    the_tariffs()
    answer = quote(a_practice(), [Wanted(an_article(unit_price_e4=1_500_000), 1)], "NL")
    assert (answer.carriage_cents, answer.missing_for_free_cents) == (0, 0)


@pytest.mark.django_db
def test_where_we_do_not_deliver_nothing_can_be_ordered() -> None:
    the_tariffs()
    answer = quote(a_practice(), [Wanted(an_article(), 1)], "LU")
    assert answer.carriage_cents is None
    assert not answer.may_be_ordered


@pytest.mark.parametrize(
    ("vat_id", "answer", "country", "is_without_vat"),
    [
        ("DE123456788", "valid", "DE", True),
        ("DE123456788", "unknown", "DE", False),
        ("DE123456788", "invalid", "DE", False),
        ("DE123456788", "valid", "NL", False),
        ("NL004495445B01", "valid", "DE", False),
        ("", "valid", "DE", False),
    ],
)
def test_only_a_confirmed_number_of_another_country_leaves_without_vat(
    vat_id: str, answer: str, country: str, *, is_without_vat: bool
) -> None:
    practice = Practice(vat_id=vat_id, vat_answer=answer)
    assert vat.is_intra_community(practice, country) is is_without_vat


@pytest.mark.django_db
def test_an_intra_community_order_bears_no_vat_at_all() -> None:
    the_tariffs()
    practice = a_practice(vat_id="DE123456788", vat_answer="valid")
    answer = quote(practice, [Wanted(an_article(), 2)], "DE")
    assert [(one.category, one.permille, one.base_cents) for one in answer.vat] == [("K", 0, 2_000 + 1_495)]
    assert answer.total_cents == 3_495


@pytest.mark.django_db
def test_of_a_service_to_another_member_state_the_vat_is_shifted() -> None:
    the_tariffs()
    practice = a_practice(vat_id="DE123456788", vat_answer="valid")
    plan = an_article(is_service=True, unit_price_e4=200_000)
    abroad = quote(practice, [Wanted(an_article(), 2), Wanted(plan, 1)], "DE")
    assert [(line.vat_category, line.vat_permille) for line in abroad.lines] == [("K", 0), ("AE", 0)]
    assert abroad.vat_cents == 0
    unknown = a_practice(vat_id="DE123456788", vat_answer="unknown")
    assert [line.vat_category for line in quote(unknown, [Wanted(plan, 1)], "DE").lines] == ["S"]


@pytest.mark.django_db
def test_vat_on_a_service_falls_where_the_practice_is_and_on_goods_where_they_go() -> None:
    the_tariffs()
    wanted = [Wanted(an_article(), 1), Wanted(an_article(is_service=True), 1)]
    german = a_practice(vat_id="DE123456788", vat_answer="valid")
    assert letters(german, wanted, "NL") == [("S", 210), ("AE", 0)]
    assert letters(german, wanted, "DE") == [("K", 0), ("AE", 0)]
    dutch = a_practice(vat_id="NL004495445B01", vat_answer="valid")
    assert letters(dutch, wanted, "NL") == letters(dutch, wanted, "DE") == [("S", 210), ("S", 210)]


@pytest.mark.django_db
def test_of_a_location_the_number_of_its_debtor_decides_for_that_stands_on_the_invoice() -> None:
    the_tariffs()
    wanted = [Wanted(an_article(), 1), Wanted(an_article(is_service=True), 1)]
    debtor = a_practice(vat_id="NL004495445B01", vat_answer="valid")
    location = a_practice(vat_id="DE123456788", vat_answer="valid", debtor=debtor)
    assert letters(location, wanted, "DE") == [("S", 210), ("S", 210)]


def letters(practice: Practice, wanted: list[Wanted], country: str) -> list[tuple[str, int]]:
    return [(one.vat_category, one.vat_permille) for one in quote(practice, wanted, country).lines]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("vat_id", "country", "bearing", "beside"),
    [("NL004495445B01", "NL", ("S", 90), ("S", 210)), ("DE123456788", "DE", ("K", 0), ("AE", 0))],
)
def test_carriage_follows_the_goods_and_no_service_beside_them(
    vat_id: str, country: str, bearing: tuple[str, int], beside: tuple[str, int]
) -> None:
    the_tariffs()
    practice = a_practice(vat_id=vat_id, vat_answer="valid")
    goods, service = an_article(vat_class="low"), an_article(is_service=True, unit_price_e4=900_000)
    answer = quote(practice, [Wanted(goods, 1), Wanted(service, 1)], country)
    assert answer.carriage_cents
    bases = {(one.category, one.permille): one.base_cents for one in answer.vat}
    assert bases == {bearing: 1_000 + answer.carriage_cents, beside: 9_000}


@pytest.mark.django_db
def test_services_alone_travel_without_carriage_also_where_we_do_not_deliver() -> None:
    the_tariffs()
    plan = an_article(is_service=True)
    alone = quote(a_practice(), [Wanted(plan, 1)], "NL")
    assert (alone.carriage_cents, alone.is_sent) == (0, False)
    assert quote(a_practice(), [Wanted(plan, 1)], "LU").may_be_ordered
    beside = quote(a_practice(), [Wanted(plan, 1), Wanted(an_article(), 1)], "NL")
    assert (beside.carriage_cents, beside.is_sent) == (695, True)
    dear = an_article(is_service=True, unit_price_e4=6_000_000)
    assert quote(a_practice(), [Wanted(dear, 1), Wanted(an_article(), 1)], "NL").carriage_cents == 695


@pytest.mark.django_db
def test_a_price_that_changed_is_seen() -> None:
    the_tariffs()
    variant = an_article(unit_price_e4=120_000)
    answer = quote(a_practice(), [Wanted(variant, 1, seen_e4=100_000)], "NL")
    assert [line.seen_e4 for line in answer.changed] == [100_000]
    assert answer.may_be_ordered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("about", "pieces", "problem"),
    [
        ({"is_published": False}, 5, Problem.NOT_FOR_SALE),
        ({"is_discontinued": True}, 1, Problem.NOT_ENOUGH_LEFT),
        ({"is_discontinued": True}, 0, Problem.NOT_FOR_SALE),
        ({"is_discontinued": True}, 2, None),
        ({"is_professionals_only": True}, 5, Problem.PROFESSIONALS_ONLY),
        ({}, 0, None),
    ],
)
def test_what_stands_in_the_way_of_a_line(
    about: dict[str, bool], pieces: int, problem: Problem | None
) -> None:
    the_tariffs()
    variant = an_article(**about)
    if pieces:
        on_the_shelf(variant, pieces)
        variant.refresh_from_db()
    answer = quote(a_practice(state="pending"), [Wanted(variant, 2)], "NL")
    assert answer.lines[0].problem == problem
    assert answer.may_be_ordered is (problem is None)


bought = st.tuples(
    st.integers(0, 50_000_000), st.integers(1, 9_999), st.sampled_from(sorted(RATES)), st.booleans()
)
goods = st.lists(
    bought,
    min_size=1,
    max_size=12,
)


@given(goods=goods, carriage=st.integers(0, 20_000), is_intra_community=st.booleans())
def test_cart_and_invoice_come_to_the_same_cents(
    goods: list[tuple[int, int, str, bool]], carriage: int, *, is_intra_community: bool
) -> None:
    lines = [
        a_line(unit_e4, pieces, vat_class, is_service=is_service, is_abroad=is_intra_community)
        for unit_e4, pieces, vat_class, is_service in goods
    ]
    groups = vat.vat_on(lines, carriage)
    totals = an_invoice(lines, carriage).totals
    assert tuple(line.net_cents for line in lines) == totals.line_nets
    assert [(one.category, one.permille, one.base_cents, one.vat_cents) for one in groups] == [
        (one.group.category, one.group.permille, one.base_cents, one.vat_cents) for one in totals.vat
    ]
    net = sum(line.net_cents for line in lines) + carriage
    assert totals.gross_cents == net + sum(group.vat_cents for group in groups)


def a_line(unit_e4: int, quantity: int, vat_class: str, *, is_service: bool, is_abroad: bool) -> QuoteLine:
    product = Product(vat_class=vat_class, is_service=is_service)
    practice = Practice(vat_id="DE123456788", vat_answer="valid" if is_abroad else "unknown")
    category = vat.category_of(product, practice, "DE")
    return QuoteLine(
        variant=Variant(product=product),
        quantity=quantity,
        unit_e4=unit_e4,
        seen_e4=unit_e4,
        vat_category=category,
        vat_permille=0 if is_abroad else RATES[vat_class],
        net_cents=money.price_cents(unit_e4, quantity),
        problem=None,
    )


def an_invoice(lines: list[QuoteLine], carriage: int) -> Document:
    return Document(
        kind=Kind.INVOICE,
        number="F2026-1",
        issued_on=date(2026, 11, 22),
        seller=Party("D4D"),
        buyer=Party("Praktijk"),
        shipping_cents=carriage,
        lines=tuple(
            Line(
                name="Artikel",
                quantity_e3=line.quantity * 1_000,
                unit_price_e4=line.unit_e4,
                vat_permille=line.vat_permille,
                vat_category=line.vat_category,
                is_service=line.is_service,
            )
            for line in lines
        ),
    )
