"""From cart to order in one press of the button, however often it is pressed."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language

from accounts.models import Address, Membership, Practice, User
from privacy import consent, notice, ties
from shop.cart import services as cart
from shop.cart.quote import Quote
from shop.checkout.choices import Choices
from shop.checkout.credit import refusal
from shop.orders import services as orders
from shop.orders.models import Order


class EmptyCart(Exception):
    """There is nothing to order."""


class HasChanged(Exception):
    """Prices, stock or the cart are no longer what was seen; look again before ordering."""


class MayNotOrder(Exception):
    """This practice was refused or closed: nobody orders for it."""


class NotOnAccount(Exception):
    """This practice cannot buy this on account; says why."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


def place_order(
    practice: Practice, user: User, choices: Choices, *, key: UUID, seen: str, objects: bool | None = None
) -> Order:
    """Turn the cart into an order, counted anew; the same key always gives the same order.

    `seen` is the fingerprint of the quote that was agreed to, `objects` the answer to the box about news
    (None when it was not shown). Raises ties.IsLeaving, MayNotOrder, EmptyCart, HasChanged, NotOnAccount or
    Address.DoesNotExist; nothing has changed then.
    """
    try:
        return _place(practice, user, choices, key=key, seen=seen, objects=objects)
    except (ties.IsLeaving, MayNotOrder, EmptyCart, HasChanged):
        if order := placed_with(practice, key):
            return order
        raise
    except orders.SoldOut:
        # What expired since last night still counts as stock until it is withdrawn.
        orders.withdraw_expired()
        raise HasChanged


def placed_with(practice: Practice, key: UUID) -> Order | None:
    """The order that an earlier press of the same button gave."""
    return Order.objects.for_practice(practice).filter(key=key).first()


def destination(practice: Practice, address_id: int) -> Address:
    """Where it goes, with its practice as it is now and held.

    So it is not closed meanwhile, and two orders at once do not share the same room below its limit, which
    is its debtor's. Raises MayNotOrder or Address.DoesNotExist.
    """
    held = Practice.objects.hold(practice.pk)[practice.pk]
    address = Address.objects.get(pk=address_id, practice=held, is_retired=False)
    address.practice = held
    if not (held.may_order and held.payer.may_order):
        raise MayNotOrder
    return address


@transaction.atomic
def _place(
    practice: Practice, user: User, choices: Choices, *, key: UUID, seen: str, objects: bool | None
) -> Order:
    ties.tie(user.subject_id, practice.subject_id)
    address = destination(practice, choices.address_id)
    practice = address.practice
    quote = cart.priced(practice, user, address.country)
    if not quote.lines:
        raise EmptyCart
    if quote.fingerprint != seen or not quote.may_be_ordered:
        raise HasChanged
    _check_terms(practice, choices, quote)
    order = orders.place(
        orders.PlaceOrder(
            key=key,
            practice=practice,
            placed_by=user,
            address=address,
            quote=quote,
            terms=Order.Terms(choices.terms),
            reference=choices.reference,
            delivery_note=choices.delivery_note,
            ships_complete=choices.ships_complete,
            needs_approval=needs_approval(practice, user, quote.total_cents),
        )
    )
    if cart.empty(practice, user) != len(quote.lines):
        raise HasChanged
    notice.show(user.subject.uuid, "order")
    if objects is not None:
        how = consent.Circumstances(
            "checkout", get_language() or "", occasion=f"order {order.number}", form="checkout"
        )
        consent.offer(user.subject.uuid, consent.AT_CHECKOUT, objected=objects, how=how)
    return order


def needs_approval(practice: Practice, user: User, total_cents: int) -> bool:
    """Whether an order of this amount is above the limit that the practice gave somebody."""
    member = Membership.objects.filter(practice=practice, user=user, is_active=True).first()
    return member is not None and member.needs_approval(total_cents)


@transaction.atomic
def approve(practice: Practice, order_id: int, *, by: UUID) -> Order:
    """A manager says yes to a colleague's order; on account only where that is possible now.

    Raises NotOnAccount, orders.CannotBeReleased or Order.DoesNotExist; nothing has changed then.
    """
    order = Order.objects.for_practice(practice).get(pk=order_id)
    held = Practice.objects.hold(practice.pk)[practice.pk]
    # The order stands in the sum of what is on order already: nothing is added to it.
    if order.is_on_account and (words := refusal(held, lambda: 0)):
        raise NotOnAccount(words)
    return orders.approve(order_id, by)


def note_the_sale(order_id: int) -> None:
    """Who ordered, once the order is paid or stands on account, is a customer (Tw art. 11.7(3))."""
    order = Order.objects.select_related("placed_by__subject").get(pk=order_id)
    if order.placed_by:
        consent.record_sale(order.placed_by.subject.uuid, f"order {order.number}")


def _check_terms(practice: Practice, choices: Choices, quote: Quote) -> None:
    if choices.terms != Order.Terms.ON_ACCOUNT:
        return
    if words := refusal(practice, lambda: quote.total_cents):
        raise NotOnAccount(words)
