"""For which practice somebody works right now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import Membership
from privacy import personalisation

SESSION_KEY = "practice_id"
GetResponse = Callable[[HttpRequest], HttpResponse]


def practice_of_the_member(get_response: GetResponse) -> GetResponse:
    """Give each request its `membership` and `practice`, looked up once and only when asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.membership = SimpleLazyObject(lambda: _membership_of(request))  # type: ignore[attr-defined]
        request.practice = SimpleLazyObject(lambda: _practice_of(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _membership_of(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.filter(user=request.user, is_active=True)
        .select_related("practice")
        .annotate(wants_own_shop=personalisation.switched_on("user__subject__uuid"))
        .order_by("pk")
    )
    chosen = request.session.get(SESSION_KEY)
    return next((one for one in memberships if one.practice_id == chosen), None) or next(
        iter(memberships), None
    )


def _practice_of(request: HttpRequest) -> object:
    membership = request.membership  # type: ignore[attr-defined]
    return membership.practice if membership else None
