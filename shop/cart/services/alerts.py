"""A word when an article is back or a price on a list changes, to whoever asked for it and nobody else."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from accounts.models import Membership, Practice, User
from d4d.foundation import clock, outbox
from shop.cart import mails
from shop.cart.events import ArticleBack, PricesToCompare
from shop.cart.models import PriceWatch, ShoppingList, ShoppingListLine, StockAlert
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of

MOST_ALERTS = 50
AFTER_WHO_ORDERED = timedelta(minutes=10)
Steps = list[list[int]]  # [from so many pieces, what one then costs]


class TooManyAlerts(Exception):
    """Somebody waits for as many articles as they may."""


class NotOutOfStock(Exception):
    """This article can be ordered and sent now."""


@transaction.atomic
def ask_alert(practice: Practice, user: User, variant: Variant) -> StockAlert:
    """Somebody wants to hear when an article is back. Raises TooManyAlerts or NotOutOfStock."""
    User.objects.select_for_update().get(pk=user.pk)
    if variant.available > 0:
        raise NotOutOfStock
    if StockAlert.objects.filter(user=user).exclude(variant=variant).count() >= MOST_ALERTS:
        raise TooManyAlerts
    alert, _ = StockAlert.objects.get_or_create(user=user, variant=variant, defaults={"practice": practice})
    return alert


def drop_alert(user: User, alert_id: int) -> None:
    """Somebody need not hear of it any more."""
    StockAlert.objects.filter(user=user, pk=alert_id).delete()


@transaction.atomic
def goods_came(variant_id: int, occasion: str) -> None:
    """Pieces came in or came free: whoever waits is told, a little later, after orders that wait.

    The occasion names what brought them, so that each is told of once.
    """
    alerts = StockAlert.objects.filter(variant=variant_id).values_list("pk", flat=True)
    due = clock.now() + AFTER_WHO_ORDERED
    outbox.publish_all((ArticleBack(pk, occasion) for pk in alerts), at=due)


@transaction.atomic
def watch_prices(user: User, kept: ShoppingList) -> None:
    """Somebody wants to hear of changed prices on a list; those of today they know."""
    PriceWatch.objects.get_or_create(user=user, list=kept, defaults={"prices": _prices(kept)})


def stop_watching(user: User, kept: ShoppingList) -> None:
    """Somebody need not hear of prices on this list any more."""
    PriceWatch.objects.filter(user=user, list=kept).delete()


@transaction.atomic
def compare_prices() -> None:
    """Once a day every list that somebody watches is looked at."""
    day = clock.today().isoformat()
    ids = PriceWatch.objects.order_by("pk").values_list("pk", flat=True)
    outbox.publish_all(PricesToCompare(watch_id=pk, day=day) for pk in ids.iterator())


def say_it_is_back(alert_id: int) -> None:
    """Whoever waits hears that an article is back, once; nobody while it is promised to others."""
    alerts = StockAlert.objects.select_related("user__subject", "practice", "variant__product")
    row = alerts.filter(pk=alert_id).first()
    if row is None or row.variant.available < 1:
        return
    if _works_there(row.user, row.practice):
        mails.article_back(row)
    row.delete()


def say_what_changed(watch_id: int, day: str) -> None:
    """Somebody hears what changed on a list, at most once a day; nobody when nothing did."""
    watches = PriceWatch.objects.select_related("user__subject", "list__practice")
    row = watches.filter(pk=watch_id).first()
    if row is None:
        return
    if not _works_there(row.user, row.list.practice):
        row.delete()
        return
    if changed := _changes(row):
        mails.prices_changed(row, changed, day)
    PriceWatch.objects.filter(pk=row.pk).update(prices=_prices(row.list))


def _works_there(user: User, practice: Practice) -> bool:
    members = Membership.objects.filter(user=user, practice=practice, is_active=True)
    return user.is_active and any(one.may_see_orders for one in members)


def _changes(watch: PriceWatch) -> list[mails.Changed]:
    """What costs something else than somebody knows; what is new on the list they know from today."""
    now = _prices(watch.list)
    variants = {str(one.variant_id): one.variant for one in _lines(watch.list)}
    return [
        mails.Changed(variants[number], from_quantity, before_e4, now_e4)
        for number, steps in now.items()
        if number in watch.prices
        for from_quantity, before_e4, now_e4 in _steps_that_changed(watch.prices[number], steps)
    ]


def _steps_that_changed(known: Steps | int, now: Steps) -> Iterator[tuple[int, int, int]]:
    """From which quantities on a piece costs something else, what it did and what it does."""
    if isinstance(known, int):  # written down before larger quantities were watched
        known, now = [[1, known]], now[:1]
    for quantity in sorted({step for step, _unit_e4 in [*known, *now]}):
        before_e4, now_e4 = _at(known, quantity), _at(now, quantity)
        if before_e4 != now_e4:
            yield quantity, before_e4, now_e4


def _at(steps: Steps, quantity: int) -> int:
    return [unit_e4 for step, unit_e4 in steps if step <= quantity][-1]


def _prices(kept: ShoppingList) -> dict[str, Steps]:
    """What a piece of each article costs the practice, from each quantity on at which that changes."""
    variants = [one.variant for one in _lines(kept)]
    prices = price_of(variants, kept.practice, clock.today())
    return {
        str(one.pk): [[tier.from_quantity, tier.unit_e4] for tier in prices.tiers(one.pk)] for one in variants
    }


def _lines(kept: ShoppingList) -> list[ShoppingListLine]:
    return list(kept.lines.select_related("variant__product").order_by("pk"))
