"""Somebody shows that their telephone number is theirs."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from privacy.consent import numbers
from privacy.consent.addresses import addresses_of, mark_of
from privacy.forms import CodeForm
from privacy.vocabulary import Channel


@sensitive_post_parameters("code")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Type the code that went to the number."""
    subject = request.user.subject.uuid  # type: ignore[union-attr]
    number = addresses_of(subject).get(Channel.SMS, "")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if numbers.prove(subject, form.cleaned_data["code"]):
            messages.success(request, _("Your telephone number is confirmed."))
            return redirect("privacy:preferences")
        form.add_error("code", _("This code is not right, or no longer good. Have another one sent."))
    context = {"form": form, "number": number, "is_proved": numbers.is_proved(subject, number)}
    return render(request, "privacy/consent/number.html", context)


@login_required
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Have a code sent; only so many an hour, whoever asks for it."""
    subject = request.user.subject.uuid  # type: ignore[union-attr]
    key = mark_of(Channel.SMS, addresses_of(subject).get(Channel.SMS, ""))
    refusal: HttpResponse | None = ratelimit.consume_or_429(
        request, action="number_code", key=key, user=request.user
    )
    if refusal is not None:
        return refusal
    try:
        numbers.ask(subject)
    except numbers.CannotBeTexted:
        messages.error(request, _("No text messages arrive at this number. Give a mobile number first."))
    else:
        messages.success(request, _("A code is on its way to your telephone."))
    return redirect("privacy:number")
