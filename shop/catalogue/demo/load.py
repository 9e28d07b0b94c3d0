"""Fills the shelves of the demo shop; may be done again, and then only mends what differs.

Stock is not the catalogue's to write: `load` tells what should lie on the shelf, and the one who seeds the
demo books it in through the stock room.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from d4d.foundation import clock
from shop.catalogue import services
from shop.catalogue.demo import terms
from shop.catalogue.demo.leaflet import leaflet
from shop.catalogue.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Document,
    Product,
    ProductLink,
    Variant,
)

FOLDER = Path(__file__).parent
SHELF_LIFE_DAYS = 540

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WantedStock:
    """Pieces that should lie on the shelf of the demo shop."""

    variant_id: int
    number: str
    quantity: int
    lot: str
    expires_on: date | None
    has_serials: bool


def load() -> list[WantedStock]:
    """Put everything on the shelves and let the search know it; gives the stock that is wanted."""
    goods = _read("products.json")
    with transaction.atomic():
        _shelves(goods)
        _products(goods["products"])
        _variants(goods["products"])
        _facts(goods["products"])
        _links(goods["products"])
        _papers(goods["products"], _read("papers.json"))
        terms.load(goods["products"])
    services.reindex_all()
    return list(_wanted(goods["products"]))


def _read(file: str) -> Any:
    return json.loads((FOLDER / file).read_text(encoding="utf-8"))


def _shelves(goods: dict[str, Any]) -> None:
    categories = [Category(position=place, **row) for place, row in enumerate(goods["categories"])]
    _put(Category.objects, categories, "slug")
    _put(
        Brand.objects,
        [Brand(name=name, slug=name.lower().replace(" ", "-")) for name in goods["brands"]],
        "name",
    )
    attributes = [Attribute(position=place, **row) for place, row in enumerate(goods["attributes"])]
    _put(Attribute.objects, attributes, "code")


def _products(rows: Rows) -> None:
    categories, brands = _ids(Category.objects, "slug"), _ids(Brand.objects, "name")
    products = [
        Product(
            slug=row["slug"],
            category_id=categories[row["category"]],
            brand_id=brands[row["brand"]],
            name=row["name"],
            name_en=row["name_en"],
            description=row["description"],
            description_en=row["description_en"],
            vat_class=row["vat"],
            drawing=row["drawing"],
            is_published=True,
            is_professionals_only=row.get("professionals_only", False),
            device_class=row["device_class"],
            has_ce_mark=bool(row["device_class"]),
            has_dutch_instructions=bool(row["device_class"]),
            has_udi=bool(row["device_class"]),
            is_implantable=row.get("implantable", False) if row["device_class"] else None,
            checked_at=clock.now() if row["device_class"] else None,
            is_lot_tracked=row.get("lot", False),
            is_serial_tracked=row.get("serial", False),
            has_expiry=row.get("expiry", False),
        )
        for row in rows
    ]
    _put(Product.objects, products, "slug", but=("picture", "successor", "checked_by"))
    ids = _ids(Product.objects, "slug")
    for row in rows:
        if successor := row.get("successor"):
            Product.objects.filter(slug=row["slug"]).update(successor_id=ids[successor])


def _variants(rows: Rows) -> None:
    products, today = _ids(Product.objects, "slug"), clock.today()
    variants = [
        Variant(
            product_id=products[row["slug"]],
            number=one["number"],
            maker_number=one["maker_number"],
            gtin=one["gtin"],
            name=one.get("name", ""),
            name_en=one.get("name_en", ""),
            unit_price_e4=one["price_e4"],
            weight_grams=one["grams"],
            position=place,
            is_discontinued=one.get("discontinued", False),
            expected_on=today + timedelta(one["expected_in_days"]) if "expected_in_days" in one else None,
        )
        for row in rows
        for place, one in enumerate(row["variants"])
    ]
    _put(Variant.objects, variants, "number", but=("on_hand", "allocated"))


def _facts(rows: Rows) -> None:
    variants, attributes = _ids(Variant.objects, "number"), _ids(Attribute.objects, "code")
    facts = []
    for one in (one for row in rows for one in row["variants"]):
        for code, said in one["facts"].items():
            dutch, english = said if isinstance(said, list) else (said, "")
            facts.append(
                AttributeValue(
                    variant_id=variants[one["number"]],
                    attribute_id=attributes[code],
                    value=dutch,
                    value_en=english,
                )
            )
    _put(AttributeValue.objects, facts, "variant", "attribute")


def _links(rows: Rows) -> None:
    products = _ids(Product.objects, "slug")
    links = [
        ProductLink(product_id=products[row["slug"]], other_id=products[other], kind=kind)
        for row in rows
        for kind in ProductLink.Kind.values
        for other in row.get(kind, ())
    ]
    ProductLink.objects.bulk_create(links, ignore_conflicts=True)


def _papers(rows: Rows, papers: dict[str, Any]) -> None:
    """Each paper is written once per language, and lies with every product that it is about."""
    products = _ids(Product.objects, "slug")
    Document.objects.filter(product_id__in=products.values(), file__startswith="documents/demo/").delete()
    documents = [
        Document(
            product_id=products[row["slug"]],
            kind=papers[name]["kind"],
            language=language,
            version=papers[name]["version"],
            file=_paper_file(name, language, papers[name]),
        )
        for row in rows
        for name in row.get("papers", ())
        for language in ("nl", "en")
    ]
    Document.objects.bulk_create(documents)


def _paper_file(name: str, language: str, paper: dict[str, Any]) -> str:
    path = f"documents/demo/{name.lower()}-{language}.pdf"
    if not default_storage.exists(path):
        said = paper[language]
        word = {"nl": "versie", "en": "version"}[language]
        content = leaflet(said["title"], [said["text"], f"Dentists4Dentists, {word} {paper['version']}"])
        default_storage.save(path, ContentFile(content))
    return path


def _wanted(rows: Rows) -> Iterable[WantedStock]:
    variants, today = _ids(Variant.objects, "number"), clock.today()
    for row in rows:
        for one in row["variants"]:
            if one["stock"] and not one.get("discontinued"):
                yield WantedStock(
                    variant_id=variants[one["number"]],
                    number=one["number"],
                    quantity=one["stock"],
                    lot=f"L{one['gtin'][-6:]}" if row.get("lot") else "",
                    expires_on=today + timedelta(SHELF_LIFE_DAYS) if row.get("expiry") else None,
                    has_serials=row.get("serial", False),
                )


def _put(table: "models.Manager[Any]", rows: list[Any], *known_by: str, but: tuple[str, ...] = ()) -> None:
    """Write rows; one that is there already is brought up to date, except for some columns."""
    columns = [field.name for field in table.model._meta.concrete_fields if not field.primary_key]
    updated = [name for name in columns if name not in known_by and name not in but]
    table.bulk_create(rows, update_conflicts=True, unique_fields=list(known_by), update_fields=updated)


def _ids(table: "models.Manager[Any]", column: str) -> dict[str, int]:
    return dict(table.values_list(column, "pk"))
