"""What the desk asks about a quote that we make of our own accord."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from shop.intake.admin.article_lines import ArticleLines
from shop.intake.admin.questions import CustomerForm
from shop.intake.models import PriceQuote

USUAL_DAYS = 30


class ValidForm(forms.Form):
    """Until when our prices hold."""

    valid_until = forms.DateField(
        label=_("Valid until and including"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["valid_until"] = clock.today() + timedelta(days=USUAL_DAYS)

    def clean_valid_until(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["valid_until"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is past."))
        return day


class BeginForm(CustomerForm, ArticleLines):
    """For whom it is, who gets the letter, and which articles."""

    NEW_LINES = 8

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        email = self.fields["email"]
        email.label = _("E-mail address of the member who gets it")
        email.help_text = _("Only somebody with an account there; else whoever manages the practice.")
        self.ask_for_more()


class QuoteLinesForm(ArticleLines):
    """Each article of our quote with its pieces, and some boxes for more."""

    def __init__(self, ours: PriceQuote, *args: Any) -> None:
        super().__init__(*args)
        for line in ours.lines.in_order().select_related("variant"):
            label = f"{gettext('Line')} {line.position}"
            self.ask(line.pk, label, line.variant.number, line.quantity)
        self.ask_for_more()
