"""The ledger at the desk: to be read, with what came back, and the yearly question to manufacturers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from contracts.devices.models import LastUnit, Trace, TraceReturn
from contracts.devices.services import tracing
from d4d.foundation import clock
from privacy.acts import Act, ActsAdmin
from privacy.long_lists import among
from privacy.staff import ReadOnlyInline
from shop.catalogue.models import Brand


class ReturnForm(forms.Form):
    """Pieces that came back."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=1)
    reference = forms.CharField(label=_("Reference"), max_length=40, required=False)


class LastUnitForm(forms.Form):
    """What the manufacturer says."""

    on = forms.DateField(
        label=_("Last unit on the market"),
        required=False,
        help_text=_("Empty while it is still made: you are asked again in a year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(label=_("Who said so"), max_length=120)


def _came_back(row: Trace, answers: dict[str, Any], by: UUID) -> None:
    tracing.note_return(row.pk, answers["quantity"], reference=answers["reference"], by=by)


def _say(row: LastUnit, answers: dict[str, Any], by: UUID) -> None:
    tracing.say_last_unit(row.pk, answers["on"], answers["source"])


def _always(_row: object) -> bool:
    return True


class Returns(ReadOnlyInline):
    """What came back of a line."""

    model = TraceReturn
    fields = ("on", "quantity", "reference")


def _manufacturers() -> dict[str, str]:
    """Whose goods we sell."""
    return {name: name for name in Brand.objects.order_by("name").values_list("name", flat=True)}


@admin.register(Trace)
class TraceAdmin(ActsAdmin):
    """Who got which medical device; nobody changes it."""

    list_display = (
        "shipped_on",
        "customer_number",
        "practice_name",
        "description",
        "lot",
        "serial",
        "quantity",
    )
    list_filter = (among("manufacturer", _manufacturers), "is_implantable")
    search_fields = ("=lot", "=serial", "=udi_di", "=customer_number", "=article")
    ordering = ("-pk",)
    inlines = (Returns,)
    acts = (Act("returned", _("Pieces came back"), ReturnForm, _came_back, _always),)
    refusals = {tracing.NotThatMany: _("More pieces cannot come back than went out.")}


class Asked(admin.SimpleListFilter):
    """Which products somebody must ask about."""

    title = _("to be asked")
    parameter_name = "asked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only those to ask about."""
        return [("review", _("a year ago or longer"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of which nobody has asked for a year."""
        return queryset.to_review(clock.today()) if self.value() == "review" else queryset


@admin.register(LastUnit)
class LastUnitAdmin(ActsAdmin):
    """Until when the ledger of each product must stay."""

    list_display = ("product", "on", "source", "checked_on")
    list_select_related = ("product",)
    list_filter = (Asked,)
    search_fields = ("product__name",)
    ordering = ("checked_on", "pk")
    acts = (Act("say", _("The manufacturer answered"), LastUnitForm, _say, _always),)
