"""Practices that owe us money: what is open, what they were told, and what can be done."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin, NoAnswers, Step
from privacy.staff import ReadOnlyInline
from shop.debtors import services
from shop.debtors.ageing import ageing_of
from shop.debtors.claimed import claim_of
from shop.debtors.forms import DisputeForm, HandOverForm, OutcomeForm, PauseForm
from shop.debtors.models import Debtor, Dispute, Reminder

COLLECT = "collect"


def _dispute(row: Debtor, answers: dict[str, Any], by: UUID) -> None:
    services.dispute(answers["invoice"].pk, reason=answers["reason"], by=by)


def _pause(row: Debtor, answers: dict[str, Any], by: UUID) -> None:
    services.pause(row.pk, reason=answers["reason"], until=answers["until"], by=by)


def _resume(row: Debtor, answers: dict[str, Any], by: UUID) -> None:
    services.resume(row.pk, reason=answers["reason"], by=by)


def _state(row: Debtor, answers: dict[str, Any], by: UUID) -> None:
    services.ask_statement(row)


def _collect(row: Debtor, answers: dict[str, Any], by: UUID) -> None:
    services.hand_over(row.pk, seen=answers["seen"], reason=answers["reason"], by=by)


def _is_paused(row: Debtor) -> bool:
    return row.pause(clock.today()) is not None


class ReminderInline(ReadOnlyInline):
    """What the practice was told."""

    model = Reminder
    fields = readonly_fields = ("decided_on", "level", "sent_at", "about")
    ordering = ("-decided_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the invoices of each letter."""
        return super().get_queryset(request).prefetch_related("lines__invoice")

    @admin.display(description=_("invoices"))
    def about(self, reminder: Reminder) -> str:
        """The numbers of the invoices."""
        return ", ".join(line.invoice.number for line in reminder.lines.all())


class OverdueFilter(admin.SimpleListFilter):
    """Whether something is past its day."""

    title = _("overdue")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only the question that matters."""
        return [("1", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those whose day has passed."""
        return queryset.overdue(clock.today()) if self.value() else queryset


class WhoeverOwes(ChangeList):
    """The list holds no practice of which nothing is open; its page may still be looked at."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """Those with an open invoice; whoever is overdue or to be collected from has one anyway."""
        rows: Any = super().get_queryset(request, exclude_parameters)
        narrower = {OverdueFilter.parameter_name, CollectFilter.parameter_name}
        return rows if narrower & self.filter_params.keys() else rows.owing()


class CollectFilter(admin.SimpleListFilter):
    """Whether the last reminder left long enough ago."""

    title = _("collection")
    parameter_name = "collect"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only the question that matters."""
        return [("1", _("to be decided"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of whom somebody may decide."""
        return services.to_collect(queryset) if self.value() else queryset


@admin.register(Debtor)
class DebtorAdmin(ActsAdmin):
    """Every practice with something open."""

    list_display = ("number", "name", "open", "overdue", "oldest", "level")
    list_filter = (OverdueFilter, CollectFilter)
    search_fields = ("=number", "name")
    ordering = ("pk",)
    fields = readonly_fields = ("number", "name", "balance", "ages", "owed_by_law", "credit")
    inlines = (ReminderInline,)
    refusals = {
        services.NothingToStop: _("This is paid, disputed or paused already."),
        services.CannotBeHandedOver: _("Nothing of this practice may go to the agency now."),
        services.HasChanged: _("What would leave has changed since you looked. Look once more."),
    }
    acts = (
        Act(
            "dispute",
            _("An invoice is disputed"),
            DisputeForm,
            _dispute,
            lambda row: row.open_items().exists(),
            asks_about=lambda row: row,
        ),
        Act("pause", _("Pause reminders"), PauseForm, _pause, lambda row: not _is_paused(row)),
        Act("resume", _("End the pause"), OutcomeForm, _resume, _is_paused),
        Act(
            "statement",
            _("Mail the list of open items"),
            NoAnswers,
            _state,
            lambda row: row.open_items().exists(),
            _("As PDF, to the practice's address for invoices."),
        ),
        Act(
            COLLECT,
            _("Hand over to the collection agency"),
            HandOverForm,
            _collect,
            lambda row: bool(settings.COLLECTION_MAILBOX and services.collectable(row)),
            _("This and nothing else leaves the house. The practice is told."),
            is_grave=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each practice with its sums."""
        return super().get_queryset(request).with_sums(clock.today())

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """Whoever owes."""
        return WhoeverOwes

    def act_page(self, request: HttpRequest, title: str, **context: Any) -> HttpResponse:
        """Before a hand-over everything that would leave stands on the page."""
        act, row = context.get("act"), context.get("row")
        dossier = services.dossier_for(row) if act and act.name == COLLECT else None  # type: ignore[arg-type]
        if dossier is None:
            return super().act_page(request, title, **context)
        context["form"].initial["seen"] = dossier.fingerprint()
        return self.page(request, "collect.html", title, dossier=dossier, **context)

    def steps(self, row: Any) -> list[Step]:
        """Disputes, pauses and collections, by day."""
        stops = [
            *((one.began_on, _("Dispute"), f"{one}: {one.reason}") for one in _disputes(row)),
            *((one.began_on, _("Pause of reminders"), one.reason) for one in row.pauses.all()),
            *(
                (clock.local(one.decided_at).date(), _("Collection"), f"{one}: {one.get_state_display()}")
                for one in row.collection_cases.all()
            ),
        ]
        return [
            Step(clock.midnight(day), str(what), detail)
            for day, what, detail in sorted(stops, key=lambda one: one[0])
        ]

    @admin.display(description=_("open"))
    def open(self, debtor: Any) -> str:
        """On invoices, in euros."""
        return euro(debtor.open_cents)

    @admin.display(description=_("overdue"))
    def overdue(self, debtor: Any) -> str:
        """Of that past its day."""
        return euro(debtor.overdue_cents)

    @admin.display(description=_("oldest day"), ordering="oldest_on")
    def oldest(self, debtor: Any) -> Any:
        """The day of the invoice that waits longest."""
        return debtor.oldest_on

    @admin.display(description=_("level"), ordering="level")
    def level(self, debtor: Any) -> Any:
        """The highest reminder of what is open."""
        return debtor.level or "–"

    @admin.display(description=_("balance"))
    def balance(self, debtor: Debtor) -> str:
        """What it owes, less what we owe it."""
        return euro(debtor.balance_cents())

    @admin.display(description=_("by age"))
    def ages(self, debtor: Debtor) -> str:
        """What is open by how long it is late."""
        ageing = ageing_of(debtor, clock.today())
        return ", ".join(f"{name}: {euro(cents)}" for name, cents in ageing.columns if cents) or "–"

    @admin.display(description=_("interest and costs by law"))
    def owed_by_law(self, debtor: Debtor) -> str:
        """What could be asked today on top of what is overdue."""
        return claim_of(debtor, clock.today()).in_words()

    @admin.display(description=_("on account"))
    def credit(self, debtor: Debtor) -> str:
        """How far it may buy on account."""
        return euro(debtor.credit_limit_cents) if debtor.may_buy_on_account else "–"


def _disputes(row: Debtor) -> QuerySet[Dispute]:
    return Dispute.objects.filter(invoice__practice_id=row.pk).select_related("invoice")
