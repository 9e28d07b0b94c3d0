"""Who trades with us in this month, what lies on the shelf, and a clock that the test turns."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import time_machine
from django.db import transaction

from accounts.models import Address, Practice, User
from d4d.foundation import clock, outbox, relay, timetable
from d4d.foundation.models import Delivery
from shop.catalogue import memory
from shop.catalogue import services as catalogue
from shop.catalogue.models import CarriageRate, Variant
from tests.journeys.month.arithmetic import CARRIAGE
from tests.journeys.month.books import Books
from tests.shop.builders import a_member, a_practice, an_article, on_the_shelf, the_tariffs
from tests.simulator_process import Outside

# Price in ten-thousandths of a euro, and class of VAT.
SHELF = (
    (33_333, "high"),
    (127_777, "low"),
    (9_999, "high"),
    (249_500, "high"),
    (1_234_567, "high"),
    (18_995, "low"),
    (55_555, "zero"),
    (71_050, "exempt"),
    (412_349, "high"),
    (8_005, "low"),
)
PLENTY = 10_000
ROOMS = tuple(f"shop.{room}." for room in ("debtors", "intake", "invoicing", "orders", "payments", "returns"))
LETTERS = ("orders.placed", "orders.lines-cancelled", "shipping.parcel-handed-over", "returns.moved")
MONTHLY, WEEKLY, PER_SHIPMENT = "monthly", "weekly", "per_shipment"


@dataclass(frozen=True, eq=False)
class Article:
    """Something that we sell."""

    variant: Variant
    unit_e4: int
    vat_class: str
    grams: int = 200

    @property
    def number(self) -> str:
        """As it stands in the catalogue."""
        return self.variant.number


@dataclass(frozen=True, eq=False)
class Customer:
    """A practice, who orders there, and the account that it pays from."""

    practice: Practice
    user: User
    address: Address
    account: str
    days: int
    rhythm: str = ""  # empty: it pays in advance

    @property
    def payer(self) -> str:
        """The number of whoever is invoiced."""
        return self.practice.payer.number

    @property
    def crosses_a_border(self) -> bool:
        """Whether it is an entrepreneur in another country of the EU."""
        return self.address.country != "NL"


@dataclass
class World:
    """Everything that is there, and the day."""

    till: Outside
    traveller: time_machine.Traveller
    rng: Random
    books: Books = field(default_factory=Books)
    articles: list[Article] = field(default_factory=list)
    customers: dict[str, Customer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day that it is."""
        return clock.today()

    def turn(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """It is another moment now, here and outside."""
        moment = datetime.combine(day, time(hour, minute), tzinfo=clock.AMSTERDAM)
        self.traveller.move_to(moment, tick=False)
        self.till.put_clock(moment)

    def strike(self) -> None:
        """The clock strikes for every job about orders or money whose turn has come, and the news is told."""
        with transaction.atomic():
            for entry in timetable.entries():
                if entry.name.startswith(ROOMS) and (slot := entry.slot(clock.now())):
                    outbox.publish(timetable.Ticked(entry=entry.name, slot=slot))
        tell()

    def by_vat_id(self, vat_id: str) -> Customer:
        """The customer abroad with this number."""
        return next(one for one in self.customers.values() if one.practice.vat_id == vat_id)


def tell() -> None:
    """Every job that waits has run, and none has failed; nobody waits for letters about goods."""
    about_goods = Delivery.objects.filter(queue="mail", topic__in=LETTERS)
    while about_goods.delete() and relay.run_once():
        pass
    assert not list(Delivery.objects.open().exclude(last_error="").values_list("topic", "last_error"))
    assert not list(Delivery.objects.exclude(dead_at=None).values_list("topic", "last_error"))


def open_the_shop(world: World) -> None:
    """Tariffs, articles and customers of every kind."""
    memory.forget()
    the_tariffs()
    CarriageRate.objects.all().delete()
    for country, (light, heavy, free_from) in CARRIAGE.items():
        for grams, cents in ((10_000, light), (30_000, heavy)):
            CarriageRate.objects.create(
                country=country, up_to_grams=grams, price_cents=cents, free_from_cents=free_from
            )
    for price, vat_class in SHELF:
        world.articles.append(an_article_of(price, vat_class, PLENTY))
    for name in ("Aker", "Berk", "Cipres"):
        a_customer(world, name)
    for name, rhythm, days in (
        ("Duin", PER_SHIPMENT, 14),
        ("Eik", PER_SHIPMENT, 30),
        ("Forel", WEEKLY, 14),
        ("Grutto", WEEKLY, 8),
        ("Heide", MONTHLY, 14),
        ("Iep", MONTHLY, 30),
    ):
        a_customer(world, name, rhythm, days)
    a_customer(world, "Jabbeke", address={"country": "BE", "postcode": "2000"}, vat_id="BE0428759497")
    a_customer(
        world, "Kleve", WEEKLY, 14, address={"country": "DE", "postcode": "10115"}, vat_id="DE136695976"
    )
    chain = a_customer(world, "Lariks", WEEKLY, 14)
    a_customer(world, "Linde", WEEKLY, 14, debtor=chain.practice)


def an_article_of(price_e4: int, vat_class: str, pieces: int) -> Article:
    """An article, so many pieces of which lie on the shelf."""
    variant = an_article(unit_price_e4=price_e4, vat_class=vat_class)
    on_the_shelf(variant, pieces)
    catalogue.index_product(variant.product_id)
    return Article(variant, price_e4, vat_class)


def a_customer(
    world: World, name: str, rhythm: str = "", days: int = 30, *, address: Any = None, **facts: Any
) -> Customer:
    """A practice that pays in advance, or on account in a rhythm."""
    if "vat_id" in facts:
        facts["vat_answer"] = Practice.VatAnswer.VALID
    practice = a_practice(
        name=f"Praktijk {name}",
        kvk_number="" if "vat_id" in facts else "12345678",
        may_buy_on_account=bool(rhythm),
        credit_limit_cents=100_000_000 if rhythm else 0,
        payment_days=days,
        invoice_rhythm=rhythm or PER_SHIPMENT,
        **facts,
    )
    practice.addresses.update(**(address or {}))
    number = len(world.customers) + 1
    world.customers[name] = Customer(
        practice, a_member(practice), practice.addresses.get(), f"NL{number:02}TEST{number:010}", days, rhythm
    )
    return world.customers[name]


def days_between(first: date, last: date) -> list[date]:
    """Each day from one until and including another."""
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]
