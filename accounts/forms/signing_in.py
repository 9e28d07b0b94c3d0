"""Signing in, in our own words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth is untyped
    """By e-mail address or user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or user name")
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; the session remembers how and when, not what was typed."""
        response: HttpResponse = super().login(request, redirect_url)
        for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            record.pop("email", None)
            record.pop("username", None)
        request.session.modified = True
        return response
