"""What people fill in to use a right: as little as possible, and why we ask it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy import objection
from privacy.models import Request
from privacy.vocabulary import RESTRICTION_GROUNDS

_LENGTH = 4000
_OWN_WORDS = {Request.Kind.CORRECTION, Request.Kind.COMPLAINT, Request.Kind.QUESTION}


class Text(forms.CharField):
    """Some lines in somebody's own words."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=_LENGTH, **options)


class AboutField(forms.ChoiceField):
    """The use that somebody objects to, or the ground on which they ask for a restriction."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_uses_and_grounds, required=False, **options)


def check_about(form: forms.Form) -> None:
    """An objection names a use, a restriction its ground, and nothing else names either."""
    data = form.cleaned_data
    uses = {objection.MARKETING, *(one.code for one in objection.purposes())}
    allowed = {"objection": uses, "restriction": set(RESTRICTION_GROUNDS)}
    if "about" in data and data["about"] not in allowed.get(data.get("kind", ""), {""}):
        form.add_error("about", _("This does not belong to this kind of request."))


def _uses_and_grounds() -> list[tuple[Any, Any]]:
    uses = [(one.code, one.label) for one in objection.purposes()]
    return [
        ("", "–"),
        (_("Objection"), [(objection.MARKETING, _("Marketing")), *uses]),
        (_("Restriction"), list(RESTRICTION_GROUNDS.items())),
    ]


class CorrectionForm(forms.Form):
    """Something that we hold is wrong."""

    text = Text(
        label=_("What is wrong, and what should it be?"),
        help_text=_("What you can change yourself stands under My data; that works at once."),
    )
    statement = Text(
        label=_("A note that stands beside the data"),
        required=False,
        help_text=_("Our staff sees it while we look into this, and afterwards if we do not agree."),
    )


class RestrictionForm(forms.Form):
    """Keep my data and do nothing with them."""

    about = forms.ChoiceField(
        label=_("Why may we not use your data for now?"),
        choices=[(code, why) for code, why in RESTRICTION_GROUNDS.items()],
        widget=forms.RadioSelect,
    )
    text = Text(label=_("Explanation"), required=False)


class ObjectionForm(forms.Form):
    """Stop using my data for this."""

    about = forms.ChoiceField(label=_("What should we stop?"), widget=forms.RadioSelect)
    text = Text(
        label=_("What is it about your situation?"),
        required=False,
        help_text=_("Not needed for marketing: that stops at once and for good."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        uses = [(one.code, one.label) for one in objection.purposes()]
        marketing = (objection.MARKETING, _("Marketing: newsletters, offers and surveys, on every channel"))
        self.fields["about"].choices = [marketing, *uses]  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """Anything else about somebody's data."""

    text = Text(label=_("Your question"))


class ComplaintForm(forms.Form):
    """We did something wrong."""

    text = Text(
        label=_("What did we do wrong?"),
        help_text=_("You may also complain to the Autoriteit Persoonsgegevens, without asking us first."),
    )


class VisitorForm(forms.Form):
    """A request of somebody who is not signed in."""

    kind = forms.ChoiceField(label=_("What do you want?"), widget=forms.RadioSelect)
    about = AboutField(
        label=_("What should we stop, or why?"),
        help_text=_("Only for an objection to a use, and for a restriction."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a link there, so that nobody asks in your name. Take the address that we know."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = Text(
        label=_("Explanation"),
        required=False,
        help_text=_("For a correction, a question or a complaint: what it is about."),
    )

    def __init__(self, data: Any = None, *, kind: str = "") -> None:
        super().__init__(data, initial={"kind": kind})
        self.fields["kind"].choices = list(ASKING.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What cannot be answered without words needs them."""
        data = super().clean() or self.cleaned_data
        check_about(self)
        if data.get("kind") in _OWN_WORDS and not data.get("text") and "text" in data:
            self.add_error("text", _("Please write what it is about."))
        return data


class CodeForm(forms.Form):
    """The code that went to a telephone."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("Six digits, from the text message that we sent you. It is good for ten minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class FactForm(forms.Form):
    """The second fact by which we recognise somebody."""

    fact = forms.CharField(
        label=_("Your customer number, or the number of one of your orders"),
        max_length=40,
        required=False,
        help_text=_("It stands on your invoices. Empty if you do not know one: we then call or write."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


ASKING = {
    Request.Kind.ACCESS.value: _("See what you hold about me"),
    Request.Kind.COPY.value: _("A copy of my data"),
    Request.Kind.PORTABILITY.value: _("Take my data to somebody else"),
    Request.Kind.CORRECTION.value: _("Have something corrected"),
    Request.Kind.ERASURE.value: _("Have my data erased"),
    Request.Kind.RESTRICTION.value: _("Have the use of my data restricted"),
    Request.Kind.OBJECTION.value: _("Object to a use"),
    Request.Kind.COMPLAINT.value: _("A complaint"),
    Request.Kind.QUESTION.value: _("A question"),
}
