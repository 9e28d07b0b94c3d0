"""A practice seen from what it owes, and which of its invoices somebody may still be reminded of."""

from datetime import date

from django.db import models
from django.db.models import BigIntegerField, Exists, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.debtors.models.chasing import Dispute, Pause, ReminderLine, Stop
from shop.debtors.models.collection import CollectionLine
from shop.invoicing.models import BalanceEntry, Invoice, InvoiceQuerySet
from shop.payments.models import Debit


def open_invoices() -> InvoiceQuerySet:
    """Invoices of which something is to be paid; one paid beyond is none."""
    return Invoice.objects.unsettled().filter(kind=Invoice.Kind.INVOICE, open_cents__gt=0)


def chaseable(today: date) -> InvoiceQuerySet:
    """Overdue invoices of which nothing says that we keep quiet.

    Quiet are those that are disputed, with the agency, or collected from the practice's account, and all of a
    practice for which reminders are paused.
    """
    here = {"invoice": OuterRef("pk")}
    paused = Pause.objects.filter(practice=OuterRef("practice"), state=Stop.State.OPEN)
    quiet = (
        Exists(Dispute.objects.filter(state=Stop.State.OPEN, **here))
        | Exists(CollectionLine.objects.filter(recalled_on=None, **here))
        | Exists(Debit.objects.under_way().filter(**here))
        | Exists(paused.filter(Q(until_on=None) | Q(until_on__gte=today)))
    )
    return Invoice.objects.overdue(today).exclude(quiet)


class DebtorQuerySet(models.QuerySet["Debtor"]):
    """Questions about who owes us."""

    def owing(self) -> "DebtorQuerySet":
        """Whoever has an open invoice."""
        return self.filter(Exists(open_invoices().filter(practice=OuterRef("pk"))))

    def overdue(self, today: date) -> "DebtorQuerySet":
        """Whoever has an open invoice whose day has passed."""
        late = open_invoices().filter(practice=OuterRef("pk"), due_on__lt=today)
        return self.filter(Exists(late))

    def with_sums(self, today: date) -> "DebtorQuerySet":
        """Each with what is open and overdue, the oldest day, and the highest level of what is open."""
        here = open_invoices().filter(practice=OuterRef("pk"))
        lines = ReminderLine.objects.filter(
            invoice__practice=OuterRef("pk"), invoice__closed_on=None
        ).exclude(reminder__sent_at=None)
        return self.annotate(
            open_cents=_open(here),
            overdue_cents=_open(here.filter(due_on__lt=today)),
            oldest_on=Subquery(here.order_by("due_on").values("due_on")[:1]),
            level=Subquery(lines.order_by("-level").values("level")[:1]),
        )


class Debtor(Practice):
    """A practice that owes us money, at the desk of whoever sees to it that it comes in."""

    objects = DebtorQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        proxy = True
        verbose_name = _("debtor")
        verbose_name_plural = _("debtors")

    def open_items(self) -> InvoiceQuerySet:
        """Invoices and credit notes of which something is open, the oldest first."""
        return Invoice.objects.for_practice(self).unsettled().order_by("due_on", "pk")

    def balance_cents(self) -> int:
        """What it owes on invoices, less what we owe it on credit notes or hold for it."""
        items = self.open_items().order_by()
        sums = items.aggregate(
            owed=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.INVOICE)), 0),
            credited=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.CREDIT_NOTE)), 0),
        )
        held = BalanceEntry.objects.filter(practice_id=self.pk).sum_cents()
        return int(sums["owed"]) - int(sums["credited"]) - held

    def pause(self, today: date) -> Pause | None:
        """The pause that holds today."""
        running = self.pauses.filter(Q(until_on=None) | Q(until_on__gte=today), state=Stop.State.OPEN)
        return running.first()


def with_history(invoices: InvoiceQuerySet) -> InvoiceQuerySet:
    """Each with the level of its last letter, the day that it left, and when its last dispute ended."""
    return invoices.annotate(
        level=Max("reminder_lines__level"),
        reminded_at=Max("reminder_lines__reminder__sent_at"),
        settled_on=Max("disputes__ended_on"),
    )


def _open(invoices: InvoiceQuerySet) -> Coalesce:
    """What is open of the invoices of the outer practice, together."""
    summed = invoices.order_by().values("practice").annotate(sum=Sum("open_cents")).values("sum")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), 0)
