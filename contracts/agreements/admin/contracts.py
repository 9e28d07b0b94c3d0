"""Contracts at the desk: what was agreed, what is done with it, and the pages over all of them."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.agreements import services
from contracts.agreements.admin import overview
from contracts.agreements.forms import DeviceForm, NoticeForm, OfferForm, PaymentForm, RunForm, TakeOverForm
from contracts.agreements.models import BillingPeriod, Contract, ContractLine, Indexation, Reminder
from contracts.agreements.views.acts import overlap_in_words
from contracts.devices.models import Device
from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin, NoAnswers
from privacy.staff import ReadOnlyInline
from shop.invoicing.services import CannotBeCredited, CannotBeIssued


class LineInline(ReadOnlyInline):
    """The devices, each from a day until a day at its price."""

    model = ContractLine
    fields = readonly_fields = ("description", "device", "starts_on", "ends_on", "price")

    @admin.display(description=_("price a period"))
    def price(self, line: ContractLine) -> str:
        """The price in euros, excluding VAT."""
        return euro(line.price_cents)


class PeriodInline(ReadOnlyInline):
    """What was billed."""

    model = BillingPeriod
    fields = readonly_fields = ("first_on", "last_on", "part", "amount", "invoice", "credited_by")
    ordering = ("-first_on", "-part")

    @admin.display(description=_("excluding VAT"))
    def amount(self, period: BillingPeriod) -> str:
        """The amount in euros."""
        return euro(period.net_cents)


class ReminderInline(ReadOnlyInline):
    """What the practice was told of renewals."""

    model = Reminder
    fields = readonly_fields = ("term_on", "notice_by", "sent_at")


class IndexationInline(ReadOnlyInline):
    """How the price rose."""

    model = Indexation
    fields = readonly_fields = ("index", "from_on", "before", "after", "sent_at")

    @admin.display(description=_("price before"))
    def before(self, row: Indexation) -> str:
        """What it cost, in euros."""
        return euro(row.before_cents)

    @admin.display(description=_("price after"))
    def after(self, row: Indexation) -> str:
        """What it costs since, in euros."""
        return euro(row.after_cents)


def _notice(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.give_notice(row.pk, by, on=answers["on"], reason=answers["reason"])


def _take_over(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.take_over(row.pk, answers["to"].pk, answers["on"], by)


def _add_device(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    device = Device.objects.filter(practice=row.practice_id, serial=answers["serial"]).first()
    services.add_line(row.pk, device.pk if device else 0, answers["on"], by)


def _take_off(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    device = Device.objects.filter(practice=row.practice_id, serial=answers["serial"]).first()
    services.take_off(row.pk, device.pk if device else 0, answers["on"], by)


def _pay(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.choose_payment(row.pk, answers["payment"], by)


def _agree(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.accept(row.pk, by)


def _withdraw(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.withdraw(row.pk, by)


def _stay(row: Contract, answers: dict[str, Any], by: UUID) -> None:
    services.take_back_notice(row.pk, by)


def _is_proposed(row: Contract) -> bool:
    return row.state == Contract.State.PROPOSED


def _is_active(row: Contract) -> bool:
    return row.state == Contract.State.ACTIVE


def _is_under_notice(row: Contract) -> bool:
    return row.state == Contract.State.UNDER_NOTICE


@admin.register(Contract)
class ContractAdmin(ActsAdmin):
    """Every contract, with its devices, bills, reminders and what can be done with it."""

    list_display = ["number", "practice", "plan", "state", "starts_on", "ends_on", "renews_on", "bill_on"]
    list_filter = ["state", "payment", "waits_for_mandate", "plan", "renews_on"]
    list_select_related = ["practice", "plan"]
    search_fields = ["=number", "=practice__number", "practice__name", "=lines__device__serial"]
    ordering = ["-pk"]
    readonly_fields = ["on_paper"]
    inlines = [LineInline, PeriodInline, ReminderInline, IndexationInline]
    change_list_template = "admin/agreements/contract/list.html"
    fieldsets = (
        (None, {"fields": ("number", "practice", "plan", "state", "reference", "continues", "on_paper")}),
        (_("Runs"), {"fields": ("starts_on", "ends_on", "renews_on", "notice_given_on", "ended_on")}),
        (
            _("Terms"),
            {
                "fields": (
                    "visits_a_year",
                    "response_hours",
                    "covers_labour",
                    "covers_parts",
                    "covers_loan",
                    "term_months",
                    "notice_months",
                    "renews",
                )
            },
        ),
        (_("Bills"), {"fields": ("billing", "period_months", "payment", "waits_for_mandate")}),
        (_("Next bill"), {"fields": ("counted_from", "bill_from", "bill_on", "bill_refused")}),
    )
    refusals = {
        services.CannotBeAgreed: _("This offer is no longer open."),
        services.CannotBeTakenOver: _("This contract does not run on that day, or stays where it is."),
        services.NoMandate: _("This practice has given no mandate."),
        services.NoNotice: _("No notice can be given of this contract, or taken back."),
        services.NotOffered: _("The plan has no price for this kind of device, or the device is not theirs."),
        CannotBeCredited: _("A bill of this contract cannot be credited. Look at its bills."),
        CannotBeIssued: _("The invoice cannot be made: see whether the data of the practice are complete."),
        services.Overlap: _("One of these devices stands under another contract on these days."),
    }
    acts = (
        Act("agree", _("The practice agreed"), NoAnswers, _agree, _is_proposed),
        Act("withdraw", _("Withdraw the offer"), NoAnswers, _withdraw, _is_proposed),
        Act("device", _("Add a device"), DeviceForm, _add_device, lambda row: row.is_running),
        Act("off", _("Last day of a device"), DeviceForm, _take_off, lambda row: row.is_running),
        Act("payment", _("Choose how it is paid"), PaymentForm, _pay, lambda row: row.is_running),
        Act("notice", _("Write notice down"), NoticeForm, _notice, _is_active),
        Act("stay", _("Take the notice back"), NoAnswers, _stay, _is_under_notice),
        Act(
            "take-over",
            _("Another practice takes over"),
            TakeOverForm,
            _take_over,
            lambda row: row.is_running,
            _("The contract and its devices go on with the other practice; bills stay where they are."),
            is_grave=True,
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """The list, the row, and the pages over all contracts."""
        pages = (("offer", self.offer), ("calendar", self.calendar), ("run", self.run))
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"agreements_contract_{name}")
            for name, view in pages
        ]
        file = path("<int:pk>/paper.pdf", self.admin_site.admin_view(self.paper), name="agreements_paper")
        return [*own, file, *super().get_urls()]

    @admin.display(description=_("contract on paper"))
    def on_paper(self, contract: Contract) -> str:
        """The way to the PDF, once it is made."""
        if not contract.paper:
            return "–"
        return format_html('<a href="{}">PDF</a>', reverse("admin:agreements_paper", args=[contract.pk]))

    def offer(self, request: HttpRequest) -> HttpResponse:
        """Offer a contract, or write down one that was agreed."""
        self._check(request, "agreements.add_contract")
        form = OfferForm(request.POST or None)
        if form.is_valid() and (contract := self._offered(request, form)):
            return redirect("admin:agreements_contract_change", contract.pk)
        return self.act_page(request, gettext("Offer a contract"), form=form, errors=form.errors)

    def calendar(self, request: HttpRequest) -> HttpResponse:
        """What begins, renews, ends, and until when notice can be given, by month."""
        self._check(request, "agreements.view_contract")
        months = overview.calendar()
        return self.page(
            request,
            "calendar.html",
            gettext("Contracts by month"),
            months=months,
            chart=overview.chart(months),
        )

    def run(self, request: HttpRequest) -> HttpResponse:
        """What the run of the bills would make, and the run itself."""
        self._check(request, "agreements.change_contract")
        form = RunForm(request.POST or None, initial={"as_of": overview.today()})
        if form.is_valid() and "run" in request.POST:
            self._run(request, form)
            return redirect("admin:agreements_contract_run")
        day = form.cleaned_data["as_of"] if form.is_valid() else overview.today()
        due = overview.due(day)
        return self.page(request, "run.html", gettext("Run of the bills"), form=form, due=due, day=day)

    def _run(self, request: HttpRequest, form: RunForm) -> None:
        try:
            made = services.bill(form.cleaned_data["as_of"])
        except CannotBeIssued:
            words = gettext("All others are billed; those that could not be say why in the list below.")
            self.message_user(request, words, "WARNING")
        else:
            self.message_user(request, gettext("%(count)s invoices were made.") % {"count": len(made)})

    def _offered(self, request: HttpRequest, form: OfferForm) -> Contract | None:
        data = form.cleaned_data
        offer = services.Offer(
            data["practice"].pk,
            data["plan"].pk,
            data["starts_on"],
            data["devices"],
            reference=data["reference"],
        )
        act = services.record if data["is_agreed"] else services.propose
        try:
            return act(offer, request.user.subject.uuid)  # type: ignore[union-attr]
        except services.NotOffered:
            form.add_error("plan", str(self.refusals[services.NotOffered]))
        except services.Overlap as overlap:
            form.add_error("serials", overlap_in_words(overlap))
        return None

    def _check(self, request: HttpRequest, right: str) -> None:
        if not request.user.has_perm(right):
            raise PermissionDenied

    def paper(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The contract on paper."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        contract = get_object_or_404(self.get_queryset(request), pk=pk)
        if not contract.paper:
            raise Http404
        self.seen(request, pk, "file")
        with contract.paper.open("rb") as file:
            return HttpResponse(file.read(), content_type="application/pdf")
