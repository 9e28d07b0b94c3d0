"""What is asked on the pages of the books."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.boxes import Euros
from shop.invoicing.models import Invoice
from shop.invoicing.services import BookedElsewhere, MoreThanOpen, find_transfer, left_of
from shop.invoicing.services.crediting import Line

_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9./-]*")


def _calendar() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PeriodForm(forms.Form):
    """From which day to which day."""

    first = forms.DateField(label=gettext_lazy("From"), widget=_calendar())
    last = forms.DateField(label=gettext_lazy("Up to and including"), widget=_calendar())

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        period: dict[str, Any] = super().clean() or {}
        if period.get("first") and period.get("last") and period["last"] < period["first"]:
            self.add_error("last", _("This day lies before the first one."))
        return period


class ReceivedForm(forms.Form):
    """What came into our account for an invoice."""

    amount = Euros(label=gettext_lazy("Amount in euros"), least_cents=1)
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=_calendar())
    reference = forms.CharField(
        label=gettext_lazy("Reference of the bank"),
        max_length=50,
        help_text=gettext_lazy(
            "The number of the transfer on the statement; no names, no account numbers. "
            "Of one transfer for several invoices, book each part with /1, /2 … behind the number."
        ),
    )

    def fits(self, invoice: Invoice) -> bool:
        """Whether this can be booked on the invoice; if not, the form says why."""
        try:
            find_transfer(invoice, self.cleaned_data["amount"], self.cleaned_data["reference"])
        except (MoreThanOpen, BookedElsewhere) as refusal:
            self.explain(refusal)
            return False
        return True

    def explain(self, refusal: MoreThanOpen | BookedElsewhere) -> None:
        """Say at its field why this cannot be booked."""
        if isinstance(refusal, MoreThanOpen):
            text = _("Of this invoice %(amount)s is open; more cannot be booked on it.")
            self.add_error("amount", text % {"amount": euro(refusal.open_cents)})
            return
        booked = refusal.settlement
        text = _("This reference was booked before: %(amount)s on invoice %(number)s.")
        words = {"amount": euro(booked.amount_cents), "number": booked.invoice.number}
        self.add_error("reference", text % words)

    def clean_received_on(self) -> date:
        """Money comes in today or earlier."""
        day: date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has yet to come."))
        return day

    def clean_reference(self) -> str:
        """The reference in one spelling, however it was typed."""
        reference = "".join(str(self.cleaned_data["reference"]).upper().split())
        if not _REFERENCE.fullmatch(reference):
            raise forms.ValidationError(_("Use letters, digits, and . - / only."))
        return reference


class TakeBackForm(forms.Form):
    """Why a booking was wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=120,
        help_text=gettext_lazy("Stays with the booking; write no names."),
    )


class WriteOffForm(forms.Form):
    """How much is given up, and why."""

    amount = Euros(label=gettext_lazy("Amount in euros"), least_cents=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=120,
        help_text=gettext_lazy("Stays with the books; write no names."),
    )

    def __init__(self, invoice: Invoice, *args: Any) -> None:
        """All that is open is proposed."""
        super().__init__(*args)
        self.fields["amount"].initial = max(0, invoice.open_now())


class CreditForm(forms.Form):
    """How many pieces of each line are taken back, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=120,
        help_text=gettext_lazy("Stands on the credit note; write no names."),
    )

    def __init__(self, *args: Any, invoice: Any, **kwargs: Any) -> None:
        """One field for every line of which something is left."""
        super().__init__(*args, **kwargs)
        self._lines = {str(line.entry.position): line for line in left_of(invoice) if line.left}
        for position, line in self._lines.items():
            self.fields[position] = _field(line)
        self.order_fields([*self._lines, "reason"])

    def clean(self) -> dict[str, Any]:
        """Something must be taken back."""
        answers: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(answers.get(position) for position in self._lines):
            raise forms.ValidationError(_("Fill in how many pieces are taken back."))
        return answers

    def quantities(self) -> dict[int, int]:
        """Pieces to credit, by position; the carriage of an order is one."""
        return {int(position): int(self.cleaned_data[position] or 0) for position in self._lines}


def _field(line: Line) -> forms.Field:
    article = line.entry.order_line
    if line.entry.is_carriage:
        order = line.entry.order.number if line.entry.order else ""
        return forms.BooleanField(label=_("Carriage of %(order)s") % {"order": order}, required=False)
    words = {"pieces": line.left}
    return forms.IntegerField(
        label=f"{article.number} {article.name}" if article else line.name,
        min_value=0,
        max_value=line.left,
        initial=0,
        required=False,
        help_text=_("%(pieces)s left") % words,
    )
