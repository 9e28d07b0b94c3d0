"""A quote that we make of our own accord: for whom, its articles, its prices, and then it is sent."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Practice
from d4d.foundation import clock
from privacy import ties
from privacy.gate import stopped
from privacy.vocabulary import ORDER
from shop.cart.quote import Wanted
from shop.catalogue.prices import price_of
from shop.intake.models import PriceQuote, PriceQuoteLine
from shop.intake.services.editing import LineWanted, TwiceTheSame
from shop.intake.services.placing import what_stands_against
from shop.intake.services.quoting import NothingToQuote, counted, lock_quote, offer_at, write_quote

State = PriceQuote.State
_PRICE = ("unit_price_e4", "price_reason", "priced_by")


class CannotBeOffered(Exception):
    """No quote can go to this practice, or not this one; says why."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


@transaction.atomic
def begin_quote(
    practice: Practice, member: Membership | None, wanted: Sequence[LineWanted], *, by: UUID | None
) -> PriceQuote:
    """A quote for a practice that did not ask, which sees it once it is sent. The member gets the letter.

    Raises NothingToQuote, TwiceTheSame, CannotBeOffered, or IsLeaving.
    """
    reader = member.user if member else None
    ties.tie(practice.subject_id, *([reader.subject_id] if reader else []))
    articles = _articles(wanted)
    _check_people(practice, member)
    facts = {"practice": practice, "person": reader and reader.subject.uuid}
    return write_quote(facts | {"is_ours": True, "state": State.PREPARED}, articles, by=by)


@transaction.atomic
def set_quote_lines(quote_id: int, wanted: Sequence[LineWanted]) -> PriceQuote:
    """Other articles or pieces in a quote that we are making; what was agreed for an article stays.

    Raises NothingToQuote, TwiceTheSame or NotNow.
    """
    ours = lock_quote(quote_id, State.PREPARED)
    agreed = {line.variant_id: line for line in ours.lines.all()}
    articles = _articles(wanted)
    ours.lines.all().delete()
    PriceQuoteLine.objects.bulk_create(
        PriceQuoteLine(
            quote=ours,
            position=position,
            variant=one.variant,
            quantity=one.quantity,
            **{name: getattr(agreed[one.variant.pk], name) for name in _PRICE if one.variant.pk in agreed},
        )
        for position, one in enumerate(articles, start=1)
    )
    return ours


@transaction.atomic
def agree_quote_price(quote_id: int, line_id: int, unit_e4: int, *, reason: str, by: UUID | None) -> None:
    """Let an article of our quote cost something else than the practice's own price, and say why.

    Raises NotNow.
    """
    line = lock_quote(quote_id, State.PREPARED).lines.get(pk=line_id)
    line.unit_price_e4, line.price_reason, line.priced_by = unit_e4, reason, by
    line.save(update_fields=_PRICE)


@transaction.atomic
def send_quote(quote_id: int, valid_until: date, *, by: UUID | None) -> PriceQuote:
    """Our quote goes to the practice, at its own prices of today where no other was agreed.

    Raises NotNow or CannotBeOffered.
    """
    ours = lock_quote(quote_id, State.PREPARED)
    total = counted(ours)
    if not total.may_be_ordered:
        raise CannotBeOffered(what_stands_against(total))
    lines = list(ours.lines.select_related("variant"))
    usual = price_of([line.variant for line in lines], ours.practice, clock.today())
    prices = {
        line.pk: usual.unit_e4(line.variant_id, line.quantity)
        if line.unit_price_e4 is None
        else line.unit_price_e4
        for line in lines
    }
    return offer_at(ours, prices, valid_until, by=by)


def _articles(wanted: Sequence[LineWanted]) -> list[Wanted]:
    """What is to be quoted, each article once; a line without pieces said is one piece."""
    said = [one for one in wanted if one.variant and one.quantity != 0]
    if not said:
        raise NothingToQuote
    if len(said) != len({one.variant.pk for one in said if one.variant}):
        raise TwiceTheSame
    return [Wanted(one.variant, one.quantity or 1) for one in said if one.variant]


def _check_people(practice: Practice, member: Membership | None) -> None:
    """Somebody there can answer, and may."""
    if not practice.may_order:
        raise CannotBeOffered(_("This practice was refused or closed: nobody orders for it."))
    people = [practice.subject.uuid, *([member.user.subject.uuid] if member else [])]
    if any(stopped([subject], ORDER) for subject in people):
        raise CannotBeOffered(_("These data are restricted or being erased: no order can use them."))
    answers = member.may_order if member else Membership.objects.filter(practice=practice).managing().exists()
    if not answers:
        raise CannotBeOffered(_("Nobody there has an account with which a quote can be accepted."))
