"""The checks that may hold an order: each a small question about facts, with its answer in words.

None looks at a person, a network or a browser, and none refuses anything: staff decide (GDPR art. 22).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Address
from d4d.foundation import clock
from d4d.foundation.written import euro
from shop.orders.models import Order
from shop.orders.services.cancelling import GIVEN_UP, NOT_PAID
from shop.payments.models import Payment
from shop.screening.models import Rule

Figures = dict[str, Any]
UNDECIDED = (*GIVEN_UP, Order.State.AWAITING_REVIEW, Order.State.CANCELLED)  # says nothing of a customer yet
FAILED = (Payment.State.FAILED, Payment.State.CANCELED, Payment.State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Check:
    """A question about an order; `sees` returns the figures when it should be held."""

    sees: Callable[[Order, Rule], Figures | None]
    words: Callable[[Figures], str]


def _large_first_order(order: Order, rule: Rule) -> Figures | None:
    """Of a customer of a few days who has not paid us anything before."""
    is_new = order.practice.created_at >= _ago(rule)
    if not is_new or order.total_cents < rule.amount_cents:
        return None
    others = _others(order).exclude(state__in=UNDECIDED)
    return None if others.exists() else {"cents": order.total_cents, "days": rule.days}


def _many_unpaid(order: Order, rule: Rule) -> Figures | None:
    """Of a customer who let orders go by unpaid."""
    given_up = _others(order).filter(
        state=Order.State.CANCELLED, cancellations__reason=NOT_PAID, placed_at__gte=_ago(rule)
    )
    return _at_least(given_up.distinct().count(), rule)


def _many_failed_payments(order: Order, rule: Rule) -> Figures | None:
    """Of a customer whose payments did not succeed."""
    tries = Payment.objects.filter(
        order__practice=order.practice, state__in=FAILED, created_at__gte=_ago(rule)
    )
    return _at_least(tries.count(), rule)


def _many_orders(order: Order, rule: Rule) -> Figures | None:
    """Of a customer who orders again and again."""
    return _at_least(_others(order).filter(placed_at__gte=_ago(rule)).count() + 1, rule)


def _other_country(order: Order, rule: Rule) -> Figures | None:
    """To a country in which the practice keeps no books."""
    if order.total_cents < rule.amount_cents:
        return None
    homes = Address.objects.filter(practice=order.practice, is_billing=True).values_list("country", flat=True)
    home = homes.first()
    is_elsewhere = home is not None and home != order.delivery_country
    return {"home": home, "goes_to": order.delivery_country} if is_elsewhere else None


CHECKS: dict[str, Check] = {
    Rule.Check.LARGE_FIRST_ORDER: Check(
        _large_first_order,
        lambda seen: (
            _("First order of a customer of less than %(days)s days, for %(amount)s.")
            % {"days": seen["days"], "amount": euro(seen["cents"])}
        ),
    ),
    Rule.Check.MANY_UNPAID: Check(
        _many_unpaid,
        lambda seen: _("%(times)s orders were never paid within %(days)s days.") % seen,
    ),
    Rule.Check.MANY_FAILED_PAYMENTS: Check(
        _many_failed_payments,
        lambda seen: _("%(times)s payments failed or were stopped within %(days)s days.") % seen,
    ),
    Rule.Check.MANY_ORDERS: Check(
        _many_orders, lambda seen: _("%(times)s orders within %(days)s days.") % seen
    ),
    Rule.Check.OTHER_COUNTRY: Check(
        _other_country,
        lambda seen: _("Goes to %(goes_to)s, while the books of the practice are kept in %(home)s.") % seen,
    ),
}


def told(reasons: dict[str, Figures]) -> list[str]:
    """Why an order was held, in words."""
    return [CHECKS[kind].words(figures) for kind, figures in reasons.items() if kind in CHECKS]


def _others(order: Order) -> Any:
    return Order.objects.for_practice(order.practice).exclude(pk=order.pk)


def _at_least(times: int, rule: Rule) -> Figures | None:
    return {"times": times, "days": rule.days} if times >= rule.times else None


def _ago(rule: Rule) -> datetime:
    return clock.now() - timedelta(days=rule.days)
