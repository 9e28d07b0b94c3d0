"""What fits on the devices of a practice, by what the catalogue says of products and of connections.

An article fits on a device when its product is linked to the product of the device, unless both name a
connection and these differ. A device of which we do not know the product takes what has its connection.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import caches
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Practice
from contracts.devices.models import Device
from contracts.devices.recognising import CONNECTION
from shop.catalogue.memory import remembered
from shop.catalogue.models import AttributeValue, ProductLink, Variant
from shop.catalogue.wording import worded

MEMORY = "practices-with-devices"
NAMED = 2


@dataclass(frozen=True, slots=True)
class Owned:
    """What counts of a device for what fits on it."""

    name: str
    product_id: int | None
    connection: str

    def takes(self, products: Iterable[int], connection: str) -> bool:
        """Whether an article for these products, with this connection, fits on it."""
        if self.product_id is None:
            return bool(connection) and connection == self.connection
        agrees = not connection or not self.connection or connection == self.connection
        return self.product_id in products and agrees


@dataclass(frozen=True)
class Park:
    """The devices of a practice that are in use, once for each sort."""

    owned: Sequence[Owned]

    @cached_property
    def products(self) -> set[int]:
        """The products among them that we know."""
        return {one.product_id for one in self.owned if one.product_id is not None}

    @cached_property
    def loose_connections(self) -> set[str]:
        """The connections of devices of which we do not know the product."""
        return {one.connection for one in self.owned if one.product_id is None and one.connection}


def has_devices(practice_id: int) -> bool:
    """Whether a practice has devices in use; answered from memory."""
    return practice_id in remembered(MEMORY, _with_devices)


def forget_who_has_devices() -> None:
    """Look again in this process who has devices; other processes follow within a minute."""
    caches["memory"].delete(MEMORY)


def articles(practice_id: int) -> set[int]:
    """The variants that fit on the devices of a practice: three queries, however many devices."""
    park = _park(practice_id)
    linked = ProductLink.objects.filter(kind=ProductLink.Kind.FITS, other__in=park.products)
    candidates = Variant.objects.for_sale().filter(
        Q(product__in=linked.values("product"))
        | Q(facts__attribute__code=CONNECTION, facts__value__in=park.loose_connections)
    )
    found = dict(candidates.values_list("pk", "product_id"))
    made_for, connections = _made_for(found.values(), Q(other__in=park.products)), _connections(found)
    return {
        pk
        for pk, product_id in found.items()
        if any(one.takes(made_for.get(product_id, {}), connections.get(pk, "")) for one in park.owned)
    }


def warnings(practice: Practice, variants: Sequence[Variant]) -> dict[int, str]:
    """What is said of articles that fit on other devices than the practice has; nothing without devices."""
    if not has_devices(practice.pk):
        return {}
    made_for = _made_for({variant.product_id for variant in variants}, Q(other__service__isnull=False))
    for_devices = [variant for variant in variants if made_for.get(variant.product_id)]
    if not for_devices:
        return {}
    park, connections = _park(practice.pk), _connections([variant.pk for variant in for_devices])
    said = {}
    for variant in for_devices:
        products, connection = made_for[variant.product_id], connections.get(variant.pk, "")
        if not any(one.takes(products, connection) for one in park.owned):
            said[variant.pk] = _said(products, connection, park)
    return said


def _said(products: Mapping[int, str], connection: str, park: Park) -> str:
    """Names the device that it nearly fits on, else what it is made for."""
    for one in park.owned:
        if one.product_id in products:
            facts = {"device": one.name, "own": one.connection, "connection": connection}
            return _("Your %(device)s has connection %(own)s; this article has %(connection)s.") % facts
    names = sorted(products.values())
    said = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return _("Fits on %(devices)s; no such device is among yours.") % {"devices": said}


def _park(practice_id: int) -> Park:
    devices = Device.objects.in_use().filter(practice=practice_id).order_by("brand", "model")
    rows = devices.values_list("brand", "model", "product_id", "connection").distinct()
    return Park([Owned(f"{brand} {model}", product, said) for brand, model, product, said in rows])


def _made_for(products: Iterable[int], devices: Q) -> dict[int, dict[int, str]]:
    """For each product what it fits on, among these devices: their products and names."""
    links = ProductLink.objects.filter(devices, kind=ProductLink.Kind.FITS, product__in=set(products))
    names = ("other__brand__name", "other__name", "other__name_en")
    found: dict[int, dict[int, str]] = {}
    for product, other, brand, name, name_en in links.values_list("product_id", "other_id", *names):
        found.setdefault(product, {})[other] = f"{brand} {worded(name, name_en)}"
    return found


def _connections(variants: Iterable[int]) -> dict[int, str]:
    facts = AttributeValue.objects.filter(attribute__code=CONNECTION, variant__in=list(variants))
    return dict(facts.values_list("variant_id", "value"))


def _with_devices() -> frozenset[int]:
    return frozenset(Device.objects.in_use().values_list("practice_id", flat=True).distinct())
