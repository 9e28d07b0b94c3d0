"""The account area: overview, own data, security, which practice, which language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from accounts import menu, second_factor, services
from accounts.access import may_manage, member_required
from accounts.forms.details import OwnDetails, PracticeDetails
from accounts.middleware import SESSION_KEY
from accounts.models import Membership


@require_GET
@member_required
def overview(request: HttpRequest) -> HttpResponse:
    """What is going on in the practice, and the way to every page."""
    return render(request, "accounts/overview.html", {"tiles": menu.tiles(request.membership)})  # type: ignore[attr-defined]


@login_required
def details(request: HttpRequest) -> HttpResponse:
    """Everything that we hold of somebody and their practice."""
    user, sent = request.user, request.POST if request.method == "POST" else None
    form = OwnDetails(sent, user=user)
    if sent is not None and form.is_valid():
        services.update_own_details(user.pk, form.cleaned_data)
        messages.success(request, _("Your data has been saved."))
        return _with_language(redirect("accounts:details"), form.cleaned_data["language"])
    return render(request, "accounts/details.html", {"form": form})


@may_manage
def practice(request: HttpRequest) -> HttpResponse:
    """A manager corrects the data of the practice."""
    row, sent = request.practice, request.POST if request.method == "POST" else None  # type: ignore[attr-defined]
    form = PracticeDetails(sent, practice=row)
    if sent is not None and form.is_valid():
        services.update_practice(row.pk, form.cleaned_data)
        messages.success(request, _("The data of the practice has been saved."))
        return redirect("accounts:details")
    return render(request, "accounts/practice.html", {"form": form})


@login_required
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """How somebody signs in, and where they are signed in."""
    return render(request, "accounts/security.html", {"has_factor": second_factor.is_enrolled(request.user)})  # type: ignore[arg-type]


@login_required
def choose_practice(request: HttpRequest) -> HttpResponse:
    """Somebody who works at several practices says for which one now."""
    memberships = Membership.objects.filter(user=request.user, is_active=True)
    if request.method == "POST":
        chosen = get_object_or_404(memberships, practice__number=request.POST.get("practice", ""))
        request.session[SESSION_KEY] = chosen.practice_id
        return redirect("accounts:overview")
    rows = memberships.select_related("practice").order_by("practice__name")
    return render(request, "accounts/choose_practice.html", {"memberships": rows})


@require_POST
@may_manage
def prices(request: HttpRequest) -> HttpResponse:
    """Show prices with or without VAT to everybody in the practice."""
    including = request.POST.get("including_vat") == "1"
    services.update_practice(request.practice.pk, {"sees_prices_including_vat": including})  # type: ignore[attr-defined]
    return redirect("accounts:overview")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, in letters as well when somebody is signed in."""
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and check_for_language(wanted) and wanted in dict(settings.LANGUAGES):
        services.update_own_details(request.user.pk, {"language": wanted})
    response: HttpResponse = set_language(request)
    return response


def _with_language(response: HttpResponse, wanted: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
