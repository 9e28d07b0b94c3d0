"""A list of products and variants: one row is one article; rows of the same product share its address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from d4d.foundation.importing import cells
from d4d.foundation.importing.differing import CHUNK, Difference, Table, Values, undo_in_order
from d4d.foundation.importing.kinds import Column, Finding, Kind, News, Row, Trace
from d4d.foundation.importing.wrong import WrongCell
from shop.catalogue import memory
from shop.catalogue.models import (
    Brand,
    Category,
    Product,
    SearchEntry,
    SearchNumber,
    Variant,
    VatClass,
)
from shop.catalogue.search import indexing


def _address(cell: str) -> str:
    try:
        validate_slug(cell)
    except ValidationError:
        raise WrongCell(_("Use small letters, figures and hyphens.")) from None
    return cell.lower()[:120]


def _gtin(cell: str) -> str:
    """A GTIN whose last figure fits the others."""
    digits = cell.replace(" ", "")
    if len(digits) not in {8, 12, 13, 14} or not digits.isdecimal():
        raise WrongCell(_("A GTIN has 8, 12, 13 or 14 figures."))
    weighed = sum(int(one) * (3 if place % 2 == 0 else 1) for place, one in enumerate(reversed(digits[:-1])))
    if (weighed + int(digits[-1])) % 10:
        raise WrongCell(_("The last figure of this GTIN does not fit the others."))
    return digits


_VAT = {"hoog": VatClass.HIGH, "laag": VatClass.LOW, "nul": VatClass.ZERO, "vrij": VatClass.EXEMPT}
_CLASSES = {str(value): value for value in Product.DeviceClass.values if value}

# Column in the file → column of the table.
OF_PRODUCT = {
    "name": "name",
    "name_en": "name_en",
    "description": "description",
    "description_en": "description_en",
    "vat": "vat_class",
    "device_class": "device_class",
    "professionals_only": "is_professionals_only",
    "lot_tracked": "is_lot_tracked",
    "serial_tracked": "is_serial_tracked",
    "has_expiry": "has_expiry",
    "service": "is_service",
    "for_sale": "is_published",
}
OF_VARIANT = {
    "maker_number": "maker_number",
    "gtin": "gtin",
    "variant": "name",
    "variant_en": "name_en",
    "price": "unit_price_e4",
    "weight_grams": "weight_grams",
    "discontinued": "is_discontinued",
}

COLUMNS = (
    Column("number", _("our article number"), cells.text(40), is_needed=True, example="D4D-1001"),
    Column("product", _("address of the product"), _address, is_needed=True, example="composiet-a2"),
    Column("name", _("name"), cells.text(120), example="Composiet A2"),
    Column("name_en", _("name in English"), cells.text(120), example="Composite A2"),
    Column("category", _("address of the category"), _address, example="vullen"),
    Column("brand", _("brand; a new one is made"), cells.text(60), example="Voorbeeld"),
    Column("description", _("description"), cells.text(), example="Lichthardend."),
    Column("description_en", _("description in English"), cells.text(), example="Light-curing."),
    Column("vat", _("VAT: hoog, laag, nul or vrij"), cells.one_of(_VAT), example="hoog"),
    Column("device_class", _("class of medical device, else empty"), cells.one_of(_CLASSES), example="IIa"),
    Column("professionals_only", _("for approved practices only"), cells.yes_or_no, example="ja"),
    Column("lot_tracked", _("tracked by LOT"), cells.yes_or_no, example="ja"),
    Column("serial_tracked", _("tracked by serial number"), cells.yes_or_no, example="nee"),
    Column("has_expiry", _("has an expiry date"), cells.yes_or_no, example="ja"),
    Column("service", _("is a service: nothing is sent"), cells.yes_or_no, example="nee"),
    Column(
        "for_sale", _("for sale; a medical device is offered at the desk"), cells.yes_or_no, example="nee"
    ),
    Column("maker_number", _("manufacturer's number"), cells.text(40), example="VB-77"),
    Column("gtin", _("GTIN"), _gtin, example="8712345000004"),
    Column("variant", _("variant"), cells.text(80), example="4 g"),
    Column("variant_en", _("variant in English"), cells.text(80), example="4 g"),
    Column("price", _("price excluding VAT"), cells.price, example="24,95"),
    Column("weight_grams", _("weight in grams"), cells.whole, example="40"),
    Column("discontinued", _("no longer made"), cells.yes_or_no, example="nee"),
)

PRODUCTS = Table(
    Product,
    ("slug",),
    ("slug", "category_id", "brand_id", *OF_PRODUCT.values(), "updated_at"),
    (SearchEntry, SearchNumber),
)
VARIANTS = Table(
    Variant, ("number",), ("number", "product_id", *OF_VARIANT.values(), "updated_at"), (SearchNumber,)
)
LONGEST_ADDRESS = Brand._meta.get_field("slug").max_length
BRANDS = Table(Brand, ("name",), ("name", "slug"))


@dataclass(slots=True)
class Plan:
    """What becomes of an article, of its product, and the brand that is still to be made."""

    product: Difference
    variant: Difference
    brand: str = ""


def look(rows: Sequence[Row]) -> list[Finding]:
    """How each article and its product differ from what we sell."""
    categories = dict(Category.objects.values_list("slug", "pk"))
    brands = _known_brands()
    said, makers, wrong = _products(rows, categories, brands)
    products = PRODUCTS.differences({(slug,): values for slug, values in said.items()})
    ids = {slug: one.row_id for (slug,), one in products.items()}
    wanted = {(row.get("number"),): _article(row, ids[row.get("product")]) for row in rows}
    variants = VARIANTS.differences(wanted)
    findings = []
    for row in rows:
        product, variant = products[(row.get("product"),)], variants[(row.get("number"),)]
        brand = makers.get(row.get("product"), "")
        complaint = wrong.get(row.number) or _complaint(product, variant, brand)
        news = _news(product, variant)
        findings.append(
            Finding(row, News.WRONG if complaint else news, complaint, Plan(product, variant, brand))
        )
    return findings


def write(findings: Sequence[Finding], by: UUID | None) -> list[Trace]:
    """Make the brands, the products and then their articles."""
    plans: list[Plan] = [one.plan for one in findings]
    names = {_of_brand(plan.brand): plan.brand for plan in reversed(plans) if plan.brand}
    new_brands = {slug: Difference({"name": name, "slug": slug}) for slug, name in sorted(names.items())}
    traces = BRANDS.write(new_brands.values())
    for plan in plans:
        if plan.brand:
            plan.product.wanted["brand_id"] = new_brands[_of_brand(plan.brand)].row_id
    traces += PRODUCTS.write({id(plan.product): plan.product for plan in plans}.values())
    for plan in plans:
        plan.variant.wanted["product_id"] = plan.product.row_id
    return traces + VARIANTS.write(plan.variant for plan in plans)


def undo(traces: Sequence[Trace], by: UUID | None) -> None:
    """Take articles, products and brands back, as far as the list made or changed them."""
    undo_in_order(traces, (VARIANTS, PRODUCTS, BRANDS))


def settle(traces: Sequence[Trace]) -> None:
    """Let the search know what was written."""
    products = {int(one.row_id) for one in traces if one.label == PRODUCTS.label}
    variants = [int(one.row_id) for one in traces if one.label == VARIANTS.label]
    for start in range(0, len(variants), CHUNK):
        of = Variant.objects.filter(pk__in=variants[start : start + CHUNK])
        products.update(of.values_list("product_id", flat=True))
    indexing.index(sorted(products))
    memory.forget()


def _products(
    rows: Iterable[Row], categories: Mapping[str, int], brands: Mapping[str, int]
) -> tuple[dict[str, Values], dict[str, str], dict[int, WrongCell]]:
    """What the rows together say of each product, which brands are new, and where they contradict."""
    said: dict[str, Values] = {}
    makers: dict[str, str] = {}
    wrong: dict[int, WrongCell] = {}
    told: dict[tuple[str, str], Any] = {}
    for row in rows:
        slug = row.get("product")
        values = said.setdefault(slug, {"slug": slug})
        for column in ("category", "brand", *OF_PRODUCT):
            value = row.get(column)
            if value is None:
                continue
            same = _of_brand(value) if column == "brand" else value
            if not same and column == "brand":
                wrong[row.number] = WrongCell(_("The name of a brand has a letter or a figure."), column)
            elif told.setdefault((slug, column), same) != same:
                wrong[row.number] = WrongCell(_("Another row says otherwise of the same product."), column)
            elif column == "category" and value not in categories:
                wrong[row.number] = WrongCell(_("There is no category with this address."), column)
            elif column == "brand" and same not in brands:
                makers.setdefault(slug, value)
            else:
                values |= _of_product(column, same, categories, brands)
    return said, makers, wrong


def _of_brand(name: str) -> str:
    """The address of a brand: a name in other capitals is the same brand."""
    return slugify(name)[:LONGEST_ADDRESS]


def _known_brands() -> dict[str, int]:
    """Each brand by what its name makes, and by its own address, which goes first."""
    known = list(Brand.objects.values_list("pk", "name", "slug"))
    return {_of_brand(name): pk for pk, name, _slug in known} | {slug: pk for pk, _name, slug in known}


def _of_product(column: str, value: Any, categories: Mapping[str, int], brands: Mapping[str, int]) -> Values:
    if column == "category":
        return {"category_id": categories[value]}
    return {"brand_id": brands[value]} if column == "brand" else {OF_PRODUCT[column]: value}


def _article(row: Row, product_id: int | None) -> Values:
    values = {field: row.get(column) for column, field in OF_VARIANT.items() if row.get(column) is not None}
    return {"number": row.get("number"), "product_id": product_id, **values}


def _complaint(product: Difference, variant: Difference, brand: str) -> WrongCell | None:
    """Why an article cannot be as the list wants it; fills in what may be left out of a new one."""
    if product.news is News.NEW:
        if "name" not in product.wanted:
            return WrongCell(_("A new product needs a name."), "name")
        if "category_id" not in product.wanted:
            return WrongCell(_("A new product needs a category."), "category")
        if "brand_id" not in product.wanted and not brand:
            return WrongCell(_("A new product needs a brand."), "brand")
        product.wanted.setdefault("name_en", product.wanted["name"])
    elif brand:
        return WrongCell(_("This product has another brand; change that at the desk."), "brand")
    if variant.before and "product_id" in variant.before:
        return WrongCell(_("This article number belongs to another product."), "number")
    if variant.news is News.NEW:
        if "unit_price_e4" not in variant.wanted:
            return WrongCell(_("A new article needs a price."), "price")
        variant.wanted.setdefault("name_en", variant.wanted.get("name", ""))
    return _unlawful(product)


def _unlawful(product: Difference) -> WrongCell | None:
    """A medical device is offered at the desk, by somebody who has seen its papers (MDR art. 14)."""
    was = product.now
    is_device = bool(product.wanted.get("device_class", was.device_class if was else ""))
    wants_sale = product.wanted.get("is_published", was.is_published if was else False)
    if not (is_device and wants_sale):
        return None
    if was is None or not was.is_published:
        return WrongCell(_("A medical device is offered for sale at the desk, after its check."), "for_sale")
    if "device_class" in (product.before or {}):
        return WrongCell(_("Take this product off sale first; its check begins anew."), "device_class")
    return None


def _news(product: Difference, variant: Difference) -> News:
    """New when the article is, changed when it or its product is."""
    if variant.news is News.NEW:
        return News.NEW
    return News.UNCHANGED if {product.news, variant.news} == {News.UNCHANGED} else News.CHANGED


KIND = Kind(
    "products",
    _("Products and variants"),
    "catalogue.add_product",
    COLUMNS,
    ("number",),
    look,
    write,
    undo,
    settle,
)
