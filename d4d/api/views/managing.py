"""Where managers make keys and name addresses; what shows a secret first asks who they are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, may_manage
from d4d.api import services
from d4d.api.forms import KeyForm, WebhookForm
from d4d.api.models import AccessKey, Webhook
from d4d.api.services.keys import TooManyKeys
from d4d.api.services.webhooks import AddressKnown, TooManyWebhooks
from d4d.foundation import clock
from privacy.fresh import fresh_sign_in

CALLS_SHOWN = 20
KEYS_SHOWN = 30


@require_safe
@may_manage
def links(request: MemberRequest) -> HttpResponse:
    """The keys and addresses of the practice."""
    today = clock.today()
    rows = AccessKey.objects.filter(practice=request.practice).order_by("-pk")[:KEYS_SHOWN]
    context = {
        "keys": [(key, key.state_on(today)) for key in rows],
        "webhooks": Webhook.objects.filter(practice=request.practice).order_by("pk"),
    }
    return render(request, "api/links.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
@fresh_sign_in
def new_key(request: MemberRequest) -> HttpResponse:
    """A key is made; the page that answers is the only one that ever shows it."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked, by = form.cleaned_data, request.user.subject.uuid
        try:
            key, words = services.make_key(
                request.practice.pk, asked["name"], asked["scopes"], form.last_day(), by
            )
        except TooManyKeys:
            form.add_error(None, _("You have as many keys as you may have. Revoke one first."))
        else:
            return render(request, "api/shown_once.html", {"access_key": key, "words": words})
    return render(request, "api/new_key.html", {"form": form})


@require_POST
@may_manage
def revoke_key(request: MemberRequest, pk: int) -> HttpResponse:
    """A key opens nothing any more."""
    key = get_object_or_404(AccessKey, pk=pk, practice=request.practice)
    services.revoke_key(key.pk)
    messages.success(request, _("The key has been revoked."))
    return redirect("api:links")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
@fresh_sign_in
def new_webhook(request: MemberRequest) -> HttpResponse:
    """An address is named; the page that answers is the only one that shows its secret."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked, by = form.cleaned_data, request.user.subject.uuid
        try:
            webhook, words = services.register(request.practice.pk, asked["url"], asked["news"], by)
        except AddressKnown:
            form.add_error("url", _("You named this address before."))
        except TooManyWebhooks:
            form.add_error(None, _("You have as many addresses as you may have. Remove one first."))
        else:
            return render(request, "api/shown_once.html", {"webhook": webhook, "words": words})
    return render(request, "api/new_webhook.html", {"form": form})


@require_safe
@may_manage
def webhook(request: MemberRequest, pk: int) -> HttpResponse:
    """One address: how the last calls went, and what can be done with it."""
    row = _own(request, pk)
    calls = row.calls.order_by("-pk")[:CALLS_SHOWN]
    template = "_calls.html" if "HX-Request" in request.headers else "webhook.html"
    waits = any(call.is_about_to_be_told for call in calls)
    return render(request, f"api/{template}", {"webhook": row, "calls": calls, "waits": waits})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
@fresh_sign_in
def replace_secret(request: MemberRequest, pk: int) -> HttpResponse:
    """A new secret, after a question whether somebody is sure."""
    row = _own(request, pk)
    if request.method != "POST":
        return render(request, "api/replace_secret.html", {"webhook": row})
    words = services.replace_secret(row.pk)
    return render(request, "api/shown_once.html", {"webhook": row, "words": words, "replaces": True})


@require_POST
@may_manage
def switch(request: MemberRequest, pk: int) -> HttpResponse:
    """An address is switched off, or on again."""
    row, by = _own(request, pk), request.user.subject.uuid
    if row.is_active:
        services.pause(row.pk, by)
    else:
        services.resume(row.pk, by)
    return redirect("api:webhook", row.pk)


@require_POST
@may_manage
def send_test(request: MemberRequest, pk: int) -> HttpResponse:
    """One call without news."""
    row = _own(request, pk)
    services.send_test(row.pk)
    messages.success(request, _("The test is on its way; how it went appears below."))
    return redirect("api:webhook", row.pk)


@require_POST
@may_manage
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """An address is forgotten."""
    services.remove(_own(request, pk).pk)
    messages.success(request, _("The address has been removed."))
    return redirect("api:links")


def _own(request: MemberRequest, pk: int) -> Webhook:
    return get_object_or_404(Webhook, pk=pk, practice=request.practice)
