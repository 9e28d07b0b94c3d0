"""What a visitor narrows a list down to, as it stands in the address: brand, facts, stock, order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shop.catalogue.memory import remembered
from shop.catalogue.models import Attribute, AttributeValue, VariantQuerySet
from shop.catalogue.wording import is_english

BRAND, STOCK, ORDER, PAGE, QUERY = "merk", "voorraad", "volgorde", "pagina", "q"
RESERVED = {BRAND, STOCK, ORDER, PAGE, QUERY}
MOST_CHOICES = 40

ORDERS = {
    "naam": _("Name"),
    "prijs": _("Price, lowest first"),
    "prijs-af": _("Price, highest first"),
    "nieuw": _("Newest first"),
}
ORDERS_OF_A_SHELF = {"": ORDERS["naam"], **{key: word for key, word in ORDERS.items() if key != "naam"}}
ORDERS_OF_A_SEARCH = {"": _("Best match"), **ORDERS}


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices of a visitor; facts by the code of their attribute."""

    brands: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_stock: bool = False
    order: str = ""

    @property
    def are_empty(self) -> bool:
        """Whether nothing is left out."""
        return not (self.brands or self.facts or self.in_stock)

    def without(self, code: str) -> "Filters":
        """The same choices but those of one kind: what else could be chosen of it."""
        facts = {other: values for other, values in self.facts.items() if other != code}
        brands = () if code == BRAND else self.brands
        return Filters(brands, facts, self.in_stock and code != STOCK, self.order)

    def apply(self, variants: VariantQuerySet) -> VariantQuerySet:
        """Only the variants that have everything that was chosen."""
        if self.brands:
            variants = variants.filter(product__brand__slug__in=self.brands)
        if self.in_stock:
            variants = variants.in_stock()
        for code, values in self.facts.items():
            facts = AttributeValue.objects.filter(
                variant=OuterRef("pk"), attribute__code=code, value__in=values
            )
            variants = variants.filter(Exists(facts))
        return variants

    def columns(self) -> list[str]:
        """The order of a list, as columns of a product."""
        name = "name_en" if is_english() else "name"
        return {
            "prijs": ["entry__price_e4", "pk"],
            "prijs-af": ["-entry__price_e4", "pk"],
            "nieuw": ["-pk"],
        }.get(self.order, [name, "pk"])

    def columns_of_a_variant(self) -> list[str]:
        """The same order for variants, those of one product together."""
        signs = [("-" if column.startswith("-") else "", column.lstrip("-")) for column in self.columns()]
        return [*(f"{sign}product__{column}" for sign, column in signs), "position", "pk"]


def read(asked: QueryDict) -> Filters:
    """The choices in an address; what we do not know is passed over."""
    order = asked.get(ORDER, "")
    return Filters(
        brands=tuple(_values(asked, BRAND)),
        facts={code: tuple(values) for code in facet_names() if (values := _values(asked, code))},
        in_stock=asked.get(STOCK) == "1",
        order=order if order in ORDERS else "",
    )


def facet_names() -> dict[str, tuple[str, str, str]]:
    """The attributes that people choose by: code to Dutch name, English name and unit."""
    return remembered("facets", _all_facets)


def _values(asked: QueryDict, code: str) -> list[str]:
    return sorted({value for value in asked.getlist(code) if value and "\x00" not in value})[:MOST_CHOICES]


def _all_facets() -> dict[str, tuple[str, str, str]]:
    rows = Attribute.objects.filter(is_facet=True).order_by("position", "name").exclude(code__in=RESERVED)
    return {
        code: (name, name_en, unit)
        for code, name, name_en, unit in rows.values_list("code", "name", "name_en", "unit")
    }
