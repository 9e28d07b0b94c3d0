"""Somebody of the staff puts a draft right: its lines, its customer, its prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import services as accounts
from accounts.models import Address, Membership, Practice
from accounts.services import NewAddress, NewPractice
from d4d.foundation import clock, states
from d4d.foundation.models import StateChange
from shop.catalogue.models import Variant
from shop.intake.models import Draft, DraftLine
from shop.intake.services.taking_in import usual

FORGOTTEN_AFTER = timedelta(days=30)


class NotOpen(Exception):
    """The draft was placed or dropped before."""


class TwiceTheSame(Exception):
    """An article can stand in a draft once."""


@dataclass(frozen=True, slots=True)
class LineWanted:
    """What a line should say; of nought pieces it goes. A new line has no id yet."""

    line_id: int | None
    variant: Variant | None
    quantity: int | None


def lock(draft_id: int) -> Draft:
    """Hold an open draft until the transaction ends. Raises NotOpen."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("practice__subject", "address")
        .get(pk=draft_id)
    )
    if not draft.is_open:
        raise NotOpen
    return draft


@transaction.atomic
def set_lines(draft_id: int, wanted: Sequence[LineWanted]) -> Draft:
    """Let the lines say what somebody of the staff read. Raises NotOpen or TwiceTheSame."""
    draft = lock(draft_id)
    lines = {line.pk: line for line in draft.lines.all()}
    chosen = [one.variant.pk for one in wanted if one.variant and one.quantity != 0]
    if len(chosen) != len(set(chosen)):
        raise TwiceTheSame
    gone = [one.line_id for one in wanted if one.line_id and one.quantity == 0]
    draft.lines.filter(pk__in=gone).delete()
    kept = [one for one in wanted if one.quantity != 0]
    # An article may move from one line to another: nobody bears it for a moment.
    draft.lines.filter(pk__in=[one.line_id for one in kept if one.line_id]).update(variant=None)
    last = max((line.position for line in lines.values()), default=0)
    for one in kept:
        line = lines.get(one.line_id or 0)
        if line is None and one.variant is not None:
            last += 1
            line = DraftLine(draft=draft, position=last, match=DraftLine.Match.STAFF)
        if line is not None:
            _say(line, one)
    return draft


def _say(line: DraftLine, wanted: LineWanted) -> None:
    if wanted.variant is None or wanted.variant.pk != line.variant_id:
        line.match = DraftLine.Match.STAFF if wanted.variant else DraftLine.Match.NOTHING
        line.agreed_e4, line.price_reason, line.priced_by = None, "", None
    line.variant, line.quantity = wanted.variant, wanted.quantity
    line.save()


@transaction.atomic
def choose_customer(
    draft_id: int, practice: Practice, member: Membership | None, about: Mapping[str, Any]
) -> Draft:
    """Say for whom a draft is, who of them ordered it, where it goes and how it is paid. Raises NotOpen.

    `about` holds address, terms, reference and delivery_note; what is left out stays usual.
    """
    draft = lock(draft_id)
    facts = usual(practice) if practice != draft.practice else {}
    facts |= about
    if member is not None and member.practice_id == practice.pk:
        facts["person"] = member.user.subject.uuid
    address = facts.get("address")
    if isinstance(address, Address) and address.practice_id != practice.pk:
        raise Address.DoesNotExist
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def enter_customer(
    draft_id: int, practice: NewPractice, address: NewAddress, *, invites: bool, by: UUID | None
) -> Practice:
    """A practice that we did not know is written down, to be looked at like any other. Raises NotOpen.

    Who wrote to us may be invited to become its manager. Pressed twice it is one practice.
    """
    draft = lock(draft_id)
    if draft.practice is not None:
        return draft.practice
    row = accounts.enter(practice, address, by)
    Draft.objects.filter(pk=draft.pk).update(**usual(row))
    writer = draft.correspondent
    if invites and writer:
        accounts.invite(row.pk, writer.email, Membership.Role.MANAGER, by)
    return row


@transaction.atomic
def agree_price(draft_id: int, line_id: int, unit_e4: int, *, reason: str, by: UUID | None) -> DraftLine:
    """Let a line cost something else than the practice's own price, and say why. Raises NotOpen."""
    draft = lock(draft_id)
    line = draft.lines.get(pk=line_id)
    line.agreed_e4, line.price_reason, line.priced_by = unit_e4, reason, by
    line.save(update_fields=["agreed_e4", "price_reason", "priced_by"])
    return line


@transaction.atomic
def drop(draft_id: int, *, reason: str = "", by: UUID | None = None) -> Draft:
    """Nothing comes of it. Raises NotOpen."""
    draft = lock(draft_id)
    draft.closed_at = clock.now()
    draft.save(update_fields=["closed_at"])
    states.move(draft, Draft.State.DROPPED, by=by, reason=reason)
    return draft


def drop_forgotten() -> int:
    """What nobody finished in thirty days is dropped, so that nothing is kept for ever; says how many.

    What is put right is an old mail, but a new draft: its own thirty days count.
    """
    since = clock.now() - FORGOTTEN_AFTER
    steps = StateChange.objects.filter(kind=Draft._meta.label, row_id=OuterRef("pk"))
    late = Draft.objects.open().filter(~Exists(steps.filter(at__gte=since)), received_at__lt=since)
    dropped = 0
    for draft_id in late.values_list("pk", flat=True):
        try:
            drop(draft_id, reason="not finished in time")
        except NotOpen:  # somebody was just at it
            continue
        dropped += 1
    return dropped
