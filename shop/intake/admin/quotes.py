"""Quotes at the desk: what was asked, our prices, and until when they hold."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import people
from privacy.acts import Act, ActsAdmin, badge
from shop.catalogue.prices import price_of
from shop.intake.admin.questions import DropForm
from shop.intake.models import PriceQuote
from shop.intake.services import quoting

USUAL_DAYS = 30


class PricesForm(forms.Form):
    """The price of a piece of each article, and the last day on which it holds."""

    valid_until = forms.DateField(
        label=_("Valid until and including"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, asked: PriceQuote, *args: Any) -> None:
        super().__init__(*args)
        self.initial = {"valid_until": clock.today() + timedelta(days=USUAL_DAYS)}
        lines = list(asked.lines.select_related("variant__product").order_by("position"))
        usual = price_of([line.variant for line in lines], asked.practice, clock.today())
        for line in lines:
            unit_e4 = usual.unit_e4(line.variant_id, line.quantity)
            self.fields[f"price-{line.pk}"] = forms.DecimalField(
                label=f"{line.quantity} × {line.variant.number} {line.variant.product.name}",
                max_digits=10,
                decimal_places=4,
                min_value=Decimal(0),
                localize=True,
                initial=Decimal(unit_e4) / 10_000,
                help_text=_("Price each, excluding VAT; the practice's usual price stands there."),
            )

    def clean_valid_until(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["valid_until"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is past."))
        return day

    def clean(self) -> dict[str, Any]:
        """Prices by line."""
        self.cleaned_data["prices"] = {
            int(name.removeprefix("price-")): int(value * 10_000)
            for name, value in self.cleaned_data.items()
            if name.startswith("price-")
        }
        return self.cleaned_data


def _offer(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    quoting.offer(row.pk, answers["prices"], answers["valid_until"], by=by)


def _withdraw(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    quoting.withdraw_quote(row.pk, reason=answers["reason"], by=by)


@admin.register(PriceQuote)
class PriceQuoteAdmin(ActsAdmin):
    """Every quote, those that wait for our prices on top."""

    list_display = ("number", "how_far", "practice", "asked_at", "valid_until", "order")
    list_filter = ("state",)
    list_select_related = ("practice", "order")
    search_fields = ("=number", "=practice__number", "=order__number")
    ordering = (
        F("closed_at").desc(nulls_first=True),
        F("offered_at").asc(nulls_first=True),
        "asked_at",
    )
    readonly_fields = ("asker",)
    change_form_template = "admin/intake/pricequote/row.html"
    fieldsets = (
        (None, {"fields": ("number", "state", "practice", "asker", "note", "asked_at")}),
        (_("Offer"), {"fields": ("offered_at", "valid_until", "reminded_at", "order")}),
    )
    acts = (
        Act(
            "offer",
            _("Offer prices"),
            PricesForm,
            _offer,
            lambda row: row.state == PriceQuote.State.REQUESTED,
            _("The practice gets an e-mail, and orders at these prices with one press until the last day."),
            asks_about=lambda row: row,
        ),
        Act(
            "withdraw",
            _("Withdraw the quote"),
            DropForm,
            _withdraw,
            lambda row: row.state in {PriceQuote.State.REQUESTED, PriceQuote.State.OFFERED},
            is_grave=True,
        ),
    )
    refusals = {quoting.NotNow: _("This quote was answered before.")}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """What was asked, line by line, and what it comes to."""
        row = PriceQuote.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        more = {"quote": quoting.counted(row)} if row else {}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    @admin.display(description=_("state"), ordering="state")
    def how_far(self, row: PriceQuote) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("asked by"))
    def asker(self, row: PriceQuote) -> str:
        """Who asked."""
        return people.name(row.person) or "–"
