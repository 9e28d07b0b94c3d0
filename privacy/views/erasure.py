"""Somebody erases their own data, or a manager the practice: preview, confirm, take back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from privacy import erasure
from privacy.erasure import asking
from privacy.erasure.carrying import is_person
from privacy.fresh import fresh_sign_in


class ConfirmForm(forms.Form):
    """The password once more: nobody erases an account that somebody else left open."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, user: Any, *args: Any, **facts: Any) -> None:
        """For this user; who signs in without a password was recognised just now in another way."""
        super().__init__(*args, **facts)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """It must be theirs."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This password is not right."))
        return password


@never_cache
@fresh_sign_in
def own(request: HttpRequest) -> HttpResponse:
    """Somebody's own account: what would go, what would stay; confirmed by their password."""
    subject: UUID = request.user.subject.uuid  # type: ignore[union-attr]
    return _page(request, subject, "privacy:erasure")


@never_cache
@fresh_sign_in
def practice(request: HttpRequest) -> HttpResponse:
    """The practice that somebody manages is closed and erased."""
    member = getattr(request, "membership", None)
    if not member or not member.may_manage:
        raise PermissionDenied
    return _page(request, member.practice.subject.uuid, "privacy:erasure_practice")


@require_POST
@login_required
def take_back(request: HttpRequest) -> HttpResponse:
    """All stays as it was: of oneself, or of the practice that one manages."""
    for subject in _speaks_for(request):
        if run := asking.running(subject):
            _taken_back(request, run.pk)
    return redirect("privacy:erasure")


@never_cache
def take_back_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: a button, and only the button takes back."""
    run = asking.run_of(token)
    if run is not None and request.method == "POST":
        _taken_back(request, run.pk)
        return redirect("privacy:erasure_cancel", token=token)
    return render(request, "privacy/erasure/take_back.html", {"run": run}, status=200 if run else 404)


def _page(request: HttpRequest, subject: UUID, here: str) -> HttpResponse:
    form = ConfirmForm(request.user, request.POST or None)
    running = asking.running(subject)
    if request.method == "POST" and form.is_valid():
        try:
            erasure.ask(subject, by=request.user.subject.uuid)  # type: ignore[union-attr]
        except erasure.CannotBeErased:
            messages.error(request, _("Something must be ended first; see below."))
        return redirect(here)
    context = {
        "form": form,
        "run": running,
        "preview": None if running else erasure.preview(subject),
        "is_practice": not is_person(subject),
        "hours": int(asking.undo_window().total_seconds() // 3600),
        "may_close_practice": _manages(request) and is_person(subject),
    }
    return render(request, "privacy/erasure/page.html", context, status=422 if form.errors else 200)


def _taken_back(request: HttpRequest, run_id: int) -> None:
    try:
        erasure.take_back(run_id)
    except erasure.CannotBeTakenBack:
        messages.error(request, _("The erasure has begun and cannot be taken back any more."))
    else:
        messages.success(request, _("Nothing was erased. Everything stays as it was."))


def _speaks_for(request: HttpRequest) -> list[UUID]:
    found = [request.user.subject.uuid]  # type: ignore[union-attr]
    if _manages(request):
        found.append(request.membership.practice.subject.uuid)  # type: ignore[attr-defined]
    return found


def _manages(request: HttpRequest) -> bool:
    member = getattr(request, "membership", None)
    return bool(member and member.may_manage)
