"""Ends every session of somebody at once, in whatever browser it runs."""

from importlib import import_module
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings


def end(subject: UUID) -> None:
    """Throw away what the session store holds for this person; the next click finds nobody signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in UserSession.objects.filter(user__subject__uuid=subject).values_list("session_key", flat=True):
        store(key).delete()
