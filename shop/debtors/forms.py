"""What staff fills in about debts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.debtors.models import Debtor
from shop.invoicing.models import Invoice

NO_NAMES = _("Write no names.")


def _reason(label: Any, help_text: Any = NO_NAMES) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text)


class DisputeForm(forms.Form):
    """Which open invoice a practice contests, and why."""

    invoice = forms.ModelChoiceField(label=_("Invoice"), queryset=Invoice.objects.none())
    reason = _reason(_("Reason"))

    def __init__(self, debtor: Debtor, *sent: Any) -> None:
        super().__init__(*sent)
        items = debtor.open_items().filter(kind=Invoice.Kind.INVOICE)
        self.fields["invoice"].queryset = items  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """How a dispute or a pause ended, or why something is called back."""

    reason = _reason(_("What was agreed"))


class PauseForm(forms.Form):
    """Why a practice hears nothing for a while, and until when."""

    reason = _reason(_("Reason"))
    until = forms.DateField(
        label=_("At the latest until"),
        required=False,
        help_text=_("Empty: until somebody ends it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class HandOverForm(forms.Form):
    """Why these invoices go to the agency; `seen` marks the dossier that was looked at."""

    reason = _reason(_("Reason"))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DecisionForm(forms.Form):
    """Whether a proposal is carried out, and why; the practice reads the reason."""

    grant = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("", _("Choose")), ("yes", _("carry it out")), ("no", _("refuse"))],
        coerce=lambda word: word == "yes",
    )
    reason = _reason(_("Reason"), _("The practice reads this."))


class SecondLookForm(forms.Form):
    """Whether a decision stands after another look, and why; the practice reads the reason."""

    stands = forms.TypedChoiceField(
        label=_("After another look"),
        choices=[("", _("Choose")), ("yes", _("it stands")), ("no", _("it is turned round"))],
        coerce=lambda word: word == "yes",
    )
    reason = _reason(_("Reason"), _("The practice reads this."))
