"""Transfers at the desk: statements read in, and what nobody has said yet what it is for."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.forms.customers import PracticeField
from accounts.models import Practice
from d4d.foundation.written import euro
from privacy.boxes import Euros
from privacy.models import DataSubject
from privacy.staff import LedgerAdmin, actor
from privacy.ties import IsLeaving
from shop.invoicing import services
from shop.invoicing.bank import matching
from shop.invoicing.bank.matching import Part
from shop.invoicing.bank.statement import MOST_BYTES
from shop.invoicing.bank.transfer import Unreadable
from shop.invoicing.bank.words import why
from shop.invoicing.models import BankFile, BankLine, Invoice

RIGHT = "invoicing.add_settlement"


class StatementForm(forms.Form):
    """A statement as the bank gives it."""

    file = forms.FileField(
        label=gettext_lazy("Statement"),
        help_text=gettext_lazy("CAMT.053 (XML) or MT940, as the bank gives it, at most 20 MB."),
    )

    def clean_file(self) -> bytes:
        """The content; a file that is too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(why("too-large"))
        content: bytes = file.read()
        return content


class AllocateForm(forms.Form):
    """For which invoice or credit note, and how much of the transfer."""

    number = forms.CharField(label=gettext_lazy("Number of the invoice or credit note"), max_length=16)
    amount = Euros(label=gettext_lazy("Amount in euros"), least_cents=1)

    def clean_number(self) -> Invoice:
        """The document that bears this number."""
        number = str(self.cleaned_data["number"]).strip().upper()
        found = Invoice.objects.filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        return found


class AsideForm(forms.Form):
    """Why a transfer is for no invoice."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=120, help_text=gettext_lazy("Write no names.")
    )


class CustomerForm(forms.Form):
    """Whose money it is: kept for the practice, or given back to it."""

    customer = PracticeField(
        label=gettext_lazy("Customer number"),
        queryset=Practice.objects.exclude(subject__state=DataSubject.State.ERASED),
    )


class OfTheBank(LedgerAdmin):
    """Only whoever books what comes in sees what the bank says."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever books payments."""
        return request.user.has_perm(RIGHT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(RIGHT)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(RIGHT)


@admin.register(BankFile)
class BankFileAdmin(OfTheBank):
    """The statements that were read."""

    list_display = ("until", "imported_at", "sha256")
    ordering = ("-until", "-pk")

    def get_urls(self) -> list[URLPattern]:
        """The list, and the page to read a statement in."""
        own = [path("read/", self.admin_site.admin_view(self.read), name="invoicing_bank_import")]
        return [*own, *super().get_urls()]

    def read(self, request: HttpRequest) -> HttpResponse:
        """Take a statement, book what is certain, and say how it went."""
        self.check_right(request)
        form = StatementForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = services.import_file(form.cleaned_data["file"], by=actor(request))
            except Unreadable as refusal:
                form.add_error("file", why(refusal.reason))
            else:
                said = _("%(new)s new transfers, %(booked)s booked by themselves, %(known)s known already.")
                words = {"new": done.new, "booked": done.booked, "known": done.known}
                messages.success(request, said % words)
                if done.doubtful:
                    doubt = ngettext(
                        "%(count)s of them may have been told before. It was not booked by itself.",
                        "%(count)s of them may have been told before. They were not booked by themselves.",
                        done.doubtful,
                    )
                    messages.warning(request, doubt % {"count": done.doubtful})
                return redirect(f"{reverse('admin:invoicing_bankline_changelist')}?state__exact=open")
        return self.page(request, "read.html", _("Read a bank statement"), form=form)


@admin.register(BankLine)
class BankLineAdmin(OfTheBank):
    """Each transfer on our account, and the way to say what it is for."""

    list_display = ("booked_on", "amount", "practice", "account", "state", "doubt", "text", "way_on")
    list_filter = ("state", "booked_on")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "=reference", "=account_end")
    ordering = ("-booked_on", "-pk")

    def get_urls(self) -> list[URLPattern]:
        """The list, and the page of one transfer."""
        own = [path("<int:pk>/book/", self.admin_site.admin_view(self.book), name="invoicing_bank_book")]
        return [*own, *super().get_urls()]

    def book(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Book a part of a transfer on an invoice, or say that it is for none."""
        self.check_right(request)
        lines: QuerySet[BankLine] = self.get_queryset(request)
        line = get_object_or_404(lines.select_related("practice"), pk=pk)
        is_aside = "reason" in request.POST
        left = line.left_cents()
        allocate = AllocateForm(
            request.POST if "number" in request.POST else None,
            initial={"amount": euro(left).removeprefix("€").strip()},
        )
        is_credit = "customer" in request.POST
        aside = AsideForm(request.POST if is_aside else None)
        number = line.practice.number if line.practice else ""
        credit = CustomerForm(request.POST if is_credit else None, initial={"customer": number})
        form = aside if is_aside else credit if is_credit else allocate
        if request.method == "POST" and form.is_valid() and self._done(request, line, form):
            return redirect("admin:invoicing_bankline_changelist")
        return self.page(
            request,
            "book.html",
            _("What is this transfer for?"),
            line=line,
            is_in_part=left != abs(line.amount_cents),
            left=left,
            alike=line.alike() if line.may_be_known else [],
            likely=matching.likely(line) if line.state == BankLine.State.OPEN else [],
            allocate=allocate,
            aside=aside,
            credit=credit,
            form=form,
            parts=line.parts.select_related("settlement__invoice").order_by("pk"),
        )

    def _done(self, request: HttpRequest, line: BankLine, form: forms.Form) -> bool:
        if isinstance(form, AsideForm):
            services.set_aside(line.pk, form.cleaned_data["reason"], by=actor(request))
            messages.success(request, _("Set aside."))
            return True
        if isinstance(form, CustomerForm):
            return self._credited(request, line, form)
        part = Part(form.cleaned_data["number"], form.cleaned_data["amount"])
        try:
            services.allocate(line.pk, [part], by=actor(request))
        except services.NotAllocated:
            form.add_error(
                "amount",
                _(
                    "This is more than is left of the transfer, or of another practice. What left our account"
                    " goes on a credit note, what came in on an invoice."
                ),
            )
            return False
        except services.MoreThanOpen as refusal:
            text = _("Of this invoice %(amount)s is open; more cannot be booked on it.")
            form.add_error("amount", text % {"amount": euro(refusal.open_cents)})
            return False
        words = {"amount": euro(part.cents), "number": part.invoice.number}
        messages.success(request, _("%(amount)s is booked on invoice %(number)s.") % words)
        return True

    def _credited(self, request: HttpRequest, line: BankLine, form: CustomerForm) -> bool:
        act = services.keep_rest if line.amount_cents > 0 else services.give_back_credit
        try:
            entry = act(line.pk, form.cleaned_data["customer"], by=actor(request))
        except IsLeaving:
            form.add_error("customer", _("The data of this practice are being erased."))
            return False
        except services.NothingToKeep:
            form.add_error("customer", _("Nothing of this transfer is left, or it is of another practice."))
            return False
        except services.NotThatMuchCredit as refusal:
            text = _("This practice has %(amount)s to its credit; more cannot be given back.")
            form.add_error("customer", text % {"amount": euro(refusal.balance_cents)})
            return False
        words = {"amount": euro(abs(entry.amount_cents)), "customer": entry.practice.number}
        messages.success(request, _("%(amount)s is booked on the credit of customer %(customer)s.") % words)
        return True

    @admin.display(description=gettext_lazy("amount"), ordering="amount_cents")
    def amount(self, line: BankLine) -> str:
        """In euros."""
        return euro(line.amount_cents)

    @admin.display(description=gettext_lazy("bank account"))
    def account(self, line: BankLine) -> str:
        """The end of the number; the rest is not kept."""
        return f"… {line.account_end}" if line.account_end else "–"

    @admin.display(description=gettext_lazy("told before?"))
    def doubt(self, line: BankLine) -> str:
        """Whether an earlier row may stand for the same money."""
        return _("perhaps") if line.may_be_known else "–"

    @admin.display(description=gettext_lazy("what to do"))
    def way_on(self, line: BankLine) -> SafeString | str:
        """The way to say what it is for."""
        if line.state != BankLine.State.OPEN:
            return "–"
        url = reverse("admin:invoicing_bank_book", args=[line.pk])
        return format_html('<a href="{}">{}</a>', url, _("Book …"))
