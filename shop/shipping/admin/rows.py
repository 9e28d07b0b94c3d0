"""What the lists of the shipping room share: names of couriers."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import RECIPIENTS
from shop.shipping.couriers import ADAPTERS
from shop.shipping.models import Parcel, Shipment


def couriers() -> dict[str, Any]:
    """Every courier by its code."""
    return {code: RECIPIENTS[code].name for code in ADAPTERS}


@admin.display(description=_("courier"), ordering="courier")
def courier_name(row: Shipment | Parcel) -> str:
    """Who brings it, as people call them."""
    return str(RECIPIENTS[row.courier].name) if row.courier else "–"
