"""Recently viewed: kept and shown for people who switched it on, and for nobody else."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from d4d.foundation import clock
from privacy import personalisation
from shop.catalogue import listing
from shop.catalogue.cards import Card
from shop.catalogue.models import RecentView
from shop.catalogue.viewer import viewer_of

KEPT = 12
SHOWN = 4


def note(request: HttpRequest, product_id: int) -> None:
    """Remember that a product was looked at, if the visitor wants that."""
    user = who_wants_it(request)
    if user is None:
        return
    with transaction.atomic():
        RecentView.objects.update_or_create(
            user=user, product_id=product_id, defaults={"seen_at": clock.now()}
        )
        kept = RecentView.objects.filter(user=user).order_by("-seen_at", "-pk").values_list("pk", flat=True)
        RecentView.objects.filter(pk__in=list(kept[KEPT:])).delete()


def cards_for(request: HttpRequest, but: int = 0) -> list[Card]:
    """What the visitor looked at last, newest first, if they want that to be shown."""
    user = who_wants_it(request)
    if user is None:
        return []
    rows = RecentView.objects.filter(user=user).exclude(product=but).order_by("-seen_at", "-pk")
    product_ids = list(rows.values_list("product_id", flat=True)[:SHOWN])
    return listing.these(product_ids, viewer_of(request), clock.today()) if product_ids else []


def forget(subject: UUID) -> None:
    """Nothing is remembered of somebody any more."""
    RecentView.objects.filter(user__subject__uuid=subject).delete()


def who_wants_it(request: HttpRequest) -> User | None:
    """The visitor, once they switched it on; who did not costs no query."""
    asked: Any = request
    if not asked.user.is_authenticated or not getattr(asked.membership or None, "wants_own_shop", False):
        return None
    user: User = asked.user
    return user if personalisation.is_on(user.subject.uuid) else None
