"""What a visitor reads about stock: available is what lies on the shelf and is not reserved."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.catalogue.models import Variant

FEW = 5


class Kind(StrEnum):
    """The answers there are, best first."""

    SERVICE = "service"
    IN_STOCK = "in_stock"
    FEW = "few"
    EXPECTED = "expected"
    ON_ORDER = "on_order"
    DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class Availability:
    """An answer in words; a date only when a delivery to us was promised."""

    kind: Kind
    text: str
    expected_on: date | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether nothing lies on the shelf and something is still to come."""
        return self.kind in {Kind.EXPECTED, Kind.ON_ORDER}


def label(variant: Variant, today: date) -> Availability:
    """What to say about a variant today."""
    return describe(
        variant.available,
        variant.expected_on,
        today,
        is_discontinued=variant.is_discontinued,
        is_service=variant.product.is_service,
    )


def describe(
    available: int,
    expected_on: date | None,
    today: date,
    *,
    is_discontinued: bool = False,
    is_service: bool = False,
) -> Availability:
    """The same for those who hold the figures already; a service lies on no shelf."""
    if is_discontinued:
        return Availability(Kind.DISCONTINUED, _("No longer available"))
    if is_service:
        return Availability(Kind.SERVICE, pgettext("stock", "Service"))
    if available > FEW:
        return Availability(Kind.IN_STOCK, _("In stock"))
    if available > 0:
        return Availability(Kind.FEW, _("Only a few left"))
    if expected_on is not None and expected_on >= today:
        day = date_format(expected_on, "j F")
        return Availability(Kind.EXPECTED, _("Expected on %(day)s") % {"day": day}, expected_on)
    return Availability(Kind.ON_ORDER, _("On order"))
