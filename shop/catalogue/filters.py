"""What a visitor narrows a list down to, as it stands in the address: brand, price, facts, stock, order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import clock
from shop.catalogue import bands, fitting
from shop.catalogue.bands import Band
from shop.catalogue.memory import remembered
from shop.catalogue.models import Attribute, AttributeValue, VariantQuerySet
from shop.catalogue.price_column import practices_with_own_prices, unit_price
from shop.catalogue.wording import is_english

BRAND, PRICE, STOCK, ORDER, PAGE, QUERY = "merk", "prijs", "voorraad", "volgorde", "pagina", "q"
FITS = "past"
RESERVED = {BRAND, PRICE, STOCK, ORDER, PAGE, QUERY, FITS}
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
    """The choices of a visitor; facts by the code of their attribute.

    `prices_of` is the practice in whose prices is counted; None counts in those of everybody. `may_fit` says
    whether the visitor has devices, `fitting` which variants fit on these, once they asked for that.
    """

    brands: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_stock: bool = False
    order: str = ""
    bands: tuple[Band, ...] = ()
    prices_of: int | None = None
    may_fit: bool = False
    fitting: tuple[int, ...] | None = None

    @property
    def are_empty(self) -> bool:
        """Whether nothing is left out."""
        return not (self.brands or self.facts or self.in_stock or self.bands or self.must_fit)

    @property
    def must_fit(self) -> bool:
        """Whether only what fits on the visitor's devices is wanted."""
        return self.fitting is not None

    def without(self, code: str) -> "Filters":
        """The same choices but those of one kind: what else could be chosen of it."""
        facts = {other: values for other, values in self.facts.items() if other != code}
        brands = () if code == BRAND else self.brands
        bands = () if code == PRICE else self.bands
        in_stock = self.in_stock and code != STOCK
        return replace(self, brands=brands, facts=facts, in_stock=in_stock, bands=bands)

    def unit_e4(self) -> Combinable:
        """What a piece of a variant costs this visitor, as a column."""
        return unit_price(self.prices_of, clock.today())

    def apply(self, variants: VariantQuerySet) -> VariantQuerySet:
        """Only the variants that have everything that was chosen."""
        if self.brands:
            variants = variants.filter(product__brand__slug__in=self.brands)
        if self.in_stock:
            variants = variants.in_stock()
        if self.fitting is not None:
            variants = variants.filter(pk__in=self.fitting)
        if self.bands:
            variants = variants.alias(unit_e4=self.unit_e4()).filter(_within(self.bands))
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


def read(asked: QueryDict, practice: Practice | None) -> Filters:
    """The choices in an address; what we do not know is passed over."""
    order = asked.get(ORDER, "")
    named = [band for value in _values(asked, PRICE) if (band := bands.read(value))]
    own = practice.payer_id if practice and practice.payer_id in practices_with_own_prices() else None
    may_fit = fitting.has_devices(practice)
    wants_fit = may_fit and asked.get(FITS) == "1"
    return Filters(
        brands=tuple(_values(asked, BRAND)),
        facts={code: tuple(values) for code in facet_names() if (values := _values(asked, code))},
        in_stock=asked.get(STOCK) == "1",
        order=order if order in ORDERS else "",
        bands=tuple(named),
        prices_of=own,
        may_fit=may_fit,
        fitting=fitting.articles_for(practice) if wants_fit and practice else None,
    )


def facet_names() -> dict[str, tuple[str, str, str]]:
    """The attributes that people choose by: code to Dutch name, English name and unit."""
    return remembered("facets", _all_facets)


def _within(chosen: tuple[Band, ...]) -> Q:
    wanted = Q()
    for band in chosen:
        upto = Q() if band.high is None else Q(unit_e4__lt=band.high * bands.E4)
        wanted |= Q(unit_e4__gte=band.low * bands.E4) & upto
    return wanted


def _values(asked: QueryDict, code: str) -> list[str]:
    return sorted({value for value in asked.getlist(code) if value and "\x00" not in value})[:MOST_CHOICES]


def _all_facets() -> dict[str, tuple[str, str, str]]:
    rows = Attribute.objects.filter(is_facet=True).order_by("position", "name").exclude(code__in=RESERVED)
    return {
        code: (name, name_en, unit)
        for code, name, name_en, unit in rows.values_list("code", "name", "name_en", "unit")
    }
