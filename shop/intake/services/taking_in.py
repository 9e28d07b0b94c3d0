"""A mail that orders something, or what somebody said by phone, becomes a draft."""

from uuid import UUID

from django.db import transaction

from accounts.models import Address, Membership, Practice
from d4d.foundation import clock, numbering, states
from privacy import people
from privacy.models import DataSubject
from shop.intake.models import Correspondent, Draft, DraftLine
from shop.intake.reading.articles import Recognised, recognise
from shop.orders.models import Order

LONGEST_TEXT = 50_000


def take_in(text: str, *, origin: str, email: str, name: str = "", by: UUID | None) -> Draft:
    """A draft of what somebody ordered, each line with the article that it seems to mean.

    Who wrote is recognised by their mailbox; somebody whom we do not know is known from now on, with the
    way by which their data came.
    """
    lines = recognise(text[:LONGEST_TEXT])
    return _write(text[:LONGEST_TEXT], lines, origin=origin, email=email.strip().lower(), name=name, by=by)


@transaction.atomic
def _write(
    text: str, lines: list[Recognised], *, origin: str, email: str, name: str, by: UUID | None
) -> Draft:
    now = clock.now()
    person = _who(email, name, origin) if email else None
    practice = _where(person, email)
    draft = Draft.objects.create(
        number=numbered(),
        origin=origin,
        person=person,
        text=text,
        taken_by=by,
        received_at=now,
        **usual(practice),
    )
    DraftLine.objects.bulk_create(
        DraftLine(
            draft=draft,
            position=position,
            written=line.written,
            variant=line.variant,
            quantity=line.quantity,
            match=line.match,
            suggested=[variant.pk for variant in line.suggested],
        )
        for position, line in enumerate(lines, start=1)
    )
    states.begin(draft, draft.state, by=by)
    return draft


def numbered() -> str:
    """The next number of an incoming order; part of the caller's transaction."""
    year = clock.local(clock.now()).year
    return f"I{year}-{numbering.draw(f'intake:{year}'):05}"


def usual(practice: Practice | None) -> dict[str, object]:
    """A practice with its usual address, and on account where that was agreed."""
    if practice is None:
        return {"practice": None, "address": None, "terms": ""}
    address = Address.objects.filter(practice=practice, is_delivery_default=True, is_retired=False).first()
    is_agreed = practice.is_approved and practice.payer.may_buy_on_account
    terms = Order.Terms.ON_ACCOUNT if is_agreed else Order.Terms.PREPAID
    return {"practice": practice, "address": address, "terms": terms}


def _who(email: str, name: str, origin: str) -> UUID:
    known = people.find(email)
    heard = Correspondent.objects.filter(email=email)
    if known:
        heard.update(last_heard_at=clock.now())
        return known
    subject = DataSubject.objects.create()
    Correspondent.objects.create(
        subject=subject, email=email, name=name, source=origin, last_heard_at=clock.now()
    )
    return subject.uuid


def _where(person: UUID | None, email: str) -> Practice | None:
    """The practice of who wrote, where there is no doubt about it."""
    practices: list[Practice] = []
    if person:
        works = Membership.objects.filter(user__subject__uuid=person, is_active=True, user__is_active=True)
        practices = list(Practice.objects.filter(pk__in=works.values("practice"))[:2])
    if not practices and email:
        practices = list(Practice.objects.filter(billing_email__iexact=email)[:2])
    if not practices and person:
        practices = list(Practice.objects.filter(drafts__person=person).distinct()[:2])
    return practices[0] if len(practices) == 1 and practices[0].may_order else None
