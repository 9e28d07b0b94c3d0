"""How signing in behaves here: letters through the outbox, browsers that are known, no enumeration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import known_browser, services
from accounts.language import speak
from accounts.models import FormerMailbox, User


class NoSuchLetter(Exception):
    """A letter that this house does not write."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Every letter about an account is put in the outbox; the request itself mails nothing."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "username_password_mismatch": _("This user name and password do not belong together."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes, or ask for a new password."),
        "incorrect_code": _("This code is not right. Please take the newest code from your app."),
        "incorrect_password": _("This password is not right."),
        "same_as_current": _("This is the address that you use already."),
        "duplicate_email": _("This is the address that you use already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Practices register at /registreren/, nowhere else."""
        return False

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Ask the owner of a mailbox to confirm it."""
        mailbox = emailconfirmation.email_address
        services.request_letter("confirm", mailbox.user_id, mailbox.pk)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account that somebody entered their address again."""
        for user_id in User.objects.filter(email__iexact=email).values_list("pk", flat=True):
            services.request_letter("already_known", user_id)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Offer a new password."""
        services.request_letter("reset", user.pk)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody that their way of signing in has changed; a former mailbox too."""
        what = template_prefix.rpartition("/")[2]
        if what == "email_changed" and email:
            former = FormerMailbox.objects.create(user=user, email=email)
            services.request_letter(what, user.pk, former.pk)
        else:
            services.request_letter(what, user.pk)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letter leaves by this way."""
        raise NoSuchLetter(template_prefix)

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        """Remember this browser, and speak the language of the person who signed in."""
        response: HttpResponse = super().post_login(request, user, **facts)
        known_browser.remember(response, user)
        return speak(response, user.language)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **facts: Any) -> None:
        """Say what happened, but do not greet: the next page shows that one is in."""
        template = args[0] if args else facts.get("message_template")
        if template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, *args, **facts)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Whose tries are counted together: strangers' apart from those of a browser we know."""
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        return known_browser.name_of(request, login) or f"stranger:{login}"
