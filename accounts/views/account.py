"""The account area: overview, own data, security, which practice, which language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from accounts import menu, second_factor, services
from accounts.access import MemberRequest, may_manage, member_required
from accounts.forms.details import OwnDetails, PracticeDetails
from accounts.language import speak
from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from privacy.fresh import ask_again, is_fresh


@login_required
@require_GET
def overview(request: MemberRequest) -> HttpResponse:
    """What is going on in the practice, and the way to every page; staff goes on to the desk."""
    if not request.membership and request.user.is_staff:
        return redirect("admin:index")
    return _overview(request)


@member_required
def _overview(request: MemberRequest) -> HttpResponse:
    return render(request, "accounts/overview.html", {"tiles": menu.tiles(request.membership)})


@login_required
def details(request: MemberRequest) -> HttpResponse:
    """Everything that we hold of somebody; the name to sign in with after a fresh sign-in only."""
    user, sent = request.user, request.POST if request.method == "POST" else None
    form = OwnDetails(sent, user=user)
    if sent is not None and form.is_valid():
        if "username" in form.changed_data and not is_fresh(request):
            return ask_again(request, request.path)
        services.update_own_details(user.pk, form.cleaned_data)
        messages.success(request, _("Your data has been saved."))
        return speak(redirect("accounts:details"), form.cleaned_data["language"])
    return render(request, "accounts/details.html", {"form": form})


@may_manage
def practice(request: MemberRequest) -> HttpResponse:
    """A manager corrects the data of the practice."""
    row, sent = request.practice, request.POST if request.method == "POST" else None
    form = PracticeDetails(sent, practice=row)
    if sent is not None and form.is_valid():
        services.update_practice(row.pk, form.cleaned_data)
        messages.success(request, _("The data of the practice has been saved."))
        return redirect("accounts:details")
    return render(request, "accounts/practice.html", {"form": form})


@login_required
@require_GET
def security(request: MemberRequest) -> HttpResponse:
    """How somebody signs in, and where they are signed in."""
    return render(request, "accounts/security.html", {"has_factor": second_factor.is_enrolled(request.user)})


@login_required
def choose_practice(request: MemberRequest) -> HttpResponse:
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
def prices(request: MemberRequest) -> HttpResponse:
    """Show prices with or without VAT to everybody in the practice."""
    including = request.POST.get("including_vat") == "1"
    services.update_practice(request.practice.pk, {"sees_prices_including_vat": including})
    return redirect("accounts:overview")


@require_POST
@csrf_exempt
def language(request: MemberRequest) -> HttpResponse:
    """Speak another language from now on; a visitor needs no token, and so no cookie, for that."""
    response: HttpResponse = (
        _member_language(request) if request.user.is_authenticated else set_language(request)
    )
    return response


@csrf_protect
def _member_language(request: MemberRequest) -> HttpResponse:
    """In letters as well when somebody is signed in."""
    wanted = request.POST.get("language", "")
    if check_for_language(wanted) and wanted in dict(settings.LANGUAGES):
        services.update_own_details(request.user.pk, {"language": wanted})
    response: HttpResponse = set_language(request)
    return response
