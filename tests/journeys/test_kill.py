"""Processes are killed while practices order and pay; afterwards the books are exact."""

import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from d4d.foundation.models import Delivery
from d4d.settings.test import BROKER
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.shipping import services as shipping
from shop.shipping.models import Parcel, Shipment
from tests.journeys.shopper import Shopper
from tests.servers import House, built_house, opened
from tests.shop.builders import a_member, a_practice, an_article, on_the_shelf, the_tariffs
from tests.simulator_process import Outside
from tools.processes import Process, answers, free_port, wait_until
from tools.servers import redis_listens, redis_on

# How many times longer than usual; `make soak` asks for more.
SIEGE = int(os.environ.get("SIEGE") or 1)

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(360 * SIEGE),
]

SHOPPERS, ORDERS_EACH, KILLS_EACH = 4, 5 * SIEGE, 4 * SIEGE
TO_PACK_SECONDS, TO_TELL_SECONDS = 180 * SIEGE, 90 * SIEGE
BY_ITSELF = "worker, by itself"
SEED = int(os.environ.get("SEED") or random.randrange(1_000_000))
ASKED_BY_REFERENCE = ("postnl", "dhl")


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Process | None]:
    """A Redis that may be killed; none where the relay does the work itself."""
    port = free_port()
    server = redis_on(port, tmp_path) if BROKER else None
    if server:
        server.environment = {"PORT": str(port)}
        server.start()
        wait_until(lambda: redis_listens(server), "redis", process=server)
    yield server
    if server:
        server.stop()


@pytest.fixture
def house_under_fire(transactional_db: None, bell: Process | None, tmp_path: Path) -> Iterator[House]:
    """A house with a doorbell of its own."""
    standing = built_house(tmp_path)
    if bell:
        standing.environment["D4D_BROKER"] = f"redis://127.0.0.1:{bell.environment['PORT']}/0"
    with opened(standing):
        yield standing


def test_whatever_is_killed_the_books_are_exact(house_under_fire: House, bell: Process | None) -> None:
    house, chance = house_under_fire, random.Random(SEED)
    sys.stdout.write(f"SEED={SEED}\n")
    killed: Counter[str] = Counter()
    with ThreadPoolExecutor(SHOPPERS) as crowd:
        visits = [crowd.submit(shop, shopper, variants) for shopper, variants in shoppers(house)]
        deadline = time.monotonic() + TO_PACK_SECONDS
        while not (all(visit.done() for visit in visits) and everything_is_packed()):
            assert time.monotonic() < deadline, what_is_stuck(house, bell, killed)
            fail_early(visits)
            pack_what_lies_ready(chance)
            kill_one(house, bell, chance, killed)
            killed[BY_ITSELF] += house.revive_worker()
            time.sleep(chance.uniform(0.2, 0.8))
    deadline = time.monotonic() + TO_TELL_SECONDS
    while not nothing_waits():
        assert time.monotonic() < deadline, what_is_stuck(house, bell, killed)
        killed[BY_ITSELF] += house.revive_worker()
        time.sleep(0.1)
    sys.stdout.write(f"{dict(killed)}\n")
    assert killed[BY_ITSELF] <= killed["redis"]  # it has no other reason to end
    assert_the_books_are_exact(Outside(house.simulator_origin))


def shoppers(house: House) -> list[tuple[Shopper, list[int]]]:
    """Members of as many practices, and what each will order."""
    the_tariffs()
    crowd = []
    for number in range(SHOPPERS):
        variants = [
            an_article(name=f"Artikel {number}.{one}", unit_price_e4=33_333) for one in range(ORDERS_EACH)
        ]
        for variant in variants:
            on_the_shelf(variant, 100)
        practice = a_practice(kvk_number="12345678")
        shopper = Shopper(house, a_member(practice), practice.addresses.get().pk)
        crowd.append((shopper, [variant.pk for variant in variants]))
    return crowd


def shop(shopper: Shopper, variants: list[int]) -> None:
    """One order after the other."""
    for quantity, variant_id in enumerate(variants, start=1):
        shopper.order_and_pay(variant_id, quantity)


def kill_one(house: House, bell: Process | None, chance: random.Random, killed: Counter[str]) -> None:
    """End one process as a power cut would, and start it again; each so many times at most."""
    everybody = [one for one in (house.web, house.relay, house.worker, bell) if one]
    victims = [one for one in everybody if killed[one.name] < KILLS_EACH]
    if not victims:
        return
    victim = chance.choice(victims)
    killed[victim.name] += 1
    victim.kill()
    victim.start()
    if victim is house.web:
        wait_until(lambda: answers(f"{house.origin}/readyz"), "web", within=60, process=victim)


def fail_early(visits: list[Future[None]]) -> None:
    """Raise what stopped a shopper."""
    for visit in visits:
        if visit.done():
            visit.result()


def pack_what_lies_ready(chance: random.Random) -> None:
    """The packing table goes on meanwhile."""
    for shipment in Shipment.objects.filter(state=Shipment.State.TO_PICK):
        shipping.pack(shipment.pk, courier=chance.choice(ASKED_BY_REFERENCE))


def everything_is_packed() -> bool:
    """Whether every order has left the pick list."""
    packed = Shipment.objects.filter(state=Shipment.State.PACKED).values("order").distinct().count()
    return packed == Order.objects.count() == SHOPPERS * ORDERS_EACH


def nothing_waits() -> bool:
    """Whether all news has been told; the clock goes on ticking."""
    return not Delivery.objects.open().exclude(topic="clock.ticked").exists()


def what_is_stuck(house: House, bell: Process | None, killed: Counter[str]) -> str:
    """What is not done yet, and the last words of whoever should do it."""
    open_news = Delivery.objects.open().exclude(topic="clock.ticked")
    rows = open_news.values_list("topic", "handler", "attempts", "available_at", "leased_until", "last_error")
    dead = Delivery.objects.dead().values_list("topic", "handler", "attempts", "last_error")
    states = Counter(Order.objects.values_list("state", flat=True))
    said = [f"{one.name}: {one.said()[-3000:]}" for one in (*house.processes, bell) if one]
    return "\n".join([f"{dict(killed)} {states}", *map(str, rows), *map(str, dead), *said])


def assert_the_books_are_exact(outside: Outside) -> None:
    """One invoice per order, one label per parcel, and every mail with its one Message-ID."""
    assert not Delivery.objects.dead().values_list("topic", "last_error")
    orders = Order.objects.in_bulk()
    assert len(orders) == SHOPPERS * ORDERS_EACH
    assert all(order.paid_at for order in orders.values())
    invoices = Invoice.objects.order_by("sequence")
    assert Counter(one.occasion for one in invoices) == Counter(f"order:{pk}" for pk in orders)
    assert [one.sequence for one in invoices] == list(range(1, len(orders) + 1))
    for invoice in invoices:
        assert invoice.total_cents == orders[int(invoice.occasion.removeprefix("order:"))].total_cents

    parcels = {parcel.reference: parcel.tracking_number for parcel in Parcel.objects.all()}
    assert len(parcels) == len(orders)
    assert sorted((one["reference"], one["id"]) for one in outside.parcels()) == sorted(parcels.items())

    letters: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mail in outside.mails():
        letters[mail["to"][0]["email"], mail["subject"]].add(mail["message_id"])
    assert [one for one, marks in letters.items() if len(marks) != 1] == []
    assert len(set.union(*letters.values())) == len(letters)
    told = "\n".join(subject for _, subject in letters)
    for number in [*(one.number for one in orders.values()), *(one.number for one in invoices)]:
        assert number in told
