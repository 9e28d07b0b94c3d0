"""A word when an article is back or a price on a list changes, to whoever asked for it and nobody else."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from accounts.models import Practice, User
from d4d.foundation import clock, outbox
from shop.cart.events import ArticleBack, PricesToCompare
from shop.cart.models import PriceWatch, ShoppingList, ShoppingListLine, StockAlert
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of

MOST_ALERTS = 50
AFTER_WHO_ORDERED = timedelta(minutes=10)


class TooManyAlerts(Exception):
    """Somebody waits for as many articles as they may."""


class NotOutOfStock(Exception):
    """This article can be ordered and sent now."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An article of a list of which a piece costs something else than somebody knows."""

    variant: Variant
    before_e4: int
    now_e4: int


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
def goods_came(variant_id: int, movement_id: int) -> None:
    """Pieces came in: whoever waits is told, a little later, for orders that wait are served first."""
    alerts = StockAlert.objects.filter(variant=variant_id).values_list("pk", flat=True)
    due = clock.now() + AFTER_WHO_ORDERED
    outbox.publish_all((ArticleBack(alert_id=pk, movement_id=movement_id) for pk in alerts), at=due)


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


def changes(watch: PriceWatch) -> list[Changed]:
    """What costs something else than somebody knows; what is new on the list they know from today."""
    now = _prices(watch.list)
    variants = {str(one.variant_id): one.variant for one in _lines(watch.list)}
    return [
        Changed(variants[number], watch.prices[number], unit_e4)
        for number, unit_e4 in now.items()
        if watch.prices.get(number, unit_e4) != unit_e4
    ]


def remember(watch: PriceWatch) -> None:
    """From now on somebody knows the prices of today."""
    PriceWatch.objects.filter(pk=watch.pk).update(prices=_prices(watch.list))


def _prices(kept: ShoppingList) -> dict[str, int]:
    variants = [one.variant for one in _lines(kept)]
    prices = price_of(variants, kept.practice, clock.today())
    return {str(one.pk): prices.unit_e4(one.pk) for one in variants}


def _lines(kept: ShoppingList) -> list[ShoppingListLine]:
    return list(kept.lines.select_related("variant__product").order_by("pk"))
