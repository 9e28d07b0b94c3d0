"""Quotes at the desk: what was asked, our prices, and until when they hold."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import people
from privacy.acts import Act, ActsAdmin, badge
from privacy.staff import actor
from privacy.ties import IsLeaving
from shop.catalogue.prices import price_of
from shop.intake.admin.questions import DropForm, PriceForm
from shop.intake.admin.quote_questions import BeginForm, QuoteLinesForm, ValidForm
from shop.intake.models import PriceQuote, PriceQuoteLine
from shop.intake.services import TwiceTheSame, beginning, quoting

PRICE = "intake.price_pricequote"
ORDERS_AT_THEM = _(
    "The practice gets an e-mail, and orders at these prices with one press until the last day."
)
REFUSALS = {
    quoting.NothingToQuote: _("A quote needs an article at least."),
    TwiceTheSame: _("An article stands in more than one line. Add the pieces up in one."),
}


class PricesForm(ValidForm):
    """The price of a piece of each article, and the last day on which it holds."""

    def __init__(self, asked: PriceQuote, *args: Any) -> None:
        super().__init__(*args)
        lines = list(asked.lines.in_order().select_related("variant__product"))
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


def _lines(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    beginning.set_quote_lines(row.pk, answers["wanted"])


def _price(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    unit_e4 = int(answers["price"] * 10_000)
    beginning.agree_quote_price(row.pk, answers["line"], unit_e4, reason=answers["reason"], by=by)


def _send(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    beginning.send_quote(row.pk, answers["valid_until"], by=by)


def _withdraw(row: PriceQuote, answers: dict[str, Any], by: UUID) -> None:
    quoting.withdraw_quote(row.pk, reason=answers["reason"], by=by)


def _itself(row: PriceQuote) -> PriceQuote:
    return row


def _is_prepared(row: PriceQuote) -> bool:
    return row.state == PriceQuote.State.PREPARED


@admin.register(PriceQuote)
class PriceQuoteAdmin(ActsAdmin):
    """Every quote: those that wait for our prices, then those that may be ordered, the newest offer first."""

    list_display = ("number", "how_far", "practice", "asked_at", "valid_until", "order")
    list_filter = ("state",)
    list_select_related = ("practice", "order")
    search_fields = ("=number", "=practice__number", "=order__number")
    ordering = (
        F("closed_at").desc(nulls_first=True),
        F("offered_at").desc(nulls_first=True),
        "asked_at",
    )
    readonly_fields = ("asker",)
    change_form_template = "admin/intake/pricequote/row.html"
    fieldsets = (
        (None, {"fields": ("number", "state", "practice", "is_ours", "asker", "note", "asked_at")}),
        (_("Offer"), {"fields": ("offered_at", "valid_until", "reminded_at", "order")}),
    )
    acts = (
        Act("lines", _("Put the lines right"), QuoteLinesForm, _lines, _is_prepared, asks_about=_itself),
        Act("price", _("Agree on a price"), PriceForm, _price, _is_prepared, asks_about=_itself),
        Act("send", _("Send the quote"), ValidForm, _send, _is_prepared, ORDERS_AT_THEM),
        Act(
            "offer",
            _("Offer prices"),
            PricesForm,
            _offer,
            lambda row: row.state == PriceQuote.State.REQUESTED,
            ORDERS_AT_THEM,
            asks_about=_itself,
        ),
        Act(
            "withdraw",
            _("Withdraw the quote"),
            DropForm,
            _withdraw,
            lambda row: row.state in quoting.STANDING,
            is_grave=True,
        ),
    )
    refusals = {
        quoting.NotNow: _("This quote was answered before."),
        **REFUSALS,
        PriceQuoteLine.DoesNotExist: _("This line is no longer there."),
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever speaks with practices."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def possible(self, request: HttpRequest, row: Any) -> list[Act]:
        """Another price only for whoever may agree on one."""
        may_price = request.user.has_perm(PRICE)
        return [act for act in super().possible(request, row) if act.name != "price" or may_price]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Begin a quote for a practice that did not ask."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BeginForm(*([request.POST] if request.method == "POST" else []))
        if form.is_bound and form.is_valid() and (ours := _begun(form, actor(request))):
            return redirect("admin:intake_pricequote_change", ours.pk)
        title = gettext("A quote of our own accord")
        return self.act_page(request, title, form=form, errors=form.is_bound and form.errors)

    def do(self, request: HttpRequest, row_id: int, act: str) -> HttpResponse:
        """An act; what stands in the way of sending is said in its own words."""
        try:
            return super().do(request, row_id, act)
        except beginning.CannotBeOffered as refusal:
            messages.error(request, str(refusal.words))
            return redirect("admin:intake_pricequote_change", row_id)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """What was asked, line by line, what it comes to, and why it costs something else than usual."""
        row = PriceQuote.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        more = {"quote": quoting.counted(row), "agreed": _agreed(row)} if row else {}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    @admin.display(description=_("state"), ordering="state")
    def how_far(self, row: PriceQuote) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("asked by"))
    def asker(self, row: PriceQuote) -> str:
        """Who asked."""
        return people.name(row.person) or "–"


def _begun(form: BeginForm, by: UUID) -> PriceQuote | None:
    """The quote; None when it cannot be begun, which the form then says."""
    said = form.cleaned_data
    try:
        return beginning.begin_quote(said["customer"], said["member"], said["wanted"], by=by)
    except beginning.CannotBeOffered as refusal:
        form.add_error("customer", str(refusal.words))
    except IsLeaving:
        form.add_error("customer", gettext("These data are being erased."))
    except tuple(REFUSALS) as refusal:
        form.add_error(None, str(REFUSALS[type(refusal)]))
    return None


def _agreed(row: PriceQuote) -> list[tuple[str, str, str]]:
    """Articles with another price than usual: why, and who agreed on it."""
    lines = list(row.lines.in_order().exclude(price_reason="").select_related("variant"))
    names = {uuid: people.name(uuid) for uuid in {line.priced_by for line in lines}}
    return [(line.variant.number, line.price_reason, names[line.priced_by]) for line in lines]
