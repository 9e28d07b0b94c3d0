"""Handing invoices over to the collection agency: somebody decides, after the last reminder only."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Practice
from d4d.foundation import clock, outbox, states
from privacy.disclosure import disclose
from privacy.vocabulary import COLLECTION
from shop.debtors.dossier import Dossier, dossier_of
from shop.debtors.due import ladder
from shop.debtors.events import CollectionDecided, CollectionRecalled
from shop.debtors.models import (
    CollectionCase,
    CollectionLine,
    Debtor,
    DebtorQuerySet,
    ReminderLine,
    chaseable,
)
from shop.invoicing.models import Invoice, InvoiceQuerySet


class CannotBeHandedOver(Exception):
    """Nothing of this practice may go to the agency, or not yet."""


class HasChanged(Exception):
    """What would leave is not what was seen; look again before deciding."""


def collectable(practice: Practice) -> list[tuple[Invoice, int]]:
    """The invoices that may be handed over today, with what is open of each.

    The last reminder left long enough ago, nothing disputes or stops them, and the practice owes us more than
    we owe it. Restricting the use of data does not stand in the way of a claim (GDPR art. 18(2)).
    """
    if Debtor.objects.get(pk=practice.pk).balance_cents() <= 0:
        return []
    own = _warned_long_ago().filter(practice=practice).order_by("due_on", "pk")
    return [(one, one.open_cents) for one in own]


def to_collect(among: DebtorQuerySet | None = None) -> DebtorQuerySet:
    """Debtors of whom somebody may decide whether the agency collects."""
    debtors = Debtor.objects.all() if among is None else among
    return debtors.filter(pk__in=_warned_long_ago().order_by().values("practice"))


def dossier_for(practice: Practice) -> Dossier | None:
    """What the agency would get today; None when nothing may leave."""
    owed = collectable(practice)
    return dossier_of(practice, owed) if owed else None


@transaction.atomic
def hand_over(practice_id: int, *, seen: str, reason: str, by: UUID) -> CollectionCase:
    """Somebody decided, on the dossier that they saw, that the agency collects; the practice is told.

    Raises CannotBeHandedOver or HasChanged; nothing has changed then.
    """
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice_id)
    _hold_invoices(practice)
    owed = collectable(practice)
    if not owed or not settings.COLLECTION_MAILBOX:
        raise CannotBeHandedOver(practice.number)
    if dossier_of(practice, owed).fingerprint() != seen:
        raise HasChanged(practice.number)
    case = CollectionCase.objects.create(practice=practice, decided_at=clock.now())
    CollectionLine.objects.bulk_create(
        CollectionLine(case=case, invoice=invoice, open_cents=cents) for invoice, cents in owed
    )
    states.begin(case, case.state, by=by, reason=reason)
    outbox.publish(CollectionDecided(case_id=case.pk))
    return case


def _hold_invoices(practice: Practice) -> None:
    """Nothing of it is paid or disputed meanwhile: that comes after, and calls back what is handed over."""
    own = Invoice.objects.filter(practice=practice, closed_on=None).order_by("pk")
    list(own.select_for_update(of=("self",)).values_list("pk"))


def tell_agency(case_id: int, send: Callable[[CollectionCase, Dossier], object]) -> None:
    """The dossier goes through the one door out, once; without what was called back before it left."""
    case = CollectionCase.objects.select_related("practice__subject").get(pk=case_id)
    going = case.lines.filter(recalled_on=None).select_related("invoice").order_by("invoice__due_on", "pk")
    owed = {line.pk: (line.invoice, line.open_cents) for line in going}
    if case.sent_at or not owed:
        return
    dossier = dossier_of(case.practice, list(owed.values()))
    disclose(
        COLLECTION,
        dossier.told(),
        lambda: send(case, dossier),
        subject=case.practice.subject.uuid,
        occasion=f"collection {case}",
    )
    CollectionCase.objects.filter(pk=case.pk).update(sent_at=clock.now())
    CollectionLine.objects.filter(pk__in=owed).update(sent_at=clock.now())
    for line in CollectionLine.objects.filter(pk__in=owed, recall_sent_at=None).exclude(recalled_on=None):
        outbox.nudge(CollectionRecalled(line_id=line.pk))  # called back while the dossier was on its way


def _warned_long_ago() -> InvoiceQuerySet:
    """Invoices that nothing stops and whose last reminder left long enough ago; only old ones can be."""
    today, levels = clock.today(), ladder()
    days = timedelta(days=settings.COLLECTION_DAYS)  # the last letter names this day as the last for paying
    last_word = ReminderLine.objects.filter(
        invoice=OuterRef("pk"),
        level__gte=max(1, levels.last),
        reminder__sent_at__lt=clock.midnight(today - days),
    )
    return chaseable(today).filter(Exists(last_word), due_on__lte=today - levels.ends_after - days)
