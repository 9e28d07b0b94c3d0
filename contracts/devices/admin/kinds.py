"""Kinds of devices, and which products become devices."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contracts.devices import services
from contracts.devices.models import DeviceKind, ProductService
from privacy.staff import StaffAdmin


@admin.register(DeviceKind)
class DeviceKindAdmin(StaffAdmin):
    """Sorts of devices: which reports they need, and whether they can hold data of patients."""

    list_display = (
        "name",
        "has_storage",
        "needs_validation",
        "needs_xray_control",
        "needs_electrical_check",
        "position",
    )
    search_fields = ("name", "name_en", "code")
    ordering = ("position",)

    def get_readonly_fields(self, request: HttpRequest, obj: DeviceKind | None = None) -> Any:
        """A kind keeps its code."""
        return ("code",) if obj else ()


@admin.register(ProductService)
class ProductServiceAdmin(StaffAdmin):
    """Products that become devices; what was sent before is written down as soon as one is saved."""

    list_display = ("product", "kind", "warranty_months")
    list_select_related = ("product", "kind")
    list_filter = ("kind",)
    search_fields = ("product__name", "product__variants__number")
    autocomplete_fields = ("product",)
    ordering = ("product__name", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: ProductService | None = None) -> Any:
        """The product stays; another product is another row."""
        return ("product",) if obj else ()

    def save_model(self, request: HttpRequest, obj: ProductService, form: Any, change: bool) -> None:
        """Through the service, which also catches up with what was sent before."""
        obj.pk = services.set_service(obj.product, obj.kind, obj.warranty_months).pk
