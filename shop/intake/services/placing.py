"""A draft becomes an order, by the same rules as in the checkout."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Address, Country, Membership, Practice, User
from d4d.foundation import clock, outbox, states
from privacy import ties
from privacy.gate import stopped
from privacy.models import DataSubject
from privacy.vocabulary import ORDER
from shop.cart.quote import Quote, Wanted, quote
from shop.checkout.credit import refusal
from shop.checkout.services import MayNotOrder, destination, needs_approval
from shop.intake.events import DraftPlaced
from shop.intake.models import Draft
from shop.intake.services.editing import lock
from shop.intake.services.links import make_link
from shop.orders import services as orders
from shop.orders.models import Order

PRESS = UUID("6f0c7a52-1c0e-4f0d-9b5e-0a3f3f6c9b11")  # one draft is one press of the button


class NotPlaced(Exception):
    """This draft cannot be placed as it stands; says why."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


def quote_of(draft: Draft) -> Quote | None:
    """What the clear lines of a draft cost today; None while nobody knows for whom it is."""
    if draft.practice is None:
        return None
    lines = draft.lines.exclude(variant=None).exclude(quantity=None).select_related("variant__product")
    wanted = [
        Wanted(line.variant, line.quantity, agreed_e4=line.agreed_e4)
        for line in lines.in_order()
        if line.variant and line.quantity
    ]
    return quote(draft.practice, wanted, draft.address.country if draft.address else Country.NL)


def place(draft_id: int, *, by: UUID | None) -> Order:
    """Turn a draft into an order, counted anew. Raises NotOpen or NotPlaced; nothing has changed then.

    On account it stands at once. Else it waits for its payment, and who ordered gets a link to confirm it
    and pay.
    """
    try:
        return _place(draft_id, by)
    except orders.SoldOut:
        orders.withdraw_expired()
        raise NotPlaced(_("Less is in stock than it seemed a moment ago. Look at the draft again.")) from None
    except ties.IsLeaving:
        raise NotPlaced(_("These data are being erased.")) from None


@transaction.atomic
def _place(draft_id: int, by: UUID | None) -> Order:
    tied = _tie(draft_id)
    draft = lock(draft_id)
    if tied != _whose(draft):
        raise NotPlaced(_("Somebody changed for whom this is a moment ago. Look at the draft again."))
    practice, address = _destination(draft)
    member = _member(draft, practice)
    _check_people(draft, practice)
    draft.practice = practice
    counted = quote_of(draft)
    if draft.lines.unclear().exists() or counted is None or not counted.lines:
        raise NotPlaced(_("Some lines do not say which article is meant, or how many."))
    if not counted.may_be_ordered:
        raise NotPlaced(what_stands_against(counted))
    if draft.terms == Order.Terms.ON_ACCOUNT and (words := refusal(practice, lambda: counted.total_cents)):
        raise NotPlaced(words)
    order = orders.place(
        orders.PlaceOrder(
            key=uuid5(PRESS, str(draft.pk)),
            practice=practice,
            placed_by=member,
            address=address,
            quote=counted,
            terms=Order.Terms(draft.terms),
            reference=draft.reference,
            delivery_note=draft.delivery_note,
            origin=Order.Origin(draft.origin),
            needs_approval=member is not None and needs_approval(practice, member, counted.total_cents),
        )
    )
    _close(draft, order, by)
    return order


def _tie(draft_id: int) -> set[UUID]:
    """Neither the practice nor who ordered leaves meanwhile; says who these are. Raises IsLeaving."""
    whose = _whose(Draft.objects.select_related("practice__subject").get(pk=draft_id))
    ties.tie(*DataSubject.objects.filter(uuid__in=whose).values_list("pk", flat=True))
    return whose


def _whose(draft: Draft) -> set[UUID]:
    """Whom an order of this draft would be about."""
    return {uuid for uuid in (draft.person, draft.practice and draft.practice.subject.uuid) if uuid}


def what_stands_against(counted: Quote) -> str:
    """What stands in the way of an order, article by article."""
    said = [f"{line.variant.number}: {line.problem.words}" for line in counted.problems if line.problem]
    return "; ".join(said) or str(_("We do not deliver to this country."))


def _close(draft: Draft, order: Order, by: UUID | None) -> None:
    draft.order, draft.closed_at = order, clock.now()
    draft.save(update_fields=["order", "closed_at"])
    states.move(draft, Draft.State.PLACED, by=by)
    if order.state == Order.State.AWAITING_PAYMENT:
        make_link(order, draft.person)
    outbox.publish(DraftPlaced(draft_id=draft.pk))


def _destination(draft: Draft) -> tuple[Practice, Address]:
    """Practice and address as they are now, the practice locked as the checkout does."""
    if draft.practice_id is None or draft.address_id is None or not draft.terms:
        raise NotPlaced(_("Say first for which practice it is, where it goes and how it is paid."))
    assert draft.practice is not None, "its id is known"
    try:
        address = destination(draft.practice, draft.address_id)
    except Address.DoesNotExist:
        raise NotPlaced(_("This address is no longer used.")) from None
    except MayNotOrder:
        raise NotPlaced(_("This practice was refused or closed: nobody orders for it.")) from None
    return address.practice, address


def _check_people(draft: Draft, practice: Practice) -> None:
    for subject in filter(None, (draft.person, practice.subject.uuid)):
        if stopped([subject], ORDER):
            raise NotPlaced(_("These data are restricted or being erased: no order can use them."))


def _member(draft: Draft, practice: Practice) -> User | None:
    """Who ordered, when they have an account and may order there."""
    if draft.person is None:
        return None
    works = Membership.objects.filter(practice=practice, user__subject__uuid=draft.person)
    member = works.select_related("user__subject", "practice__subject").first()
    if member is None:
        return None
    if not member.may_order:
        raise NotPlaced(_("Who wrote this may not order for the practice. Choose somebody who may."))
    return member.user
