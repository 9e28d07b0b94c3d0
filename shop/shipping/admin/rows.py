"""What the lists of the shipping room share: names of couriers, and acts on many rows."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import RECIPIENTS
from shop.shipping import services
from shop.shipping.couriers import ADAPTERS
from shop.shipping.models import Parcel, Shipment

Row = TypeVar("Row", Shipment, Parcel)
Outcome = TypeVar("Outcome")


def couriers() -> dict[str, Any]:
    """Every courier by its code."""
    return {code: RECIPIENTS[code].name for code in ADAPTERS}


@admin.display(description=_("courier"), ordering="courier")
def courier_name(row: Shipment | Parcel) -> str:
    """Who brings it, as people call them."""
    return str(RECIPIENTS[row.courier].name) if row.courier else "–"


def each(request: HttpRequest, rows: Iterable[Row], act: Callable[[Row], Outcome], /) -> list[Outcome]:
    """Do something with every row by itself; staff reads which could not, and why."""
    done = []
    for row in rows:
        try:
            done.append(act(row))
        except services.REFUSALS as refusal:
            messages.error(request, f"{row}: {services.in_words(refusal)}")
    return done
