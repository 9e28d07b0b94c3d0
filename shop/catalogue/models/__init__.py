"""The tables of the catalogue."""

from shop.catalogue.models.counting import ProductCount, SearchCount, StepCount
from shop.catalogue.models.goods import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Document,
    Product,
    ProductLink,
    Variant,
    VariantQuerySet,
)
from shop.catalogue.models.prices import CarriageRate, Price, PriceGroup
from shop.catalogue.models.recent import RecentView
from shop.catalogue.models.search import SearchEntry, SearchNumber, SearchWord
from shop.catalogue.models.vat import VatCategory, VatClass, VatRate

__all__ = [
    "Attribute",
    "AttributeValue",
    "Brand",
    "CarriageRate",
    "Category",
    "Document",
    "Price",
    "PriceGroup",
    "Product",
    "ProductCount",
    "ProductLink",
    "RecentView",
    "SearchCount",
    "SearchEntry",
    "SearchNumber",
    "SearchWord",
    "StepCount",
    "Variant",
    "VariantQuerySet",
    "VatCategory",
    "VatClass",
    "VatRate",
]
