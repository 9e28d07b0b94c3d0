"""Who visits, and for which practice they work right now."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import absence
from accounts.models import Membership, User
from accounts.sessions import SessionStore
from privacy import personalisation

SESSION_KEY = "practice_id"
GetResponse = Callable[[HttpRequest], HttpResponse]


class PersonMiddleware(AuthenticationMiddleware):
    """Gives each request its `user`: whom the session brought along, else whom Django finds."""

    def process_request(self, request: HttpRequest) -> None:
        """Look only when asked, and once."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person_of(request))  # type: ignore[assignment]  # as Django's


def practice_of_the_member(get_response: GetResponse) -> GetResponse:
    """Give each request its `membership` and `practice`, looked up once and only when asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.membership = SimpleLazyObject(lambda: _membership_of(request))  # type: ignore[attr-defined]
        request.practice = SimpleLazyObject(lambda: _practice_of(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _person_of(request: HttpRequest) -> User | AnonymousUser:
    session = _session_of(request)
    person = session.person() or get_user(request)
    if not person.is_staff or not absence.is_too_long(session):
        return person
    session.flush()
    messages.info(request, _("You were signed out for safety. Please sign in again."), fail_silently=True)
    return AnonymousUser()


def _membership_of(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    memberships = _memberships_of(request, request.user)
    chosen = request.session.get(SESSION_KEY)
    return next((one for one in memberships if one.practice_id == chosen), None) or next(
        iter(memberships), None
    )


def _memberships_of(request: HttpRequest, user: User) -> Iterable[Membership]:
    known = _session_of(request).memberships_of(user.pk)
    if known is not None:
        return known
    works = (
        Membership.objects.filter(user=user, is_active=True)
        .select_related("practice__subject", "user__subject")
        .order_by("pk")
    )
    return works.annotate(wants_own_shop=personalisation.switched_on("user__subject__uuid"))


def _session_of(request: HttpRequest) -> SessionStore:
    assert isinstance(request.session, SessionStore)
    return request.session


def _practice_of(request: HttpRequest) -> object:
    membership = request.membership  # type: ignore[attr-defined]
    return membership.practice if membership else None
