"""The desk changes an open order at the customer's wish: where it goes, what is in it, what it costs."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.staff import LedgerAdmin, actor
from shop.cart.quote import Wanted, goods_only
from shop.orders import services
from shop.orders.forms import AddForm, AgreePriceForm, ElsewhereForm
from shop.orders.models import Order

PRICE = "orders.price_order"


class ChangingDesk(LedgerAdmin):
    """The part of an order's admin that changes it until it is packed."""

    def get_urls(self) -> list[URLPattern]:
        """Another address, another article, another price."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/address/", view(self.elsewhere), name="orders_order_address"),
            path("<int:pk>/add/", view(self.add_pieces), name="orders_order_more"),
            path("<int:pk>/price/", view(self.agree_price), name="orders_order_price"),
            *super().get_urls(),
        ]

    def elsewhere(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send an order to another address, until it is packed."""
        self.check_right(request)
        order = get_object_or_404(self.get_queryset(request), pk=pk)
        form = ElsewhereForm(order, request.POST or None)

        def carry_out() -> None:
            services.send_elsewhere(pk, **form.cleaned_data, by=actor(request))

        return self._changed(request, order, form, _("Send it elsewhere"), carry_out)

    def add_pieces(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add an article to an order on account, until it is packed."""
        self.check_right(request)
        order = get_object_or_404(self.get_queryset(request), pk=pk)
        form = AddForm(request.POST or None)

        def carry_out() -> None:
            wanted = [Wanted(form.cleaned_data["article"], form.cleaned_data["quantity"])]
            counted = goods_only(order.practice, wanted, order.delivery_country)
            services.add_pieces(pk, counted, reason=form.cleaned_data["reason"], by=actor(request))

        return self._changed(request, order, form, _("Add an article"), carry_out)

    def agree_price(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Agree on another price for a line on account, until it is packed; only who may do so."""
        if not request.user.has_perm(PRICE):
            raise PermissionDenied
        order = get_object_or_404(self.get_queryset(request), pk=pk)
        form = AgreePriceForm(order, request.POST or None)

        def carry_out() -> None:
            answers = form.cleaned_data
            unit_e4 = int(answers["price"] * 10_000)
            services.agree_price(pk, answers["line"], unit_e4, reason=answers["reason"], by=actor(request))

        return self._changed(request, order, form, _("Agree on a price"), carry_out)

    def _changed(
        self, request: HttpRequest, order: Order, form: Form, title: str, carry_out: Callable[[], None]
    ) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            try:
                carry_out()
            except (services.CannotBeChanged, services.SoldOut) as refusal:
                form.add_error(None, str(refusal) or _("This order cannot be changed so any more."))
            else:
                self.log_change(request, order, title)
                messages.success(request, _("The order has been changed. The customer gets an e-mail."))
                return redirect("admin:orders_order_change", order.pk)
        explanation = _(
            "Who ordered, and who manages the practice, gets an e-mail with the order as it is now."
        )
        about = {
            "row": order,
            "form": form,
            "explanation": explanation,
            "errors": form.is_bound and form.errors,
        }
        return self.page(request, "../../act.html", title, **about)

    def get_fieldsets(self, request: HttpRequest, obj: Order | None = None) -> Any:
        """The ways to decisions only for whoever takes them, and to a price only while it may be another."""
        is_priced = request.user.has_perm(PRICE) and obj is not None and services.takes_changes(obj)
        may = {"decision": self.has_decide_permission(request), "pricing": is_priced}
        return [
            (title, {**about, "fields": [name for name in about["fields"] if may.get(str(name), True)]})
            for title, about in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=gettext_lazy("Price"))
    def pricing(self, order: Order) -> SafeString:
        """The way to the page on which another price is agreed on."""
        url = reverse("admin:orders_order_price", args=[order.pk])
        return format_html('<a href="{}">{}</a>', url, _("Agree on a price"))
