"""Two customers that are one practice: all of the former goes to the other, and nothing is lost."""

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from accounts import belongings, lookups
from accounts import services as accounts
from accounts.models import Address, Likeness, Membership, Practice
from d4d.foundation import clock
from privacy import erasure, finding, people
from privacy.models import ErasureRun
from privacy.restriction import begin as restrict
from shop.cart.models import CartLine, ShoppingList
from shop.catalogue.models import Price
from shop.debtors.models import CollectionCase
from shop.invoicing import services as invoicing
from shop.invoicing import snapshot
from shop.invoicing.models import BalanceEntry, BankLine
from shop.orders.models import Order
from shop.orders.services import placing
from shop.payments.models import Mandate
from tests.accounts.people import signed_in
from tests.shop.builders import Buyer, a_member, a_practice, an_order
from tests.shop.checkout.test_who_is_erased import order as ordered
from tests.shop.invoicing.statements import OURS, an_invoice, camt, entry

pytestmark = pytest.mark.django_db
AT_ONCE = 0.5


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}


@pytest.fixture
def two(db: None) -> tuple[Practice, Practice]:
    """The former and the one that stays."""
    return (
        a_practice(name="De Linde", kvk_number="12345678", credit_limit_cents=5_000),
        a_practice(name="Tandartspraktijk De Linde", credit_limit_cents=9_000),
    )


def merged(former: Practice, heir: Practice, reason: str = "") -> None:
    accounts.merge(former.pk, heir.pk, None, reason)
    former.refresh_from_db()
    heir.refresh_from_db()


def test_what_the_former_owes_and_has_is_the_heirs_and_its_documents_stay(two: tuple[Practice, ...]) -> None:
    former, heir = two
    manager = a_member(former, Membership.Role.MANAGER)
    paid_beyond, owed = an_invoice(former, 10), an_invoice(former, 20)
    invoicing.import_file(camt(entry(2_000, paid_beyond.number)))
    line = BankLine.objects.get()
    invoicing.keep_rest(line.pk, former)
    before = invoicing.open_cents(former)
    merged(former, heir)
    assert (invoicing.open_cents(former), invoicing.open_cents(heir)) == (0, before) == (0, 2_420 - 790)
    assert list(invoicing.verify()) == []
    owed.refresh_from_db()
    paper = snapshot.from_json(owed.snapshot.encode())
    assert (owed.practice, paper.buyer.customer_number) == (heir, former.number)
    assert owed.number in signed_in(manager).get("/mijn/facturen/").content.decode()
    assert (heir.kvk_number, heir.credit_limit_cents) == ("12345678", 9_000)
    assert (former.state, former.merged_into, former.kvk_number) == ("closed", heir, "")
    assert BalanceEntry.objects.get().practice == heir
    # the account that paid the former pays the heir
    invoicing.import_file(camt(entry(2_420, "dank u", reference="2")))
    assert owed.open_now() == 0


def test_people_carts_lists_prices_and_orders_go_along_once(two: tuple[Practice, ...], buyer: Buyer) -> None:
    former, heir = two
    both = a_member(former, Membership.Role.MANAGER)
    Membership.objects.create(user=both, practice=heir, role=Membership.Role.READER)
    order = an_order(former, {buyer.variant: 1})
    for practice, pieces in ((former, 2), (heir, 3)):
        CartLine.objects.create(
            practice=practice, user=both, variant=buyer.variant, quantity=pieces, seen_price_e4=1
        )
        ShoppingList.objects.create(practice=practice, name="Week")
    Price.objects.create(practice=former, variant=buyer.variant, unit_price_e4=5)
    merged(former, heir)
    order.refresh_from_db()
    assert order.practice == heir
    assert [(one.practice, one.role) for one in both.memberships.all()] == [(heir, "manager")]
    assert CartLine.objects.get().quantity == 5
    assert set(heir.lists.values_list("name", flat=True)) == {"Week", "Week (2)"}
    assert heir.prices.count() == 1
    assert list(heir.addresses.order_by("pk").values_list("is_delivery_default", "is_retired")) == [
        (False, True),
        (True, False),
    ]
    assert belongings.count(former) == []


def of_another_company(former: Practice, heir: Practice) -> None:
    Practice.objects.filter(pk=heir.pk).update(kvk_number="87654321")


def leaving(former: Practice, heir: Practice) -> None:
    erasure.ask(heir.subject.uuid)


def frozen(former: Practice, heir: Practice) -> None:
    restrict(former.subject.uuid, "a", by=None)


def with_the_agency(former: Practice, heir: Practice) -> None:
    CollectionCase.objects.create(practice=former, decided_at=clock.now())


def with_two_mandates(former: Practice, heir: Practice) -> None:
    for one in (former, heir):
        Mandate.objects.create(practice=one, state=Mandate.State.VALID)


def not_a_customer(former: Practice, heir: Practice) -> None:
    Practice.objects.filter(pk=heir.pk).update(state="denied")


def in_another_chain(former: Practice, heir: Practice) -> None:
    accounts.join_chain(former.pk, a_practice().number)


@pytest.mark.parametrize(
    "obstacle",
    [
        in_another_chain,
        of_another_company,
        leaving,
        frozen,
        with_the_agency,
        with_two_mandates,
        not_a_customer,
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_changes(two: tuple[Practice, ...], obstacle: Any) -> None:
    former, heir = two
    obstacle(former, heir)
    with pytest.raises(accounts.CannotBeMerged) as refused:
        accounts.merge(former.pk, heir.pk, None)
    assert len(refused.value.reasons) == 1
    former.refresh_from_db()
    assert (former.state, former.merged_into) == ("approved", None)


def test_a_number_that_differs_needs_a_reason_and_nothing_merges_with_itself(
    two: tuple[Practice, ...],
) -> None:
    former, heir = two
    of_another_company(former, heir)
    with pytest.raises(accounts.CannotBeMerged):
        accounts.merge(heir.pk, heir.pk, None, "zelfde")
    merged(former, heir, "De VOF ging over in een BV")
    assert (former.merged_into, heir.kvk_number) == (heir, "87654321")


def test_the_former_number_finds_the_heir_also_after_a_second_merger(two: tuple[Practice, ...]) -> None:
    former, heir = two
    last = a_practice(name="Linde Groep", kvk_number="12345678")
    merged(former, heir)
    merged(heir, last)
    assert Practice.objects.numbered(former.number).get() == last
    found = lookups.practices(finding.Wanted(former.number))
    assert set(found) == {Practice.objects.get(pk=former.pk), last}
    reached = people.reach(former.subject.uuid)
    assert reached is not None
    assert reached.email == last.billing_email


def test_what_was_half_way_follows(two: tuple[Practice, ...]) -> None:
    former, heir = two
    merged(former, heir)
    late = ShoppingList.objects.create(practice=former, name="Later")
    accounts.gather(former.pk)
    accounts.gather(former.pk)
    late.refresh_from_db()
    assert late.practice == heir


def test_who_erases_the_heir_erases_what_it_was(two: tuple[Practice, ...]) -> None:
    former, heir = two
    merged(former, heir)
    with pytest.raises(erasure.CannotBeErased):
        erasure.ask(former.subject.uuid)
    run = erasure.ask(heir.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    assert erasure.carry_out(run.pk)
    assert erasure.carry_out_due() == 1
    names = set(Practice.objects.values_list("name", flat=True))
    assert names <= {"voormalige klant"}


def test_a_column_that_nobody_declared_stops_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(belongings._belongings)
    gone = known.pop("orders.Order.practice")
    monkeypatch.setattr(belongings, "_belongings", {**known, "orders.Order.customer": gone})
    said = {str(one.id): one.msg for one in belongings.check()}
    assert said.keys() == {"accounts.E002", "accounts.E003"}
    assert said["accounts.E002"].startswith("orders.Order.practice ")


def test_practices_that_look_alike_are_found_once_and_a_chain_is_not(two: tuple[Practice, ...]) -> None:
    former, heir = two
    twin = a_practice(name="Iets anders", kvk_number="12345678")
    debtor, place = a_practice(name="Groep"), a_practice(name="Zuid")
    accounts.join_chain(place.pk, debtor.number)
    Practice.objects.filter(pk__in=[debtor.pk, place.pk]).update(vat_id="NL002455799B11")
    debtor.addresses.update(postcode="1011 AA")
    place.addresses.update(postcode="1011 AA")
    assert accounts.look_for_likeness(twin.pk) == 1
    assert accounts.look_for_all_likeness() == 1
    assert accounts.look_for_all_likeness() == 0
    found = set(Likeness.objects.values_list("first", "second", "ground"))
    assert found == {(former.pk, twin.pk, "kvk"), (former.pk, heir.pk, "address")}
    merged(former, heir)
    assert not Likeness.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_merger_waits_for_the_order_that_is_being_placed(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heir, is_done = a_practice(), Event()

    def merge() -> None:
        accounts.merge(buyer.practice.pk, heir.pk, None)
        is_done.set()
        connection.close()

    merger, write = Thread(target=merge), placing._write

    def while_somebody_merges(wanted: placing.PlaceOrder) -> Order:
        placed = write(wanted)
        merger.start()
        assert not is_done.wait(AT_ONCE)
        return placed

    monkeypatch.setattr(placing, "_write", while_somebody_merges)
    placed = ordered(buyer)
    merger.join()
    assert is_done.is_set()
    placed.refresh_from_db()
    assert placed.practice == heir
    with pytest.raises(Address.DoesNotExist):
        ordered(buyer)
