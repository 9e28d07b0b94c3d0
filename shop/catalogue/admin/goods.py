"""The desk of the catalogue: what we sell, what it costs and what the law wants seen of it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import price
from privacy.boxes import in_euros
from privacy.bulk import Bulk, BulkAdmin
from privacy.staff import ChangesOnly, StaffAdmin, StaffInline, actor
from privacy.taking_out import TakesOut
from shop.catalogue import memory, services
from shop.catalogue.admin.of_a_variant import FactInline, PriceInline
from shop.catalogue.forms import DocumentForm, PricedForm, ProductForm
from shop.catalogue.models import (
    Attribute,
    Brand,
    CarriageRate,
    Category,
    Document,
    Price,
    PriceGroup,
    Product,
    ProductLink,
    Variant,
    VatRate,
)


class VariantInline(admin.StackedInline):
    """What can be ordered of a product."""

    model = Variant
    form = PricedForm
    formset = ChangesOnly
    extra = 0
    readonly_fields = ("on_hand", "allocated")
    fields = (
        ("number", "maker_number", "gtin"),
        ("name", "name_en"),
        ("unit_price_e4", "weight_grams", "position"),
        ("is_discontinued", "expected_on"),
        ("on_hand", "allocated"),
    )
    show_change_link = True


class DocumentInline(StaffInline):
    """The papers of a product."""

    model = Document
    form = DocumentForm


class LinkInline(StaffInline):
    """What goes with a product."""

    model = ProductLink
    fk_name = "product"
    autocomplete_fields = ("other",)


def _why_not_published(product: Product) -> str:
    if product.is_published:
        return gettext("it is for sale already")
    return "; ".join(services.missing_checks(product))


@admin.register(Product)
class ProductAdmin(BulkAdmin):
    """Products; saving one lets the search know it."""

    bulks = (
        Bulk(
            "publish",
            _("Put the chosen products on sale"),
            _("From now on they stand in the shop. For a medical device this says that you checked it."),
            _why_not_published,
            lambda product, by: services.publish(product.pk, by=by),
            (services.CannotBePublished,),
        ),
        Bulk(
            "take_off_sale",
            _("Take the chosen products off sale"),
            _("They disappear from the shop; what was ordered of them stays ordered."),
            lambda product: "" if product.is_published else gettext("it is not for sale"),
            lambda product, _by: services.take_off_sale(product.pk),
        ),
    )

    form = ProductForm
    list_display = ("name", "brand", "category", "is_published", "device_class", "updated_at")
    list_select_related = ("brand", "category")
    list_filter = ("is_published", "device_class", "category")
    search_fields = ("name", "slug", "variants__number")
    autocomplete_fields = ("successor",)
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("checked_by", "checked_at", "updated_at")
    inlines = (VariantInline, DocumentInline, LinkInline)
    fieldsets = (
        (None, {"fields": (("name", "name_en"), "slug", ("brand", "category"), "vat_class", "is_published")}),
        (_("In the shop"), {"fields": ("description", "description_en", "drawing", "picture", "successor")}),
        (
            _("Medical device"),
            {
                "fields": (
                    "device_class",
                    ("has_ce_mark", "has_dutch_instructions", "has_udi"),
                    "is_implantable",
                    ("checked_by", "checked_at"),
                )
            },
        ),
        (
            _("Rules"),
            {
                "fields": (
                    "is_professionals_only",
                    ("is_lot_tracked", "is_serial_tracked", "has_expiry", "is_service"),
                    "updated_at",
                )
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: Product, form: forms.ModelForm, change: bool) -> None:
        """Write the product; a photo is tidied, and offering it is an act of its own."""
        photo = form.cleaned_data.get("picture") if "picture" in form.changed_data else None
        if photo:
            obj.picture = form.initial.get("picture")
        if "is_published" in form.changed_data:
            obj.is_published = False
        super().save_model(request, obj, form, change)
        if photo:
            services.set_picture(obj.pk, photo)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its variants written, offer the product or bring the search up to date."""
        super().save_related(request, form, formsets, change)
        if "is_published" in form.changed_data and form.cleaned_data["is_published"]:
            services.publish(form.instance.pk, by=actor(request))
        else:
            services.index_product(form.instance.pk)


@admin.register(Variant)
class VariantAdmin(TakesOut):
    """Variants with their facts and prices; stock is written by the stock room."""

    takes_out = (
        "number",
        "product__name",
        "name",
        "product__brand__name",
        "product__category__name",
        "maker_number",
        "gtin",
        "unit_price_e4",
        "product__vat_class",
        "on_hand",
        "allocated",
        "expected_on",
        "is_discontinued",
        "product__is_published",
    )

    form = PricedForm
    list_display = ("number", "product", "name", "list_price", "on_hand", "allocated", "expected_on")
    list_select_related = ("product",)
    list_filter = ("is_discontinued",)
    search_fields = ("number", "maker_number", "gtin", "product__name")
    autocomplete_fields = ("product",)
    readonly_fields = ("on_hand", "allocated", "updated_at")
    inlines = (FactInline, PriceInline)

    @admin.display(description=_("price excluding VAT"), ordering="unit_price_e4")
    def list_price(self, variant: Variant) -> str:
        """The list price as people write it."""
        return price(variant.unit_price_e4)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its facts written, let the search know the product."""
        super().save_related(request, form, formsets, change)
        services.index_product(form.instance.product_id)


KNOWN_BY = {"name", "name_en", "parent"}


class NamedAdmin(StaffAdmin):
    """Shelves and brands; a new name is found as soon as a job has told the search."""

    list_display: Any = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Write it, and have the search told when what it is known by has changed."""
        super().save_model(request, obj, form, change)
        if change and KNOWN_BY & set(form.changed_data):
            services.tell_new_name(obj)
        memory.forget()


@admin.register(Category)
class CategoryAdmin(NamedAdmin):
    """The shelves of the shop."""

    list_display = ("name", "name_en", "parent", "position")
    list_select_related = ("parent",)


@admin.register(Brand)
class BrandAdmin(NamedAdmin):
    """Who makes what we sell."""


class TermsAdmin(StaffAdmin):
    """Terms of the shop: what is written here counts at once in this process."""

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        """Write it, and forget what was remembered."""
        super().save_model(request, obj, form, change)
        memory.forget()


@admin.register(Attribute)
class AttributeAdmin(TermsAdmin):
    """The kinds of facts."""

    list_display = ("name", "name_en", "code", "kind", "unit", "is_facet", "position")


@admin.register(VatRate)
class VatRateAdmin(TermsAdmin):
    """The VAT rates, by the day from which they hold."""

    list_display = ("vat_class", "since", "permille")


@admin.register(CarriageRate)
class CarriageRateAdmin(TermsAdmin):
    """What sending costs."""

    list_display = (
        "country",
        "up_to_grams",
        in_euros("price_cents", _("carriage excluding VAT")),
        in_euros("free_from_cents", _("free from goods of")),
    )
    list_filter = ("country",)


@admin.register(PriceGroup)
class PriceGroupAdmin(TermsAdmin):
    """Practices that share a price list."""

    list_display = ("name",)
    search_fields = ("name",)
    raw_id_fields = ("members",)


@admin.register(Price)
class PriceAdmin(TermsAdmin):
    """Prices other than the list price."""

    form = PricedForm
    list_display = ("variant", "practice", "group", "from_quantity", "amount", "valid_from", "valid_until")
    list_select_related = ("variant", "practice", "group")
    search_fields = ("variant__number",)
    autocomplete_fields = ("variant", "group")
    raw_id_fields = ("practice",)

    @admin.display(description=_("price excluding VAT"), ordering="unit_price_e4")
    def amount(self, agreed: Price) -> str:
        """The price as people write it."""
        return price(agreed.unit_price_e4)
