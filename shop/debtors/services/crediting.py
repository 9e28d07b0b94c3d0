"""Buying on account: the figures propose, a person decides and says why (GDPR art. 22)."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from accounts import services as accounts
from accounts.models import Practice
from d4d.foundation import clock, outbox, states
from shop.debtors.events import CreditDecided
from shop.debtors.models import CreditProposal, CreditStep, ReminderLine, open_invoices
from shop.invoicing.models import Invoice

State, Kind = CreditProposal.State, CreditProposal.Kind
TWO_YEARS = timedelta(days=730)
A_YEAR = timedelta(days=365)
HALF_A_YEAR = timedelta(days=182)
LATE_LEVEL = 2  # from this reminder on the ladder leads down


class CannotBeDecided(Exception):
    """This proposal is decided, or nobody asked to look at it again."""


def propose_credit() -> int:
    """Propose what the figures suggest, at most one thing per practice at a time; says how much."""
    return _propose_less() + _propose_more()


@transaction.atomic
def decide(proposal_id: int, *, grant: bool, reason: str, by: UUID) -> CreditProposal:
    """Somebody carries a proposal out or refuses it, and says why; the practice is told.

    Raises CannotBeDecided.
    """
    row = CreditProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    if row.state != State.PROPOSED:
        raise CannotBeDecided(str(row))
    states.move(row, State.GRANTED if grant else State.REFUSED, by=by, reason=reason)
    row.reason, row.decided_at = reason, clock.now()
    row.save(update_fields=["reason", "decided_at"])
    if grant:
        _carry_out(row)
    outbox.publish(CreditDecided(proposal_id=row.pk, turn="decided"))
    return row


@transaction.atomic
def ask_review(proposal_id: int) -> bool:
    """A practice asks that a person looks again at what was decided against it; False when it did before."""
    row = CreditProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    if not row.may_be_reviewed:
        return False
    row.review_asked_at = clock.now()
    row.save(update_fields=["review_asked_at"])
    return True


@transaction.atomic
def review(proposal_id: int, *, stands: bool, reason: str, by: UUID) -> CreditProposal:
    """Somebody looked again: the decision stands, or is turned round; the practice is told why.

    Raises CannotBeDecided.
    """
    row = CreditProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    if not row.review_asked_at or row.reviewed_at or not row.is_against:
        raise CannotBeDecided(str(row))
    row.reason, row.reviewed_at = reason, clock.now()
    row.save(update_fields=["reason", "reviewed_at"])
    if not stands:
        _turn_round(row, reason, by)
    outbox.publish(CreditDecided(proposal_id=row.pk, turn="reviewed"))
    return row


def _propose_less() -> int:
    """A practice on account that needed the second reminder for what is still open."""
    late = ReminderLine.objects.filter(
        invoice__practice=OuterRef("pk"), invoice__closed_on=None, level__gte=LATE_LEVEL
    ).exclude(reminder__sent_at=None)
    on_account = (
        Practice.objects.filter(may_buy_on_account=True).filter(Exists(late)).exclude(_asked(Kind.LOWER))
    )
    proposed = 0
    for practice in on_account.order_by("pk"):
        lines = ReminderLine.objects.filter(invoice__practice=practice, invoice__closed_on=None)
        level = lines.order_by("-level").values_list("level", flat=True)[0]
        proposed += _propose(practice, Kind.LOWER, 0, level)
    return proposed


def _propose_more() -> int:
    """A practice that pays in time, owes nothing too long, and stands below its step."""
    steps = list(CreditStep.objects.order_by("paid_in_time"))
    if not steps:
        return 0
    today = clock.today()
    own = {"practice": OuterRef("pk")}
    warned = ReminderLine.objects.filter(
        invoice__practice=OuterRef("pk"), level__gte=LATE_LEVEL, reminder__decided_on__gt=today - A_YEAR
    )
    good = (
        Practice.objects.filter(state=Practice.State.APPROVED)
        .exclude(Exists(open_invoices().filter(due_on__lt=today, **own)))
        .exclude(Exists(warned))
        .exclude(_asked(Kind.RAISE))
    )
    counts = (
        Invoice.objects.filter(kind=Invoice.Kind.INVOICE, closed_on__lte=F("due_on"), total_cents__gt=0)
        .filter(issued_on__gt=today - TWO_YEARS, practice__in=good)
        .order_by()
        .values("practice")
        .annotate(count=Count("pk"))
        .filter(count__gte=steps[0].paid_in_time)
    )
    proposed = 0
    for practice_id, count in list(counts.values_list("practice", "count")):
        practice = Practice.objects.get(pk=practice_id)
        limit = max(step.limit_cents for step in steps if step.paid_in_time <= count)
        if limit > _limit_of(practice):
            proposed += _propose(practice, Kind.RAISE, limit, count)
    return proposed


def _asked(kind: str) -> Exists:
    """Whether something is proposed already, or the same was decided less than half a year ago."""
    own = CreditProposal.objects.filter(practice=OuterRef("pk"))
    lately = own.filter(kind=kind, decided_at__gt=clock.now() - HALF_A_YEAR)
    return Exists(own.filter(state=State.PROPOSED)) | Exists(lately)  # type: ignore[return-value]


def _limit_of(practice: Practice) -> int:
    return practice.credit_limit_cents if practice.may_buy_on_account else 0


@transaction.atomic
def _propose(practice: Practice, kind: str, limit_cents: int, count: int) -> int:
    row, is_new = CreditProposal.objects.get_or_create(
        practice=practice,
        state=State.PROPOSED,
        defaults={
            "kind": kind,
            "limit_cents": limit_cents,
            "before_cents": _limit_of(practice),
            "count": count,
            "proposed_at": clock.now(),
        },
    )
    if is_new:
        states.begin(row, row.state)
    return int(is_new)


def _carry_out(row: CreditProposal) -> None:
    terms = {"may_buy_on_account": row.kind == Kind.RAISE, "credit_limit_cents": row.limit_cents}
    accounts.change_terms(row.practice_id, terms)


def _turn_round(row: CreditProposal, reason: str, by: UUID) -> None:
    if row.kind == Kind.RAISE:
        states.move(row, State.GRANTED, by=by, reason=reason)
        _carry_out(row)
        return
    states.move(row, State.WITHDRAWN, by=by, reason=reason)
    accounts.change_terms(
        row.practice_id, {"may_buy_on_account": True, "credit_limit_cents": row.before_cents}
    )
