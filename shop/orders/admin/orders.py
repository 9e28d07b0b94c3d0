"""The staff's desk for orders: what waits, how far each is, and the decisions about them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation import clock, states
from d4d.foundation.written import euro, price
from privacy.staff import ReadOnlyInline, actor
from privacy.taking_out import TakesOut
from shop.orders import services
from shop.orders.admin.changing import ChangingDesk
from shop.orders.forms import CancelLinesForm, DecisionForm
from shop.orders.models import Order, OrderLine

REFUSALS = (services.CannotBeReleased, services.CannotBeCancelled)
MOST_WAITING = 1_000


class WaitsFilter(admin.SimpleListFilter):
    """Orders that cannot be finished yet."""

    title = gettext_lazy("what it waits for")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice."""
        return [("goods", gettext_lazy("goods that must come in"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those on back-order, looked up first: among all orders they are few."""
        if not self.value():
            return queryset
        waiting = Order.objects.waiting_for_goods().order_by("pk").values_list("pk", flat=True)
        return queryset.filter(pk__in=list(waiting[:MOST_WAITING]))


class OrderLineInline(ReadOnlyInline):
    """What was ordered, and how far each line is."""

    model = OrderLine
    fields = readonly_fields = (
        "number",
        "name",
        "unit_price",
        "amount",
        "quantity",
        "allocated",
        "shipped",
        "cancelled",
        "expected_on",
    )

    @admin.display(description=gettext_lazy("price excluding VAT"))
    def unit_price(self, line: OrderLine) -> str:
        """The agreed price of a piece."""
        return price(line.unit_price_e4)

    @admin.display(description=gettext_lazy("amount excluding VAT"))
    def amount(self, line: OrderLine) -> str:
        """What the line comes to."""
        return euro(line.net_cents)


@admin.register(Order)
class OrderAdmin(TakesOut, ChangingDesk):
    """Orders: read here, released or cancelled on a page that asks once more."""

    list_display = ("number", "practice_name", "how_far", "terms", "total", "reference", "placed_at")
    list_filter = ("state", "terms", "origin", WaitsFilter)
    takes_out = (
        "number",
        "practice__number",
        "practice__name",
        "state",
        "terms",
        "origin",
        "reference",
        "placed_at",
        "goods_cents",
        "carriage_cents",
        "vat_cents",
        "total_cents",
        "delivery_city",
        "delivery_country",
        "closed_at",
    )
    list_select_related = ("practice",)
    search_fields = ("number__startswith", "practice__number__startswith", "practice__name", "reference")
    search_help_text = gettext_lazy("Order number, customer number, practice or reference")
    ordering = ("-placed_at", "-pk")
    inlines = (OrderLineInline,)
    actions = ("decide_about",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "number",
                    "how_far",
                    "decision",
                    "pricing",
                    "practice",
                    "placed_by",
                    "placed_at",
                    "history",
                )
            },
        ),
        (
            gettext_lazy("Terms"),
            {"fields": ("terms", "origin", "vat_treatment", "vat_id", "paid_at", "closed_at")},
        ),
        (gettext_lazy("Amounts"), {"fields": ("goods", "carriage", "vat", "total")}),
        (
            gettext_lazy("Delivery"),
            {"fields": ("address", "delivery_note", "ships_complete", "reference")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        """With their lines, by which is told whether anything is sent."""
        orders: QuerySet[Order] = super().get_queryset(request)
        return orders.prefetch_related("lines")

    def get_readonly_fields(self, request: HttpRequest, obj: Order | None = None) -> list[Any]:
        """Everything: what was agreed does not change."""
        return [name for _title, about in self.fieldsets for name in about["fields"]]

    def get_urls(self) -> list[URLPattern]:
        """The pages on which is decided."""
        own = [
            path("decide/", self.admin_site.admin_view(self.decide), name="orders_order_decide"),
            path("<int:pk>/lines/", self.admin_site.admin_view(self.cancel_lines), name="orders_order_lines"),
        ]
        return [*own, *super().get_urls()]

    def decide(self, request: HttpRequest) -> HttpResponse:
        """Release or cancel the chosen orders, after one more look."""
        self.check_right(request)
        chosen = request.POST.getlist("id") or request.GET.getlist("id")
        orders = Order.objects.filter(pk__in=[pk for pk in chosen if pk.isascii() and pk.isdigit()])
        orders = orders.select_related("practice").newest_first()
        form = DecisionForm(request.POST if "decision" in request.POST else None)
        if form.is_valid():
            self._carry_out(request, orders, **form.cleaned_data)
            return redirect("admin:orders_order_changelist")
        return self.page(request, "decide.html", _("Decide about orders"), orders=orders, form=form)

    def cancel_lines(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call off pieces of lines, with the reason."""
        self.check_right(request)
        order = get_object_or_404(self.get_queryset(request), pk=pk)
        form = CancelLinesForm(order, request.POST or None)
        if request.method == "POST" and form.is_valid():
            by = actor(request)
            try:
                services.cancel_lines(pk, form.pieces(), reason=form.cleaned_data["reason"], by=by)
            except services.CannotBeCancelled:
                form.add_error(None, _("These pieces are being packed, or the order waits for its payment."))
            else:
                messages.success(request, _("The pieces have been called off."))
                return redirect("admin:orders_order_change", pk)
        return self.page(request, "lines.html", _("Cancel lines"), order=order, form=form)

    @admin.action(description=gettext_lazy("Release or cancel the chosen orders"), permissions=["decide"])
    def decide_about(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse:
        """On to the page that asks once more."""
        chosen = "&".join(f"id={order_id}" for order_id in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:orders_order_decide')}?{chosen}")

    @admin.display(description=gettext_lazy("practice"), ordering="practice__name")
    def practice_name(self, order: Order) -> str:
        """Who ordered."""
        return order.practice.name

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def how_far(self, order: Order) -> str:
        """Its state; of services alone nothing is shipped."""
        return order.get_state_display()

    @admin.display(description=gettext_lazy("including VAT"), ordering="total_cents")
    def total(self, order: Order) -> str:
        """The total in euros."""
        return euro(order.total_cents)

    @admin.display(description=gettext_lazy("goods excluding VAT"))
    def goods(self, order: Order) -> str:
        """The goods in euros."""
        return euro(order.goods_cents)

    @admin.display(description=gettext_lazy("carriage excluding VAT"))
    def carriage(self, order: Order) -> str:
        """The carriage in euros."""
        return euro(order.carriage_cents)

    @admin.display(description=gettext_lazy("VAT"))
    def vat(self, order: Order) -> str:
        """The VAT in euros."""
        return euro(order.vat_cents)

    @admin.display(description=gettext_lazy("delivery address"))
    def address(self, order: Order) -> str:
        """Where it goes."""
        name = f"{order.delivery_first_name} {order.delivery_last_name}".strip()
        place = f"{order.delivery_postcode} {order.delivery_city} {order.delivery_country}"
        return "\n".join(
            part for part in (order.delivery_practice, name, order.delivery_street_line(), place) if part
        )

    @admin.display(description=gettext_lazy("Decision"))
    def decision(self, order: Order) -> SafeString:
        """The way to the pages on which is decided."""
        return format_html(
            '<a href="{}?id={}">{}</a> · <a href="{}">{}</a> · <a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:orders_order_decide"),
            order.pk,
            _("Release or cancel"),
            reverse("admin:orders_order_lines", args=[order.pk]),
            _("Cancel lines"),
            reverse("admin:orders_order_more", args=[order.pk]),
            _("Add an article"),
            reverse("admin:orders_order_address", args=[order.pk]),
            _("Send it elsewhere"),
        )

    @admin.display(description=gettext_lazy("History"))
    def history(self, order: Order) -> str:
        """Every step with its reason."""
        return "\n".join(
            f"{clock.local(step.at):%d-%m-%Y %H:%M} {order.in_words(step.went_to)} {step.why}".strip()
            for step in states.history(order)
        )

    def _carry_out(self, request: HttpRequest, orders: QuerySet[Order], decision: str, reason: str) -> None:
        by = actor(request)
        for order in orders:
            try:
                if decision == "release":
                    services.release(order.pk, by, reason=reason)
                else:
                    services.cancel(order.pk, reason=reason, by=by)
            except REFUSALS:
                messages.error(request, _("%(number)s: this is not possible now.") % {"number": order.number})
            else:
                self.log_change(request, order, decision)
                messages.success(request, _("%(number)s: done.") % {"number": order.number})
