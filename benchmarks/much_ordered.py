"""A manager with many orders, each with lines, a parcel and an invoice; and orders of others beside them."""

import os
from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from accounts.models import Membership, Practice, User
from accounts.services import NewAddress, NewPerson, NewPractice, register
from shop.catalogue.models import Brand, Category, Product, Variant
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceLine
from shop.orders.models import Order, OrderLine
from shop.shipping.models import Parcel, Scan, Shipment, ShipmentLine

LINES = 2
BATCH = 2_000


def fill(orders: int, others: int, label_bytes: int, pdf_bytes: int) -> UUID:
    """Fill the database; the identity of the manager with the many orders."""
    subject = fill_one("a", range(orders), label_bytes, pdf_bytes)
    fill_others(range(orders, orders + others))
    return subject


def fill_one(name: str, numbers: range, label_bytes: int, pdf_bytes: int) -> UUID:
    """A manager with orders of these numbers and their files; the identity of the manager."""
    manager, practice = customer(name)
    _ordered(practice, manager, _variant(), numbers, (os.urandom(label_bytes), os.urandom(pdf_bytes)))
    found: UUID = manager.subject.uuid
    return found


def fill_others(numbers: range) -> None:
    """Orders of another practice, without files."""
    manager, practice = customer("others")
    variant = _variant()
    for start in range(numbers.start, numbers.stop, BATCH):
        _ordered(practice, manager, variant, range(start, min(start + BATCH, numbers.stop)), None)


def _variant() -> Variant:
    if found := Variant.objects.first():
        return found
    category = Category.objects.create(slug="c", name="C", name_en="C")
    brand = Brand.objects.create(slug="b", name="B")
    product = Product.objects.create(category=category, brand=brand, slug="p", name="P", name_en="P")
    return Variant.objects.create(product=product, number="N1", unit_price_e4=100_000, weight_grams=100)


def customer(name: str) -> tuple[User, Practice]:
    """A registered practice and its manager."""
    practice = register(
        NewPractice(f"Praktijk {name}", "dentist", f"f{name}@example.nl", kvk_number="12345678"),
        NewPerson(f"{name}@example.nl", "vier blauwe molens draaien", "Anna", "de Vries", "madam"),
        NewAddress("Lindelaan", "12", "5242 HT", "Rosmalen"),
    )
    return Membership.objects.get(practice=practice).user, practice


def _ordered(
    practice: Practice, by: User, variant: Variant, numbers: range, files: tuple[bytes, bytes] | None
) -> None:
    orders = Order.objects.bulk_create(_order(practice, by, number) for number in numbers)
    lines = OrderLine.objects.bulk_create(
        _line(order, variant, position) for order in orders for position in range(LINES)
    )
    shipments = Shipment.objects.bulk_create(
        Shipment(order=order, sequence=1, courier="postnl", state="handed_over") for order in orders
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipments[place // LINES], order_line=line, quantity=1, lot="L1")
        for place, line in enumerate(lines)
    )
    parcels = Parcel.objects.bulk_create(
        _parcel(one, number) for one, number in zip(shipments, numbers, strict=True)
    )
    Scan.objects.bulk_create(
        Scan(parcel=one, status="delivered", raw_code="D", at=timezone.now()) for one in parcels
    )
    invoices = Invoice.objects.bulk_create(_invoice(practice, number) for number in numbers)
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoices[place // LINES],
            order=line.order,
            order_line=line,
            position=place % LINES + 1,
            quantity=1,
            net_cents=1_000,
        )
        for place, line in enumerate(lines)
    )
    if files:
        _keep_files(parcels, invoices, files)


def _keep_files(parcels: Iterable[Parcel], invoices: Iterable[Invoice], files: tuple[bytes, bytes]) -> None:
    label, pdf = files
    for parcel in parcels:
        parcel.label.save(f"{parcel.reference}.pdf", ContentFile(label))
    archive = storages["archive"]
    ArchivedFile.objects.bulk_create(
        ArchivedFile(
            invoice=one,
            kind="pdf",
            file=archive.save(f"invoices/{one.number}.pdf", ContentFile(pdf)),
            sha256="0" * 64,
            size=len(pdf),
            renderer="bench",
        )
        for one in invoices
    )


def _order(practice: Practice, by: User, number: int) -> Order:
    return Order(
        number=f"D{number:07}",
        practice=practice,
        placed_by=by,
        key=uuid4(),
        state="shipped",
        terms="prepaid",
        reference=f"kamer {number % 9}",
        delivery_note="Bij de balie afgeven, achterom via de tuin als er niemand is.",
        delivery_first_name="Anna",
        delivery_last_name="de Vries",
        delivery_practice=practice.name,
        delivery_street="Lindelaan",
        delivery_house_number="12",
        delivery_postcode="5242 HT",
        delivery_city="Rosmalen",
        delivery_country="NL",
        goods_cents=2_000,
        carriage_cents=0,
        vat_cents=420,
        total_cents=2_420,
        placed_at=timezone.now(),
    )


def _line(order: Order, variant: Variant, position: int) -> OrderLine:
    return OrderLine(
        order=order,
        position=position + 1,
        variant=variant,
        number=variant.number,
        name="Composiet, spuit van 4 gram, kleur A2",
        unit_price_e4=100_000,
        is_service=False,
        vat_category="S",
        vat_permille=210,
        net_cents=1_000,
        quantity=1,
        shipped=1,
    )


def _parcel(shipment: Shipment, number: int) -> Parcel:
    return Parcel(
        shipment=shipment,
        reference=f"P{number:07}",
        courier="postnl",
        state="delivered",
        tracking_number=f"3SBENCH{number:07}",
    )


def _invoice(practice: Practice, number: int) -> Invoice:
    return Invoice(
        kind="invoice",
        number=f"F{number:07}",
        series="bench",
        sequence=number + 1,
        practice=practice,
        occasion=f"bench {number}",
        issued_on=date(2026, 1, 2),
        due_on=date(2026, 2, 1),
        net_cents=2_000,
        vat_cents=420,
        total_cents=2_420,
        open_cents=2_420,
        snapshot='{"buyer": {"name": "Praktijk a"}, "lines": []}' * 60,
        snapshot_sha256="0" * 64,
        previous_seal="0" * 64,
        seal="0" * 64,
    )
