"""Orders by mail and phone at the desk: paste, check each line, choose the customer, place."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Address
from privacy import people
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.staff import LedgerAdmin, actor
from shop.cart.offers import name_of
from shop.catalogue.models import Variant
from shop.intake import services
from shop.intake.admin.questions import (
    CustomerForm,
    DeliveryForm,
    DropForm,
    LinesForm,
    NewCustomerForm,
    PasteForm,
    PriceForm,
    PutRightForm,
)
from shop.intake.models import Correspondent, Draft, DraftLine
from shop.orders.models import Order

PRICE = "intake.price_draft"
TONES = ((95, "confirmed"), (1, "few"), (0, "unknown"))


def _lines(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    services.set_lines(row.pk, answers["wanted"])


def _customer(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    services.choose_customer(row.pk, answers["customer"], answers["member"], {})


def _delivery(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    assert row.practice is not None, "the act is there once the customer is known"
    services.choose_customer(row.pk, row.practice, None, answers)


def _new_customer(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    services.enter_customer(
        row.pk, answers["practice"], answers["address"], invites=answers["invites"], by=by
    )


def _price(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    unit_e4 = int(answers["price"] * 10_000)
    services.agree_price(row.pk, answers["line"], unit_e4, reason=answers["reason"], by=by)


def _place(row: Draft, answers: dict[str, Any], by: UUID) -> HttpResponse:
    order = services.place(row.pk, by=by)
    return redirect("admin:orders_order_change", order.pk)


def _drop(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    services.drop(row.pk, reason=answers["reason"], by=by)


def _send_link(row: Draft, answers: dict[str, Any], by: UUID) -> None:
    services.send_link_again(row.pk)


def _put_right(row: Draft, answers: dict[str, Any], by: UUID) -> HttpResponse:
    anew = services.put_right(row.pk, reason=answers["reason"], by=by)
    return redirect("admin:intake_draft_change", anew.pk)


def _waits_for_payment(row: Draft) -> bool:
    return row.order is not None and row.order.state == Order.State.AWAITING_PAYMENT


def _is_open(row: Draft) -> bool:
    return row.is_open


@admin.register(Draft)
class DraftAdmin(ActsAdmin):
    """Every incoming order, the oldest that waits on top."""

    list_display = ("number", "how_far", "origin", "practice", "unclear", "received_at", "order")
    list_filter = ("state", "origin")
    list_select_related = ("practice", "order")
    search_fields = ("=number", "=practice__number", "=order__number")
    search_help_text = _("Number, customer number or order number")
    ordering = (F("closed_at").desc(nulls_first=True), "received_at")
    readonly_fields = ("sender",)
    change_form_template = "admin/intake/draft/row.html"
    fieldsets = (
        (None, {"fields": ("number", "state", "origin", "received_at", "order")}),
        (_("Customer"), {"fields": ("sender", "practice", "terms", "reference", "delivery_note")}),
    )
    acts = (
        Act("lines", _("Put the lines right"), LinesForm, _lines, _is_open, asks_about=lambda row: row),
        Act("customer", _("Choose the customer"), CustomerForm, _customer, _is_open),
        Act(
            "new-customer",
            _("Enter a new customer"),
            NewCustomerForm,
            _new_customer,
            lambda row: row.is_open and row.practice_id is None,
            _("Everything as the practice wrote it. It is looked at like any other that registers."),
        ),
        Act(
            "delivery",
            _("Address and terms"),
            DeliveryForm,
            _delivery,
            lambda row: row.is_open and row.practice_id is not None,
            asks_about=lambda row: row,
        ),
        Act("price", _("Agree on a price"), PriceForm, _price, _is_open, asks_about=lambda row: row),
        Act(
            "place",
            _("Place the order"),
            NoAnswers,
            _place,
            _is_open,
            _(
                "On account the order stands at once. Otherwise who ordered gets a link by e-mail to confirm "
                "and pay it."
            ),
        ),
        Act("drop", _("Drop it"), DropForm, _drop, _is_open, is_grave=True),
        Act(
            "link",
            _("Send the link to pay once more"),
            NoAnswers,
            _send_link,
            _waits_for_payment,
            _("Whoever ordered gets the same letter again."),
        ),
        Act(
            "put-right",
            _("Put it right before it is paid"),
            PutRightForm,
            _put_right,
            _waits_for_payment,
            _(
                "The order is cancelled and its link ends. The same lines come back as an incoming order; "
                "once that is placed, whoever ordered gets a new link."
            ),
            is_grave=True,
        ),
    )
    refusals = {
        services.NotOpen: _("This incoming order was placed or dropped before."),
        services.LinkNotUsable: _("This order waits for no payment any more."),
        services.TwiceTheSame: _("An article stands in more than one line. Add the pieces up in one."),
        Address.DoesNotExist: _("This address is of another practice."),
        DraftLine.DoesNotExist: _("This line is no longer there."),
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each with how much there is to look at."""
        return super().get_queryset(request).with_unclear()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever reads the mail or takes the call."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def possible(self, request: HttpRequest, row: Any) -> list[Act]:
        """Another price only for whoever may agree on one."""
        may_price = request.user.has_perm(PRICE)
        return [act for act in super().possible(request, row) if act.name != "price" or may_price]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Paste what came in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PasteForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            draft = services.take_in(**form.cleaned_data, by=actor(request))
            said = {"number": draft.number, "count": draft.lines.unclear().count()}
            messages.success(request, gettext("%(number)s: %(count)s lines to look at.") % said)
            return redirect("admin:intake_draft_change", draft.pk)
        title = gettext("An order by mail or phone")
        return self.act_page(request, title, form=form, errors=form.is_bound and form.errors)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """What was written, line by line with how sure we are, and what it comes to."""
        row = Draft.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        more = dict(extra_context or {})
        if row:
            more |= {"quote": services.quote_of(row) if row.is_open else None, "shown_lines": _shown(row)}
        return super().change_view(request, object_id, form_url, more)

    def do(self, request: HttpRequest, row_id: int, act: str) -> HttpResponse:
        """An act; what stands in the way of placing is said in its own words."""
        try:
            return super().do(request, row_id, act)
        except services.NotPlaced as refusal:
            messages.error(request, str(refusal.words))
            return redirect("admin:intake_draft_change", row_id)

    @admin.display(description=_("state"), ordering="state")
    def how_far(self, row: Draft) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("lines to look at"))
    def unclear(self, row: Draft) -> int:
        """How many lines somebody must look at."""
        return row.unclear if row.is_open else 0  # type: ignore[attr-defined]

    @admin.display(description=_("who ordered"))
    def sender(self, row: Draft) -> str:
        """Who wrote or called, and how we know them."""
        name = people.name(row.person)
        if not name:
            return "–"
        writer, stranger = row.correspondent, gettext("no account")
        return f"{name} ({stranger}, {writer.get_source_display()})" if writer else name


@admin.register(Correspondent)
class CorrespondentAdmin(LedgerAdmin):
    """Who orders by mail or phone without an account."""

    list_display = ("email", "name", "source", "informed_at", "last_heard_at")
    search_fields = ("=email",)
    ordering = ("-last_heard_at",)


def _shown(row: Draft) -> list[dict[str, Any]]:
    lines = list(row.lines.in_order().select_related("variant__product"))
    ids = {pk for line in lines for pk in line.suggested}
    variants = Variant.objects.select_related("product").in_bulk(ids)
    return [
        {
            "line": line,
            "name": name_of(line.variant) if line.variant else "",
            "agreed": line.agreed_e4,
            "tone": next(tone for least, tone in TONES if line.confidence >= least),
            "pricer": people.name(line.priced_by),
            "suggestions": [
                (variants[pk].number, name_of(variants[pk])) for pk in line.suggested if pk in variants
            ],
        }
        for line in lines
    ]
