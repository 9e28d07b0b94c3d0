"""A chain: locations order, one debtor pays, at its prices and on its terms; each sees what is theirs."""

import csv
import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import leaving
from accounts import services as accounts
from accounts.models import Membership, Practice
from d4d.foundation import clock
from shop.cart.quote import Wanted, goods_only
from shop.catalogue.models import Price
from shop.catalogue.prices import price_of
from shop.checkout import services as checkout
from shop.checkout.credit import refusal
from shop.invoicing import services as invoicing
from shop.invoicing import snapshot
from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.orders.ties import ties_of
from tests.accounts.people import dutch, signed_in, somebody_of_the_staff
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db
TERMS = {"may_buy_on_account": True, "credit_limit_cents": 100_000, "payment_days": 45}


@pytest.fixture
def chain() -> tuple[Practice, Practice, Practice]:
    """A debtor with a location in the north and one in the south."""
    the_tariffs()
    debtor = a_practice(name="Groep", kvk_number="12345678", **TERMS)
    north, south = (a_practice(name=name) for name in ("=Noord", "Zuid"))
    for one in (north, south):
        accounts.join_chain(one.pk, debtor.number)
        one.refresh_from_db()
    return debtor, north, south


def invoiced(practice: Practice, pieces: int = 1) -> Invoice:
    article = an_article()
    on_the_shelf(article, 9)
    order = orders.mark_paid(an_order(practice, {article: pieces}).pk)
    return invoicing.issue_for_order(order.pk)


def test_the_debtor_is_invoiced_and_the_location_is_named(chain: tuple[Practice, ...]) -> None:
    debtor, north, _ = chain
    invoice = invoiced(north)
    document = snapshot.from_json(invoice.snapshot.encode())
    assert invoice.practice == debtor
    assert (document.buyer.name, document.buyer.customer_number) == ("Groep", debtor.number)
    assert document.delivery is not None
    assert document.delivery.name == "=Noord"
    accounts.leave_chain(north.pk)
    assert invoiced(Practice.objects.get(pk=north.pk)).practice == north


def test_on_account_the_debtors_terms_hold_and_its_limit_is_shared(chain: tuple[Practice, ...]) -> None:
    debtor, north, south = chain
    article = an_article()
    on_the_shelf(article, 99)
    assert refusal(south, lambda: 100_000) is None
    order = an_order(north, {article: 2}, terms=Order.Terms.ON_ACCOUNT)
    assert order.total_cents == 3_261
    assert refusal(south, lambda: 100_000 - 3_261) is None
    assert refusal(south, lambda: 100_000 - 3_260) is not None
    assert refusal(debtor, lambda: 100_000 - 3_260) is not None
    lines = {line.pk: line.quantity for line in order.lines.all()}
    invoice = invoicing.bill_shipment(order.pk, "S1", lines, clock.today())
    assert invoice is not None
    assert invoice.practice == debtor
    assert (invoice.due_on - invoice.issued_on).days == 45


def test_a_location_pays_what_was_agreed_with_its_debtor(chain: tuple[Practice, ...]) -> None:
    debtor, north, _ = chain
    article = an_article()
    Price.objects.create(variant=article, practice=debtor, unit_price_e4=80_000)
    Price.objects.create(variant=article, practice=north, unit_price_e4=70_000)
    today = clock.today()
    paid = [price_of([article], one, today).unit_e4(article.pk) for one in (debtor, north, a_practice())]
    assert paid == [80_000, 80_000, 100_000]


def test_the_debtor_sees_every_location_and_a_location_itself_alone(chain: tuple[Practice, ...]) -> None:
    debtor, north, south = chain
    mine = invoiced(north, 2)
    invoiced(south, 3)
    head = signed_in(a_member(debtor, Membership.Role.BOOKKEEPER))
    page = head.get("/mijn/vestigingen/").content.decode()
    assert "€\u00a026,95" in page  # twice ten euros and carriage
    assert "€\u00a036,95" in page
    assert mine.number in head.get("/mijn/facturen/").content.decode()
    table = head.get("/mijn/vestigingen/tabel/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))[1:]
    month = f"{clock.today():%Y-%m}"
    spent = {row[1]: row[3] for row in rows if row[2] == month}
    assert spent == {"Groep": "0,00", "'=Noord": "26,95", "Zuid": "36,95"}
    assert len(rows) == 36
    for place in (north, south, a_practice()):
        local = signed_in(a_member(place, Membership.Role.MANAGER))
        assert local.get("/mijn/vestigingen/").status_code == 404
        assert local.get("/mijn/vestigingen/tabel/").status_code == 404
        assert mine.number not in local.get("/mijn/facturen/").content.decode()
        assert local.get(f"/mijn/facturen/{mine.number}.pdf").status_code == 404


def test_a_chain_has_two_levels_and_one_country(chain: tuple[Practice, ...]) -> None:
    debtor, north, _ = chain
    other, belgian, waiting = a_practice(), a_practice(vat_id="BE0400000086"), a_practice(state="pending")
    for practice, number in (
        (other, other.number),
        (other, north.number),
        (debtor, other.number),
        (other, belgian.number),
        (belgian, debtor.number),
        (other, waiting.number),
        (other, "none"),
    ):
        with pytest.raises(accounts.CannotJoinChain):
            accounts.join_chain(practice.pk, number)
    assert Practice.objects.exclude(debtor=None).count() == 2


def closed(debtor: Practice) -> None:
    accounts.close(debtor.pk, None, "gestopt")


def left(debtor: Practice) -> None:
    leaving.leave(debtor.subject.uuid)


@pytest.mark.parametrize("gone", [closed, left])
def test_who_loses_its_debtor_is_invoiced_itself(
    chain: tuple[Practice, ...], gone: Callable[[Practice], None]
) -> None:
    debtor, north, _ = chain
    gone(debtor)
    north.refresh_from_db()
    assert north.debtor is None
    assert Practice.objects.get(pk=debtor.pk).state == Practice.State.CLOSED
    assert invoiced(north).practice == north


def test_a_debtor_waits_for_the_orders_of_its_locations(chain: tuple[Practice, ...]) -> None:
    debtor, north, south = chain
    order = an_order(north, {an_article(): 1})
    [tie] = ties_of(debtor.subject.uuid)
    assert (order.number in str(tie.text), tie.blocks) == (True, True)
    assert ties_of(south.subject.uuid) == []
    Practice.objects.filter(pk=debtor.pk).update(state=Practice.State.CLOSED)
    with pytest.raises(checkout.MayNotOrder):
        checkout.destination(north, north.addresses.get().pk)


def test_a_chain_is_held_by_its_numbers_and_before_any_goods(chain: tuple[Practice, ...]) -> None:
    debtor, north, south = chain
    assert list(Practice.objects.hold(north.pk)) == [debtor.pk, north.pk]
    assert list(Practice.objects.hold(debtor.pk)) == [debtor.pk, north.pk, south.pk]
    article, by = an_article(), uuid4()
    on_account = {"terms": Order.Terms.ON_ACCOUNT}
    waiting = an_order(north, {article: 1}, needs_approval=True, **on_account)
    there = an_order(north, {article: 1}, **on_account)
    more = goods_only(north, [Wanted(article, 1)], "NL")
    acts: list[Callable[[], object]] = [
        lambda: checkout.destination(north, north.addresses.get().pk),
        lambda: checkout.approve(north, waiting.pk, by=by),
        lambda: orders.add_pieces(there.pk, more, reason="gebeld", by=by),
    ]
    assert [held_first(act) for act in acts] == [True] * 3


def held_first(act: Callable[[], object]) -> bool:
    """Whether an act asks for the chain in order, and for no goods before that."""
    with CaptureQueriesContext(connection) as heard:
        act()
    asked = [query["sql"] for query in heard.captured_queries]
    held = next(at for at, sql in enumerate(asked) if 'ORDER BY "accounts_practice"."id" ASC' in sql)
    return not any('FROM "catalogue_variant"' in sql for sql in asked[:held])


def test_staff_say_who_is_invoiced(chain: tuple[Practice, ...]) -> None:
    debtor, _, _ = chain
    desk, newcomer = signed_in(somebody_of_the_staff(), second_factor=True), a_practice()
    page = f"/beheer/accounts/practice/{newcomer.pk}/chain/"
    assert desk.get(page).status_code == 200
    assert dutch("Who is invoiced") in desk.get(page).content.decode()
    assert desk.post(page, {"debtor": newcomer.number}).status_code == 200
    assert desk.post(page, {"debtor": debtor.number}).status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.debtor == debtor
    shown = desk.get(f"/beheer/accounts/practice/{debtor.pk}/change/").content.decode()
    assert newcomer.number in shown
    desk.post(page, {"debtor": ""})
    newcomer.refresh_from_db()
    assert newcomer.debtor is None
