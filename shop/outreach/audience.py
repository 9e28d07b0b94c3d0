"""Whom a newsletter would reach now, and how many it would not, by reason; the gate asks again later."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from d4d.foundation import clock
from privacy.consent.addresses import mark_of
from privacy.models import ConsentState, DataSubject, NumberProof, Suppression
from privacy.vocabulary import CONSENT_LASTS, NEWSLETTER, Channel
from shop.outreach import segments
from shop.outreach.models import Newsletter

AT_ONCE = 1000
REASONS: dict[str, str | Promise] = {
    "never_asked": _("never said yes"),
    "said_no": _("said no"),
    "too_long_ago": _("said yes too long ago"),
    "restricted": _("their data may not be used now"),
    "no_number": _("no confirmed telephone number"),
    "left_alone": _("the address or number is left alone"),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """How many are meant, how many of them are reached, and why the others are not."""

    meant: int
    reached: int
    left_out: list[tuple[str | Promise, int]]


def count(newsletter: Newsletter) -> Audience:
    """Whom it would reach if it left now."""
    found = Counter(reason for *_who, reason in _judged(newsletter))
    left_out = [(word, found[reason]) for reason, word in REASONS.items() if found[reason]]
    return Audience(found.total(), found[""], left_out)


def reached(newsletter: Newsletter, *, after: int = 0) -> Iterator[tuple[int, UUID]]:
    """Everybody whom it would reach, in the order of their accounts, from after that account on."""
    return ((account, subject) for account, subject, reason in _judged(newsletter, after) if not reason)


def _judged(newsletter: Newsletter, after: int = 0) -> Iterator[tuple[int, UUID, str]]:
    """The account of each person who is meant, and why they are not reached; empty for whoever is."""
    channel = Channel(newsletter.channel)
    left_alone = set(
        Suppression.objects.filter(channel=channel, purpose=NEWSLETTER.code).values_list("mark", flat=True)
    )
    meant = segments.people(segments.read(newsletter.segment)).filter(pk__gt=after)
    people = _with_what_decides(meant, channel).iterator(chunk_size=AT_ONCE)
    for account, subject, email, phone, state, standing, is_recent, proof in people:
        yield (
            account,
            subject,
            (
                _of_their_choice(standing, is_recent)
                or ("" if state == DataSubject.State.ACTIVE else "restricted")
                or _of_their_address(channel, email, phone, proof, left_alone)
            ),
        )


def _with_what_decides(people: QuerySet[User], channel: Channel) -> QuerySet:
    since = clock.midnight(CONSENT_LASTS.cutoff(clock.today()))
    chosen = ConsentState.objects.filter(
        subject=OuterRef("subject__uuid"), purpose=NEWSLETTER.code, channel=channel
    )
    proof = NumberProof.objects.filter(subject=OuterRef("subject__uuid")).exclude(proved_at=None)
    return (
        people.order_by("pk")
        .annotate(
            standing=Subquery(chosen.values("standing")[:1]),
            is_recent=Exists(chosen.filter(changed_at__gte=since)),
            proof=Subquery(proof.values("mark")[:1]) if channel is Channel.SMS else Value(""),
        )
        .values_list(
            "pk", "subject__uuid", "email", "phone", "subject__state", "standing", "is_recent", "proof"
        )
    )


def _of_their_choice(standing: str | None, is_recent: bool) -> str:
    if standing in {ConsentState.Standing.WITHDRAWN, ConsentState.Standing.OBJECTED}:
        return "said_no"
    if standing not in ConsentState.REACHED:
        return "never_asked"
    return "" if is_recent else "too_long_ago"


def _of_their_address(
    channel: Channel, email: str, phone: str, proof: str | None, left_alone: set[str]
) -> str:
    mark = mark_of(channel, phone if channel is Channel.SMS else email)
    if channel is Channel.SMS and (not phone or proof != mark):
        return "no_number"
    return "left_alone" if mark in left_alone else ""
