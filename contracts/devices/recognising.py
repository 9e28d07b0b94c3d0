"""What a device is to the catalogue: by its UDI, or by its brand and type."""

from dataclasses import dataclass

from contracts.devices.models import ProductService
from shop.catalogue.models import AttributeValue, Product, Variant

CONNECTION, COLOUR = "connection", "colour"


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue says of an article that was scanned."""

    brand: str
    model: str
    kind_id: int | None
    colour: str
    connection: str


def by_udi(udi_di: str) -> Known | None:
    """The article with this number, when we have it in the catalogue."""
    variant = _with_number(udi_di)
    if variant is None:
        return None
    facts = facts_of(variant)
    kinds = ProductService.objects.filter(product=variant.product_id).values_list("kind_id", flat=True)
    return Known(
        variant.product.brand.name,
        name_of(variant),
        kinds.first(),
        facts.get(COLOUR, "")[:40],
        facts.get(CONNECTION, "")[:40],
    )


def product_of(brand: str, model: str, udi_di: str) -> int | None:
    """The product that a device is, when the catalogue has it."""
    if variant := _with_number(udi_di):
        return variant.product_id
    called_so = Product.objects.filter(brand__name__iexact=brand, name__iexact=model)
    return called_so.order_by("pk").values_list("pk", flat=True).first()


def name_of(variant: Variant) -> str:
    """The type of a device that is this article."""
    return f"{variant.product.name} {variant.name}".strip()[:80]


def facts_of(variant: Variant) -> dict[str, str]:
    """Its colour and its connection, as far as the catalogue says them."""
    facts = AttributeValue.objects.filter(variant=variant, attribute__code__in=[CONNECTION, COLOUR])
    return dict(facts.values_list("attribute__code", "value"))


def _with_number(udi_di: str) -> Variant | None:
    if not udi_di:
        return None
    written = {udi_di, udi_di.lstrip("0"), udi_di.removeprefix("0")}
    found = Variant.objects.filter(gtin__in=written).select_related("product__brand")
    return found.order_by("pk").first()
