"""The second factor: codes from an app, passkeys, recovery codes."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Second factors in the words of this house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Please take the newest code from your app."),
        "unverified_email": _("Please confirm your e-mail address first."),
    }


def was_used(request: HttpRequest) -> bool:
    """Whether this very session was opened, or confirmed, with a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def is_enrolled(user: User) -> bool:
    """Whether somebody has a second factor at all."""
    return bool(SecondFactorAdapter().is_mfa_enabled(user))
