import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandParser
from django.db import models, transaction

from accounts.models import Address, Membership, Practice, User
from d4d.foundation import clock
from d4d.foundation.money import price_cents, vat_cents
from privacy.models import DataSubject
from shop.catalogue import services
from shop.catalogue.models import (
    Attribute,
    AttributeValue,
    Brand,
    CarriageRate,
    Category,
    Product,
    Variant,
    VatCategory,
    VatRate,
)
from shop.orders.models import Order, OrderLine
from shop.stock.models import Batch, Movement

CHUNK = 2_000
CATEGORIES, BRANDS = 40, 60
PASSWORD = "bench-password"  # noqa: S105 - of people who exist in a measurement only
CARRIAGE_CENTS, HEAVIEST_GRAMS, VAT_PERMILLE = 695, 23_000, 210
KINDS = [
    "Turbine",
    "Hoekstuk",
    "Handstuk",
    "Micromotor",
    "Scaler",
    "Polijstkop",
    "Curingslamp",
    "Autoclaaf",
    "Sterilisatiezakje",
    "Composiet",
    "Etsgel",
    "Bonding",
    "Cement",
    "Alginaat",
    "Boor",
    "Diamantboor",
    "Vijl",
    "Spiegel",
    "Sonde",
    "Pincet",
    "Handschoen",
    "Mondmasker",
    "Servet",
    "Speekselzuiger",
    "Desinfectie",
    "Reinigingsdoek",
    "Fluoride",
    "Anesthesiepatroon",
    "Naald",
    "Hechtdraad",
    "Matrixband",
    "Wig",
]
TRAITS = [
    "Comfort",
    "Expert",
    "Pro",
    "Compact",
    "Licht",
    "Extra",
    "Basis",
    "Plus",
    "Duo",
    "Steriel",
    "Universeel",
    "Zacht",
    "Hard",
    "Mini",
    "Maxi",
]
COLOURS = ("blauw", "rood", "groen", "wit", "zwart", "geel")
CONNECTIONS = ("MULTIflex", "Roto Quick", "ISO 3964", "Unifix", "Midwest")
SIZES = ("XS", "S", "M", "L", "XL")


Row = TypeVar("Row", bound=models.Model)


class Command(BaseCommand):
    """Fills an empty shop for a measurement; the same numbers give the same shop."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """How much of everything."""
        for name in ("products", "practices", "orders"):
            parser.add_argument(f"--{name}", type=int, default=0)

    def handle(self, *, products: int, practices: int, orders: int, **options: object) -> None:
        """Write the rows in bulk, then index what can be searched."""
        chance = random.Random(products + practices + orders)  # noqa: S311 - no secrets here
        if products:
            _seed_products(products, chance)
            self.stdout.write(f"{services.reindex_all()} products indexed")
        if practices:
            _seed_practices(practices)
            self.stdout.write(f"{practices} practices; sign in as bench1@praktijk.example, {PASSWORD}")
        if orders:
            _seed_orders(orders, chance)
            self.stdout.write(f"{orders} orders")


def _seed_products(count: int, chance: random.Random) -> None:
    shelves = _put(
        Category(slug=f"rubriek-{n}", name=f"Rubriek {n}", name_en=f"Shelf {n}", position=n, drawing="box")
        for n in range(CATEGORIES)
    )
    brands = _put(Brand(name=f"Merk {n:02d}", slug=f"merk-{n:02d}") for n in range(BRANDS))
    names = (
        ("kleur", "Kleur", "Colour"),
        ("aansluiting", "Aansluiting", "Connection"),
        ("maat", "Maat", "Size"),
    )
    attributes = _put(Attribute(code=code, name=dutch, name_en=english) for code, dutch, english in names)
    VatRate.objects.get_or_create(
        vat_class="high", since=date(2012, 10, 1), defaults={"permille": VAT_PERMILLE}
    )
    CarriageRate.objects.get_or_create(
        country="NL", up_to_grams=HEAVIEST_GRAMS, defaults={"price_cents": CARRIAGE_CENTS}
    )
    products = _put(_product(n, chance, shelves, brands) for n in range(count))
    variants = _put(
        _variant(n, place, product, chance)
        for n, product in enumerate(products)
        for place in range(1 + n % 2)
    )
    _seed_shelves(variants)
    values = (COLOURS, CONNECTIONS, SIZES)
    _put(
        AttributeValue(variant=variant, attribute=attribute, value=chance.choice(choices))
        for variant in variants
        for attribute, choices in zip(attributes, values, strict=True)
    )


def _seed_shelves(variants: Sequence[Variant]) -> None:
    today = clock.today()
    batches = _put(
        Batch(variant=variant, on_hand=variant.on_hand, received_on=today)
        for variant in variants
        if variant.on_hand
    )
    _put(Movement(batch=batch, kind=Movement.Kind.RECEIPT, quantity=batch.on_hand) for batch in batches)


def _product(n: int, chance: random.Random, shelves: Sequence[Category], brands: Sequence[Brand]) -> Product:
    kind, trait = chance.choice(KINDS), chance.choice(TRAITS)
    return Product(
        category=shelves[n % len(shelves)],
        brand=chance.choice(brands),
        slug=f"bench-{n}",
        name=f"{kind} {trait} {n % 997}",
        name_en=f"{kind} {trait} {n % 997}",
        description=f"{kind} voor de tandheelkundige praktijk, {chance.choice(TRAITS).lower()}.",
        drawing="box",
        is_published=True,
    )


def _variant(n: int, place: int, product: Product, chance: random.Random) -> Variant:
    return Variant(
        product=product,
        number=f"D{n:06d}-{place}",
        maker_number=f"{chance.randrange(1_000_000):06d}.{n}",
        gtin=f"29{n * 2 + place:011d}",
        name=("standaard", "groot")[place],
        unit_price_e4=100 * chance.randrange(100, 100_000),
        on_hand=chance.choice((0, 3, 5_000)),
        position=place,
    )


def _seed_practices(count: int) -> None:
    password = make_password(PASSWORD)
    subjects = iter(_put(DataSubject(uuid=UUID(int=n)) for n in range(1, 2 * count + 1)))
    practices = _put(_practice(n, next(subjects)) for n in range(1, count + 1))
    _put(_address(n, practice) for n, practice in enumerate(practices, 1))
    users = _put(
        User(subject=next(subjects), email=f"bench{n}@praktijk.example", password=password)
        for n in range(1, count + 1)
    )
    _put(EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users)
    _put(
        Membership(user=user, practice=practice, role=Membership.Role.MANAGER)
        for user, practice in zip(users, practices, strict=True)
    )


def _practice(n: int, subject: DataSubject) -> Practice:
    return Practice(
        subject=subject,
        number=f"B{n:07d}",
        state=Practice.State.APPROVED,
        name=f"Praktijk {n}",
        kind=Practice.Kind.DENTIST,
        billing_email=f"facturen{n}@praktijk.example",
        may_buy_on_account=True,
        credit_limit_cents=100_000_000,
        is_managed=True,
    )


def _address(n: int, practice: Practice) -> Address:
    return Address(
        practice=practice,
        street="Kerkstraat",
        house_number=str(n % 200 + 1),
        postcode="5242 HT",
        city="Rosmalen",
        is_delivery_default=True,
        is_billing=True,
    )


def _seed_orders(count: int, chance: random.Random) -> None:
    practices = list(Practice.objects.order_by("pk").values_list("pk", "name"))
    variants = list(Variant.objects.select_related("product").order_by("pk")[:10_000])
    began = clock.now()
    numbers = iter(range(1, count + 1))
    while chunk := list(islice(numbers, CHUNK)):
        baskets = {n: [(chance.choice(variants), chance.randrange(1, 10)) for _ in range(3)] for n in chunk}
        orders = _put(
            _order(n, *practices[n % len(practices)], baskets[n], began - timedelta(minutes=n)) for n in chunk
        )
        _put(
            _line(order, position, variant, quantity)
            for n, order in zip(chunk, orders, strict=True)
            for position, (variant, quantity) in enumerate(baskets[n], 1)
        )


def _order(
    n: int, practice_id: int, name: str, basket: list[tuple[Variant, int]], placed_at: datetime
) -> Order:
    goods = sum(price_cents(variant.unit_price_e4, quantity) for variant, quantity in basket)
    vat = vat_cents(goods + CARRIAGE_CENTS, VAT_PERMILLE)
    return Order(
        number=f"B{n:09d}",
        practice_id=practice_id,
        key=UUID(int=n),
        state=Order.State.SHIPPED if n % 10 else Order.State.RELEASED,
        terms=Order.Terms.ON_ACCOUNT,
        delivery_practice=name,
        delivery_street="Kerkstraat",
        delivery_house_number=str(n % 200 + 1),
        delivery_postcode="5242 HT",
        delivery_city="Rosmalen",
        delivery_country="NL",
        goods_cents=goods,
        carriage_cents=CARRIAGE_CENTS,
        vat_cents=vat,
        total_cents=goods + CARRIAGE_CENTS + vat,
        placed_at=placed_at,
        closed_at=placed_at if n % 10 else None,
    )


def _line(order: Order, position: int, variant: Variant, quantity: int) -> OrderLine:
    is_shipped = order.state == Order.State.SHIPPED
    return OrderLine(
        order=order,
        position=position,
        variant=variant,
        number=variant.number,
        name=f"{variant.product.name} {variant.name}",
        unit_price_e4=variant.unit_price_e4,
        is_service=False,
        vat_category=VatCategory.STANDARD,
        vat_permille=VAT_PERMILLE,
        net_cents=price_cents(variant.unit_price_e4, quantity),
        quantity=quantity,
        shipped=quantity if is_shipped else 0,
    )


def _put(rows: Iterable[Row]) -> list[Row]:
    """Write rows in chunks; gives them with their ids."""
    written: list[Row] = []
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        table: Any = type(chunk[0])._default_manager  # noqa: SLF001 - any model at all
        with transaction.atomic():
            written += table.bulk_create(chunk)
    return written
