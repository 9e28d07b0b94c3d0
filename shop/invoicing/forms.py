"""What is asked on the pages of the books."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.invoicing.services import left_of
from shop.invoicing.services.crediting import Line


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
        """Pieces to credit, by position of a goods line."""
        goods = {position: line for position, line in self._lines.items() if line.entry.order_line_id}
        return {int(position): self.cleaned_data[position] or 0 for position in goods}

    def carriage(self) -> bool:
        """Whether the carriage is taken back too."""
        charges = [position for position, line in self._lines.items() if not line.entry.order_line_id]
        return any(self.cleaned_data[position] for position in charges)


def _field(line: Line) -> forms.Field:
    if not line.entry.order_line:
        order = line.entry.order.number if line.entry.order else ""
        return forms.BooleanField(label=_("Carriage of %(order)s") % {"order": order}, required=False)
    words = {"pieces": line.left}
    return forms.IntegerField(
        label=f"{line.entry.order_line.number} {line.entry.order_line.name}",
        min_value=0,
        max_value=line.left,
        initial=0,
        required=False,
        help_text=_("%(pieces)s left") % words,
    )
