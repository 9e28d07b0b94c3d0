"""The address book of a practice."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import services
from accounts.access import MemberRequest, may_order
from accounts.forms.details import AddressForm
from accounts.models import Address


@require_GET
@may_order
def addresses(request: MemberRequest) -> HttpResponse:
    """Where parcels and invoices can go."""
    rows = _of_the_practice(request).order_by("-is_delivery_default", "-is_billing", "pk")
    return render(request, "accounts/addresses.html", {"addresses": rows})


@may_order
def add_address(request: MemberRequest) -> HttpResponse:
    """A new address in the book; whoever needed it on another page goes back to that page."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_address(request.practice.pk, form.cleaned_data)
        messages.success(request, _("The address has been added."))
        return redirect(_back(request))
    return render(request, "accounts/address.html", {"form": form, "back": _back(request)})


@may_order
def change_address(request: MemberRequest, address_id: int) -> HttpResponse:
    """An address is corrected."""
    address = get_object_or_404(_of_the_practice(request), pk=address_id)
    form = AddressForm(request.POST or None, address=address)
    if request.method == "POST" and form.is_valid():
        services.change_address(address.pk, form.cleaned_data)
        messages.success(request, _("The address has been saved."))
        return redirect(_back(request))
    return render(
        request, "accounts/address.html", {"form": form, "address": address, "back": _back(request)}
    )


@require_POST
@may_order
def retire_address(request: MemberRequest, address_id: int) -> HttpResponse:
    """An address is no longer offered."""
    address = get_object_or_404(_of_the_practice(request), pk=address_id)
    try:
        services.retire_address(address.pk)
        messages.success(request, _("The address is no longer offered."))
    except services.CannotRetireAddress:
        messages.error(request, _("Choose another address for deliveries and invoices first."))
    return redirect("accounts:addresses")


def _of_the_practice(request: MemberRequest) -> QuerySet[Address]:
    return Address.objects.filter(practice=request.practice, is_retired=False)


def _back(request: MemberRequest) -> str:
    page = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(page, None, require_https=request.is_secure())
    return page if is_ours else reverse("accounts:addresses")
