"""Rows as software reads them: amounts as decimal text in euros, days in ISO 8601, nobody's name."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from accounts.models import Practice
from contracts.devices.models import Device
from d4d.foundation import clock
from shop.catalogue.models import Variant
from shop.catalogue.prices import PriceList, price_of
from shop.catalogue.vat import rates_on
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceLine
from shop.invoicing.render.figures import cents, decimal
from shop.orders.models import Order, OrderLine
from shop.shipping.models import Parcel, Shipment

Shape = dict[str, Any]


def articles(variants: Sequence[Variant], practice: Practice) -> list[Shape]:
    """Articles with what this practice pays today."""
    today = clock.today()
    prices, rates = price_of(variants, practice, today), rates_on(today)
    return [_article(one, prices, rates[one.product.vat_class]) for one in variants]


def with_parts_of_orders(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with everything that their shape needs, fetched along."""
    parcels = Parcel.objects.exclude(state__in=Parcel.WITH_US).order_by("pk")
    boxes = Shipment.objects.order_by("sequence").prefetch_related(Prefetch("parcels", parcels))
    lines = OrderLine.objects.order_by("position")
    return orders.prefetch_related(Prefetch("lines", lines), Prefetch("shipments", boxes))


def order(row: Order) -> Shape:
    """An order with its lines and parcels."""
    return {
        "number": row.number,
        "state": row.state,
        "placed_at": row.placed_at.isoformat(),
        "terms": row.terms,
        "reference": row.reference,
        "currency": "EUR",
        "goods": cents(row.goods_cents),
        "carriage": cents(row.carriage_cents),
        "vat": cents(row.vat_cents),
        "total": cents(row.total_cents),
        "lines": [_line(line) for line in row.lines.all()],
        "parcels": [_parcel(one) for box in row.shipments.all() for one in box.parcels.all()],
    }


def with_parts_of_invoices(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Invoices with everything that their shape needs; `open_cents` is on them already."""
    lines = InvoiceLine.objects.select_related("order").order_by("position")
    files = ArchivedFile.objects.exclude(kind=ArchivedFile.Kind.RECORD).order_by("kind")
    return invoices.select_related("credits").prefetch_related(
        Prefetch("lines", lines), Prefetch("files", files)
    )


def invoice(row: Invoice) -> Shape:
    """An invoice or credit note, with the addresses of its files."""
    orders = {line.order.number: None for line in row.lines.all() if line.order}
    return {
        "number": row.number,
        "kind": row.kind,
        "issued_on": row.issued_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "currency": "EUR",
        "net": cents(row.net_cents),
        "vat": cents(row.vat_cents),
        "total": cents(row.total_cents),
        "open": cents(row.open_cents),
        "credits": row.credits.number if row.credits else None,
        "orders": list(orders),
        "files": {str(file.kind): _file(row.number, str(file.kind)) for file in row.files.all()},
    }


def device(row: Device) -> Shape:
    """A device as it is written down."""
    return {
        "id": row.pk,
        "kind": row.kind.code,
        "brand": row.brand,
        "model": row.model,
        "serial": row.serial,
        "room": row.room,
        "state": row.state,
        "bought_on": row.bought_on and row.bought_on.isoformat(),
        "warranty_until": row.warranty_until and row.warranty_until.isoformat(),
    }


def each(rows: Sequence[Any], shaped: Any) -> list[Shape]:
    """Every row in its shape."""
    return [shaped(row) for row in rows]


def _article(variant: Variant, prices: PriceList, vat_permille: int) -> Shape:
    product = variant.product
    return {
        "number": variant.number,
        "name": f"{product.name} {variant.name}".strip(),
        "name_en": f"{product.name_en} {variant.name_en}".strip(),
        "brand": product.brand.name,
        "manufacturer_number": variant.maker_number,
        "gtin": variant.gtin,
        "for_professionals_only": product.is_professionals_only,
        "in_stock": product.is_service or variant.available > 0,
        "expected_on": (day := variant.still_expected_on) and day.isoformat(),
        "currency": "EUR",
        "vat_percent": decimal(vat_permille, 1),
        "prices": [
            {"from_quantity": tier.from_quantity, "net": decimal(tier.unit_e4, 4, shown=2)}
            for tier in prices.tiers(variant.pk)
        ],
    }


def _line(line: OrderLine) -> Shape:
    return {
        "article": line.number,
        "name": line.name,
        "quantity": line.quantity,
        "shipped": line.shipped,
        "cancelled": line.cancelled,
        "unit_price": decimal(line.unit_price_e4, 4, shown=2),
        "vat_percent": decimal(line.vat_permille, 1),
        "net": cents(line.net_cents),
    }


def _parcel(parcel: Parcel) -> Shape:
    return {"courier": parcel.courier, "tracking_number": parcel.tracking_number, "state": parcel.state}


def _file(number: str, kind: str) -> str:
    return settings.PUBLIC_ORIGIN + reverse("api:invoice_file", args=[number, kind])
