"""A practice registers: three short pages that remember each other without storing anything."""

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms.registration import (
    STEPS,
    AddressStep,
    CompanyStep,
    PersonStep,
    addresses_of,
    person_of,
    practice_of,
)
from accounts.models import User

SECRET = "password"  # noqa: S105 - the name of a field, which never travels along


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Ask page after page; what was answered travels in the form itself until all of it is right."""
    if request.user.is_authenticated:
        return redirect("accounts:overview")
    if request.method == "GET":
        return _page(request, 0, STEPS[0]())
    here = _number(request.POST.get("step", ""))
    if "back" in request.POST:
        return _page(request, max(here - 1, 0), _unjudged(max(here - 1, 0), request.POST))
    if here + 1 == len(STEPS) and (refusal := _too_often(request)):
        return refusal
    company, address, person = CompanyStep(request.POST), AddressStep(request.POST), PersonStep(request.POST)
    for number, form in enumerate((company, address, person)[: here + 1]):
        if not form.is_valid():
            return _page(request, number, form)
    if here + 1 < len(STEPS):
        return _page(request, here + 1, _unjudged(here + 1, request.POST))
    return _finish(request, company, address, person)


def _too_often(request: HttpRequest) -> HttpResponse | None:
    """The last page tells which user names are taken; nobody asks that a thousand times."""
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="signup")
    return refusal


def _finish(
    request: HttpRequest, company: CompanyStep, address: AddressStep, person: PersonStep
) -> HttpResponse:
    """Known or new: the same answer, one hash, one letter."""
    main, billing = addresses_of(address)
    newcomer = person_of(person, get_language() or "")
    try:
        practice = services.register(practice_of(company, address), newcomer, main, billing)
    except services.AddressAlreadyKnown:
        for known in User.objects.filter(email__iexact=newcomer.email):
            services.request_letter("already_known", known.pk)
    else:
        mailbox = EmailAddress.objects.get(user__memberships__practice=practice)
        services.request_letter("confirm", mailbox.user_id, mailbox.pk)
    return redirect("account_email_verification_sent")


def _page(request: HttpRequest, number: int, form: Form) -> HttpResponse:
    carried = {
        name: value
        for step in STEPS
        if step is not STEPS[number]
        for name, value in request.POST.items()
        if name in step.base_fields and name != SECRET
    }
    context = {"form": form, "step": number, "steps": STEPS, "carried": carried, "last": len(STEPS) - 1}
    return render(request, "accounts/register.html", context)


def _unjudged(number: int, answers: QueryDict) -> Form:
    """A page with what was answered before, without complaints."""
    step = STEPS[number]
    kept = {name: answers[name] for name in step.base_fields if name in answers and name != SECRET}
    return step(initial=kept)


def _number(text: str) -> int:
    return min(int(text), len(STEPS) - 1) if text.isascii() and text.isdigit() and len(text) < 3 else 0
