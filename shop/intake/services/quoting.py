"""Quotes: asked for from a cart, answered with prices, ordered with one press while they hold."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Address, Practice, User
from d4d.foundation import clock, numbering, outbox, states
from privacy import ties
from shop.cart import services as cart
from shop.cart.quote import Quote, Wanted, quote
from shop.checkout.credit import refusal
from shop.checkout.services import MayNotOrder, destination, needs_approval
from shop.intake.events import PriceQuoteDrawsToAnEnd, PriceQuoteOffered
from shop.intake.models import PriceQuote, PriceQuoteLine
from shop.intake.services.editing import FORGOTTEN_AFTER
from shop.orders import services as orders
from shop.orders.models import Order

PRESS = UUID("b7c7f6f5-2a35-4c53-9a55-2d3a0a5f7c02")  # a quote is ordered once
REMIND_BEFORE = timedelta(days=3)
State = PriceQuote.State
STANDING = (*PriceQuote.TO_ANSWER, State.OFFERED)


class NothingToQuote(Exception):
    """The cart is empty."""


class NotNow(Exception):
    """This cannot be done with the quote any more: it was answered before, or its day is past."""


class CannotBeOrdered(Exception):
    """The quote holds, but cannot be ordered as things stand; says why."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


@transaction.atomic
def ask_quote(practice: Practice, user: User, note: str = "") -> PriceQuote:
    """Ask our best price for what lies in somebody's cart, which stays as it is. Raises NothingToQuote."""
    wanted = cart.contents(practice, user)
    if not wanted:
        raise NothingToQuote
    facts = {"practice": practice, "person": user.subject.uuid, "note": note}
    return write_quote(facts, wanted, by=user.subject.uuid)


def write_quote(facts: Mapping[str, Any], wanted: Sequence[Wanted], *, by: UUID | None) -> PriceQuote:
    """A quote with its lines, under the next number; part of the caller's transaction."""
    year = clock.local(clock.now()).year
    number = f"O{year}-{numbering.draw(f'quote:{year}'):05}"
    asked = PriceQuote.objects.create(number=number, **facts)
    PriceQuoteLine.objects.bulk_create(
        PriceQuoteLine(quote=asked, position=position, variant=one.variant, quantity=one.quantity)
        for position, one in enumerate(wanted, start=1)
    )
    states.begin(asked, asked.state, by=by)
    return asked


@transaction.atomic
def offer(quote_id: int, prices: Mapping[int, int], valid_until: date, *, by: UUID | None) -> PriceQuote:
    """Our prices by line, and the last day on which they hold. Raises NotNow."""
    asked = lock_quote(quote_id, State.REQUESTED)
    return offer_at(asked, prices, valid_until, by=by)


def offer_at(
    asked: PriceQuote, prices: Mapping[int, int], valid_until: date, *, by: UUID | None
) -> PriceQuote:
    """Send a quote that is held with a price for each of its lines. Raises NotNow."""
    lines = list(asked.lines.all())
    if valid_until < clock.today() or prices.keys() != {line.pk for line in lines}:
        raise NotNow
    for line in lines:
        line.unit_price_e4 = prices[line.pk]
    PriceQuoteLine.objects.bulk_update(lines, ["unit_price_e4"])
    asked.valid_until, asked.offered_at = valid_until, clock.now()
    asked.save(update_fields=["valid_until", "offered_at"])
    states.move(asked, State.OFFERED, by=by)
    outbox.publish(PriceQuoteOffered(quote_id=asked.pk))
    return asked


def counted(asked: PriceQuote, country: str = "") -> Quote:
    """What the quote comes to today, at the offered prices or, before there are any, at the usual ones."""
    lines = asked.lines.in_order().select_related("variant__product")
    wanted = [Wanted(line.variant, line.quantity, agreed_e4=line.unit_price_e4) for line in lines]
    return quote(asked.practice, wanted, country or cart.usual_country(asked.practice))


def order_quote(quote_id: int, practice: Practice, user: User) -> Order:
    """One press: the order at the offered prices, to the usual address; pressed twice it is one order.

    On account where that is possible, else it waits for its payment. Raises NotNow or CannotBeOrdered.
    """
    try:
        return _order(quote_id, practice, user)
    except orders.SoldOut:
        orders.withdraw_expired()
        raise CannotBeOrdered(_("Less is in stock than a moment ago. Please try again.")) from None
    except ties.IsLeaving:
        raise CannotBeOrdered(_("These data are being erased. Nothing has been ordered.")) from None


@transaction.atomic
def _order(quote_id: int, practice: Practice, user: User) -> Order:
    ties.tie(user.subject_id, practice.subject_id)
    asked = PriceQuote.objects.select_for_update().get(pk=quote_id, practice=practice)
    if asked.order:
        return asked.order
    if not asked.may_be_ordered(clock.today()):
        raise NotNow
    address = _usual_address(practice)
    total = counted(asked, address.country)
    if not total.may_be_ordered:
        raise CannotBeOrdered(_("An article of this quote cannot be ordered any more. Please write to us."))
    is_prepaid = refusal(address.practice, lambda: total.total_cents)
    asked.order = orders.place(
        orders.PlaceOrder(
            key=uuid5(PRESS, str(asked.pk)),
            practice=address.practice,
            placed_by=user,
            address=address,
            quote=total,
            terms=Order.Terms.PREPAID if is_prepaid else Order.Terms.ON_ACCOUNT,
            reference=asked.number,
            needs_approval=needs_approval(practice, user, total.total_cents),
        )
    )
    _close(asked, State.ORDERED, by=user.subject.uuid)
    return asked.order


def _usual_address(practice: Practice) -> Address:
    usual = practice.addresses.filter(is_delivery_default=True).values_list("pk", flat=True).first()
    try:
        return destination(practice, usual or 0)
    except (Address.DoesNotExist, MayNotOrder):
        raise CannotBeOrdered(_("Your practice cannot order now.")) from None


@transaction.atomic
def decline_quote(quote_id: int, *, by: UUID) -> PriceQuote:
    """The practice does not want it. Raises NotNow."""
    return _close(lock_quote(quote_id, State.REQUESTED, State.OFFERED), State.DECLINED, by=by)


@transaction.atomic
def withdraw_quote(quote_id: int, *, reason: str, by: UUID | None) -> PriceQuote:
    """We take it back. Raises NotNow."""
    return _close(lock_quote(quote_id, *STANDING), State.WITHDRAWN, by=by, reason=reason)


def remind_of_quotes() -> int:
    """Who has an offer that ends in three days hears so, once; says how many."""
    today = clock.today()
    open_ones = PriceQuote.objects.filter(state=State.OFFERED, reminded_at=None)
    due = open_ones.filter(valid_until__range=(today, today + REMIND_BEFORE))
    return sum(_remind(quote_id) for quote_id in due.values_list("pk", flat=True))


def close_expired_quotes() -> int:
    """Offers whose day is past are closed, and what nobody answered or sent; says how many."""
    is_past = Q(state=State.OFFERED, valid_until__lt=clock.today())
    is_forgotten = Q(state__in=PriceQuote.TO_ANSWER, asked_at__lt=clock.now() - FORGOTTEN_AFTER)
    late = PriceQuote.objects.filter(is_past | is_forgotten)
    return sum(_expire(quote_id, state) for quote_id, state in late.values_list("pk", "state"))


@transaction.atomic
def _remind(quote_id: int) -> bool:
    mine = PriceQuote.objects.filter(pk=quote_id, state=State.OFFERED, reminded_at=None)
    if not mine.update(reminded_at=clock.now()):
        return False
    outbox.publish(PriceQuoteDrawsToAnEnd(quote_id=quote_id))
    return True


@transaction.atomic
def _expire(quote_id: int, state: str) -> bool:
    asked = PriceQuote.objects.select_for_update().get(pk=quote_id)
    if asked.state != state:  # answered just now
        return False
    _close(asked, State.EXPIRED, by=None)
    return True


def lock_quote(quote_id: int, *wanted: PriceQuote.State) -> PriceQuote:
    """Hold a quote that stands where it should until the transaction ends. Raises NotNow."""
    asked = PriceQuote.objects.select_for_update().get(pk=quote_id)
    if asked.state not in wanted:
        raise NotNow
    return asked


def _close(asked: PriceQuote, state: PriceQuote.State, *, by: UUID | None, reason: str = "") -> PriceQuote:
    asked.closed_at = clock.now()
    asked.save(update_fields=["closed_at", "order"])
    states.move(asked, state, by=by, reason=reason)
    return asked
