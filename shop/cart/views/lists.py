"""The lists of a practice: everybody but the bookkeeper sees them, who may order keeps them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from shop.cart import boxes, services
from shop.cart.forms import NEW, KeepForm, ListNameForm
from shop.cart.models import ShoppingList
from shop.cart.offers import Offer, offers
from shop.cart.quote import Wanted
from shop.catalogue.models import Variant

NAME_TAKEN = gettext_lazy("Your practice has a list of this name already.")


@require_http_methods(["GET", "POST"])
@may_see_orders
def all_lists(request: MemberRequest) -> HttpResponse:
    """Every list of the practice, and making a new one."""
    if request.method == "POST":
        return _make(request)
    return _all(request, ListNameForm())


@may_order
def _make(request: MemberRequest) -> HttpResponse:
    form = ListNameForm(request.POST)
    if form.is_valid():
        try:
            kept = services.make_list(request.practice, form.cleaned_data["name"])
            return redirect("cart:list", kept.pk)
        except services.ListNameTaken:
            form.add_error("name", NAME_TAKEN)
    return _all(request, form, status=422)


@require_GET
@may_see_orders
def show(request: MemberRequest, list_id: int) -> HttpResponse:
    """What stands on a list, at today's prices."""
    return _show(request, _kept(request, list_id), None)


@require_POST
@may_order
def order(request: MemberRequest, list_id: int) -> HttpResponse:
    """Everything on the list with a quantity goes into the cart."""
    kept = _kept(request, list_id)
    filled = boxes.read(request.POST, _variant_ids(kept))
    if filled.wrong:
        return _show(request, kept, filled, status=422)
    added = services.put_all(request.practice, request.user, filled.pieces)
    _say_added(request, added)
    return redirect("cart:show") if added.variant_ids else redirect("cart:list", kept.pk)


@require_POST
@may_order
def save(request: MemberRequest, list_id: int) -> HttpResponse:
    """Keep the quantities as they are filled in now; an empty box leaves what was kept."""
    kept = _kept(request, list_id)
    filled = boxes.read(request.POST, _variant_ids(kept))
    if filled.wrong:
        return _show(request, kept, filled, status=422)
    services.set_on_list(request.practice, kept.pk, filled.pieces)
    messages.success(request, _("The quantities have been saved."))
    return redirect("cart:list", kept.pk)


@require_POST
@may_order
def remove(request: MemberRequest, list_id: int) -> HttpResponse:
    """An article comes off the list."""
    kept = _kept(request, list_id)
    text = request.POST.get("variant", "")
    if text.isascii() and text.isdigit() and len(text) < 16:
        services.set_on_list(request.practice, kept.pk, {int(text): 0})
        messages.success(request, _("The article is no longer on the list."))
    return redirect("cart:list", kept.pk)


@require_http_methods(["GET", "POST"])
@may_order
def rename(request: MemberRequest, list_id: int) -> HttpResponse:
    """Call a list something else."""
    kept = _kept(request, list_id)
    form = ListNameForm(request.POST or None, initial={"name": kept.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_list(request.practice, kept.pk, form.cleaned_data["name"])
            return redirect("cart:list", kept.pk)
        except services.ListNameTaken:
            form.add_error("name", NAME_TAKEN)
    status = 422 if request.method == "POST" else 200
    return render(request, "cart/list_name.html", {"kept": kept, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@may_order
def delete(request: MemberRequest, list_id: int) -> HttpResponse:
    """Asks once more, then throws the list away."""
    kept = _kept(request, list_id)
    if request.method != "POST":
        return render(request, "cart/list_delete.html", {"kept": kept, "count": kept.lines.count()})
    services.delete_list(request.practice, kept.pk)
    messages.success(request, _("The list has been deleted."))
    return redirect("cart:lists")


@require_http_methods(["GET", "POST"])
@may_order
def keep_article(request: MemberRequest, variant_id: int) -> HttpResponse:
    """Write an article on a list, from its own page."""
    articles = Variant.objects.filter(product__is_published=True).select_related("product")
    variant = get_object_or_404(articles, pk=variant_id)
    lists = ShoppingList.objects.filter(practice=request.practice).order_by("name")
    form = KeepForm(request.POST or None, lists=lists)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            is_new = answers["kept"] == NEW
            list_id = services.make_list(request.practice, answers["name"]).pk if is_new else answers["kept"]
            services.add_to_list(request.practice, int(list_id), variant.pk, answers["quantity"])
            return redirect("cart:list", list_id)
        except services.ListNameTaken:
            form.add_error("name", NAME_TAKEN)
        except services.NotOnList:
            form.add_error("kept", _("This list is full. Choose another one."))
    status = 422 if request.method == "POST" else 200
    return render(request, "cart/keep_article.html", {"variant": variant, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@may_order
def keep_cart(request: MemberRequest) -> HttpResponse:
    """Keep what lies in the cart as a new list."""
    form = ListNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.keep_as_list(request.practice, request.user, form.cleaned_data["name"])
            messages.success(request, _("Your cart is kept as a list; it is still in your cart as well."))
            return redirect("cart:list", kept.pk)
        except services.ListNameTaken:
            form.add_error("name", NAME_TAKEN)
        except services.NotOnList:
            form.add_error(None, _("Your cart is empty."))
    status = 422 if request.method == "POST" else 200
    return render(request, "cart/keep_cart.html", {"form": form}, status=status)


def _all(request: MemberRequest, form: ListNameForm, status: int = 200) -> HttpResponse:
    kept = ShoppingList.objects.filter(practice=request.practice)
    lists = kept.annotate(count=Count("lines")).order_by("name")
    return render(request, "cart/lists.html", {"lists": lists, "form": form}, status=status)


def _show(
    request: MemberRequest, kept: ShoppingList, filled: boxes.Boxes | None, status: int = 200
) -> HttpResponse:
    lines = kept.lines.select_related("variant__product").order_by("pk")
    found = offers(request.practice, [Wanted(line.variant, line.quantity) for line in lines])
    names = {offer.variant.pk: offer.line.name for offer in found}
    context = {
        "kept": kept,
        "rows": [_row(offer, filled) for offer in found],
        "problems": filled.problems(names) if filled else [],
        "may_order": request.membership.may_order,
        "watches": kept.watches.filter(user=request.user).exists(),
    }
    return render(request, "cart/list.html", context, status=status)


def _row(offer: Offer, filled: boxes.Boxes | None) -> dict[str, Any]:
    pk = offer.variant.pk
    return {
        "offer": offer,
        "box": boxes.name_of_box(pk),
        "written": filled.written.get(pk, "") if filled else str(offer.line.quantity),
        "problem": filled.problem(pk) if filled else "",
    }


def _kept(request: MemberRequest, list_id: int) -> ShoppingList:
    return get_object_or_404(ShoppingList, pk=list_id, practice=request.practice)


def _variant_ids(kept: ShoppingList) -> list[int]:
    return list(kept.lines.order_by("pk").values_list("variant_id", flat=True))


def _say_added(request: MemberRequest, added: services.Added) -> None:
    if added.variant_ids:
        messages.success(request, added.said)
    for one in added.left_out:
        messages.warning(request, one.said)
