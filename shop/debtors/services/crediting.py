"""Buying on account: the figures propose, a person decides and says why (GDPR art. 22)."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts import services as accounts
from accounts.models import Practice
from d4d.foundation import clock, outbox, states
from privacy.models import DataSubject
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
    """Propose what the figures suggest, at most one thing per practice at a time; says how much.

    What they suggested before and no longer do is out of date, and stands in the way of nothing.
    """
    _withdraw_what_is_over()
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
    if not row.waits_for_review:
        raise CannotBeDecided(str(row))
    row.reason, row.reviewed_at = reason, clock.now()
    row.save(update_fields=["reason", "reviewed_at"])
    if not stands:
        _turn_round(row, reason, by)
    outbox.publish(CreditDecided(proposal_id=row.pk, turn="reviewed"))
    return row


@transaction.atomic
def _withdraw_what_is_over() -> None:
    """Nothing is late any more, somebody set the terms by hand, or what was good has become late."""
    late = Q(Exists(_late("practice")))
    has_as_much = Q(practice__may_buy_on_account=True, practice__credit_limit_cents__gte=F("limit_cents"))
    over = Q(kind=Kind.LOWER) & (Q(practice__may_buy_on_account=False) | ~late)
    over |= Q(kind=Kind.RAISE) & (has_as_much | late)
    for row in CreditProposal.objects.to_decide().filter(over).select_for_update(of=("self",)):
        states.move(row, State.WITHDRAWN, reason="the figures say so no longer")


def _propose_less() -> int:
    """A practice on account that needed the second reminder for what is still open."""
    level = Subquery(_late("pk").order_by("-level").values("level")[:1])
    on_account = _free_to_buy().filter(may_buy_on_account=True).annotate(level=level)
    found = on_account.exclude(level=None).exclude(_asked(Kind.LOWER)).order_by("pk")
    return sum(_propose(practice, Kind.LOWER, 0, practice.level) for practice in found)


def _late(practice: str) -> QuerySet[ReminderLine]:
    """Letters that left, from the level on that leads down, about what a practice has still open."""
    own = ReminderLine.objects.filter(
        invoice__practice=OuterRef(practice), invoice__closed_on=None, level__gte=LATE_LEVEL
    )
    return own.exclude(reminder__sent_at=None)


def _free_to_buy() -> QuerySet[Practice]:
    """Practices with terms of their own, whose data may be used for more than keeping them."""
    return Practice.objects.filter(debtor=None, subject__state=DataSubject.State.ACTIVE)


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
        _free_to_buy()
        .filter(state=Practice.State.APPROVED)
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
    paid = dict(counts.values_list("practice", "count"))
    proposed = 0
    for practice in Practice.objects.filter(pk__in=paid).order_by("pk"):
        count = paid[practice.pk]
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
    """The limit of this moment counts: what was proposed as more never becomes less by it."""
    before = _limit_now(row)
    row.before_cents = before
    row.save(update_fields=["before_cents"])
    is_more = row.kind == Kind.RAISE
    limit = max(row.limit_cents, before) if is_more else row.limit_cents
    accounts.change_terms(row.practice_id, {"may_buy_on_account": is_more, "credit_limit_cents": limit})


def _limit_now(row: CreditProposal) -> int:
    return _limit_of(Practice.objects.select_for_update(of=("self",)).get(pk=row.practice_id))


def _turn_round(row: CreditProposal, reason: str, by: UUID) -> None:
    if row.kind == Kind.RAISE:
        states.move(row, State.GRANTED, by=by, reason=reason)
        _carry_out(row)
        return
    states.move(row, State.WITHDRAWN, by=by, reason=reason)
    limit = max(row.before_cents, _limit_now(row))
    accounts.change_terms(row.practice_id, {"may_buy_on_account": True, "credit_limit_cents": limit})
