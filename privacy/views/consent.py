"""The doors of consent: the page of choices, and the link in a message."""

from django.contrib import messages as flash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from d4d.foundation.visits import network_of
from privacy import consent
from privacy.consent import links, page, wording
from privacy.consent.ledger import Circumstances, Source


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Every choice on one page, each as easily ended as made."""
    if request.method == "POST":
        return _choose(request)
    context = {
        "groups": page.groups(request.user.subject.uuid),  # type: ignore[union-attr]
        "edition": wording.edition(get_language() or ""),
    }
    return render(request, "privacy/consent/preferences.html", context)


def _choose(request: HttpRequest) -> HttpResponse:
    subject = request.user.subject.uuid  # type: ignore[union-attr]
    how = _how(request, Source.ACCOUNT, form="preferences")
    if "everything_off" in request.POST:
        changes = len(consent.withdraw_everything(subject, how))
    else:
        try:
            changes = page.choose(
                subject,
                ticked=request.POST.getlist("on"),
                seen=request.POST.getlist("seen"),
                edition=request.POST.get("edition", ""),
                how=how,
            )
        except page.OutOfDate:
            flash.warning(request, _("Our words have changed meanwhile. Please read them and choose again."))
            return redirect("privacy:preferences")
    said = ngettext("%(count)s choice was changed.", "%(count)s choices were changed.", changes)
    flash.success(request, said % {"count": changes} if changes else _("Nothing was changed."))
    return redirect("privacy:preferences")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """End what a message was about, without signing in: looking does nothing, pressing does it at once.

    Mail programs press too (RFC 8058): without a cookie, and they follow no redirect.
    """
    link = _link(token)
    if request.method == "POST":
        is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        how = _how(request, Source.ONE_CLICK if is_one_click else Source.LINK, form="opt-out")
        link.end(how, everything=request.POST.get("scope") == "everything")
    return _page(request, link)


@csrf_exempt
@never_cache
@require_POST
def opt_in_again(request: HttpRequest, token: str) -> HttpResponse:
    """Take back what was ended with this very link, shortly before."""
    link = _link(token)
    link.undo(_how(request, Source.LINK, form="opt-out"))
    return _page(request, link)


def _link(token: str) -> links.Link:
    link = links.find(token)
    if link is None:
        raise Http404
    return link


def _page(request: HttpRequest, link: links.Link) -> HttpResponse:
    context = {"link": link, "token": link.token}
    return render(request, "privacy/consent/opt_out.html", context)


def _how(request: HttpRequest, source: str, form: str) -> Circumstances:
    return Circumstances(source, get_language() or "", form=form, network=network_of(request))
