"""What staff keep on the page of a variant: its facts and its prices."""

from typing import Any

from django.http import HttpRequest

from privacy.staff import StaffInline
from shop.catalogue.forms import PricedForm
from shop.catalogue.models import AttributeValue, Price


class FactInline(StaffInline):
    """What is true of a variant."""

    model = AttributeValue


class PriceInline(StaffInline):
    """What was agreed about the price of a variant."""

    model = Price
    form = PricedForm
    raw_id_fields = ("practice",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each price with its variant, which names it, and with whose price it is."""
        return super().get_queryset(request).select_related("variant", "practice")
