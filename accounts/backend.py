"""Who somebody is, by e-mail address or user name: one look, one check of the password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import User


class OneCheckBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    """Known or unknown, right or wrong: each try costs exactly one hash.

    User names hold no @, so that what is typed can mean one person only. (allauth would check a known
    address twice and an unknown one once, which tells them apart.)
    """

    def get_user(self, user_id: Any) -> User | None:
        """Who is signed in, with the identity under which all privacy hangs: every page asks for both."""
        user = User.objects.select_related("subject").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        user = User.objects.filter(Q(email=login) | Q(username=login)).first() if login else None
        checked: User | None = self._check_password(user, str(credentials.get("password") or ""))
        return checked
