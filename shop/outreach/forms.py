"""What is asked: the words of a newsletter and for whom it is; an opinion."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Membership, Practice
from accounts.models.places import Country
from shop.catalogue.models import Brand, Category
from shop.outreach import composing
from shop.outreach.composing import BadAddress, CannotBeRead, UnknownPlaceholder
from shop.outreach.models import Newsletter
from shop.outreach.segments import Segment
from shop.outreach.services import TooLong, Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 20_000
_REGIONS = [(f"{first}", f"{first}000–{first}999") for first in range(1, 10)]
_SEGMENT = ("roles", "kinds", "countries", "postcodes", "categories", "brands")


def _several(
    label: "str | _StrPromise", choices: Any = (), help_text: "str | _StrPromise" = ""
) -> forms.Field:
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=box, help_text=help_text
    )


def _text(label: "str | _StrPromise") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}), strip=False
    )


class NewsletterForm(forms.Form):
    """A newsletter: its words in two languages, and for whom it is."""

    name = forms.CharField(label=gettext_lazy("Name for ourselves"), max_length=80)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=Newsletter.Channel.choices)
    subject_nl = forms.CharField(label=gettext_lazy("Subject (Dutch)"), max_length=120, required=False)
    body_nl = _text(gettext_lazy("Text (Dutch)"))
    subject_en = forms.CharField(label=gettext_lazy("Subject (English)"), max_length=120, required=False)
    body_en = _text(gettext_lazy("Text (English)"))
    roles = _several(gettext_lazy("Only to these roles"), Membership.Role.choices)
    kinds = _several(gettext_lazy("Only at these kinds of practices"), Practice.Kind.choices)
    countries = _several(gettext_lazy("Only in these countries"), Country.choices)
    postcodes = _several(gettext_lazy("Only at these Dutch postcodes"), _REGIONS)
    categories = _several(gettext_lazy("Only who bought from these categories in the last year"))
    brands = _several(gettext_lazy("Only who bought these brands in the last year"))

    def __init__(self, newsletter: Newsletter | None = None, *args: Any, **kwargs: Any) -> None:
        if newsletter is not None:
            kwargs["initial"] = {
                **{name: getattr(newsletter, name) for name in _WORDS},
                **newsletter.segment,
            }
        super().__init__(*args, **kwargs)
        self.fields["body_nl"].help_text = help_with_words()
        for name, model in (("categories", Category), ("brands", Brand)):
            rows = model.objects.order_by("name").values_list("pk", "name")
            self.fields[name].choices = list(rows)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Every text can be read and filled in, and a mail has a subject."""
        answers = super().clean() or {}
        for name in ("subject_nl", "body_nl", "subject_en", "body_en"):
            try:
                composing.check(answers.get(name, ""))
            except CannotBeRead as refusal:
                self.add_error(name, why(refusal))
        if answers.get("channel") == Newsletter.Channel.EMAIL:
            for name in ("subject_nl", "subject_en"):
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, _("A mail needs a subject."))
        if not self.errors:
            try:
                words_of(answers).check()
            except TooLong:
                self.add_error("body_nl", _("A text message takes at most 349 letters in each language."))
        return answers


_WORDS = ("name", "channel", "subject_nl", "body_nl", "subject_en", "body_en")


def words_of(answers: dict[str, Any]) -> Words:
    """What was filled in, as the service takes it."""
    chosen = {name: tuple(answers.get(name, ())) for name in _SEGMENT}
    for name in ("categories", "brands"):
        chosen[name] = tuple(int(one) for one in chosen[name])
    return Words(segment=Segment(**chosen), **{name: answers.get(name, "") for name in _WORDS})


def help_with_words() -> str:
    """What can be filled in, and how a letter gets its shape."""
    names = ", ".join(f"{{{name}}}: {meaning}" for name, meaning in composing.PLACEHOLDERS.items())
    return _(
        "Filled in for each reader: %(names)s. A line that begins with # is a heading, with - a point of a "
        "list; [words](https://address) alone on a line is a button."
    ) % {"names": names}


def why(refusal: CannotBeRead) -> str:
    """What is wrong with a text, with the number of the line."""
    facts = {"line": refusal.line, "what": refusal.what}
    if isinstance(refusal, UnknownPlaceholder):
        known = ", ".join(f"{{{name}}}" for name in composing.PLACEHOLDERS)
        return _("Line %(line)s: {%(what)s} cannot be filled in; only %(known)s can.") % {
            **facts,
            "known": known,
        }
    if isinstance(refusal, BadAddress):
        return _("Line %(line)s: a button leads to an address with https://, not to %(what)s.") % facts
    return _("Line %(line)s: %(what)s stands alone; braces only hold a name to fill in.") % facts


class OpinionForm(forms.Form):
    """How satisfied somebody is; nothing in it says who."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (5, pgettext_lazy("opinion", "very satisfied")),
            (4, pgettext_lazy("opinion", "satisfied")),
            (3, pgettext_lazy("opinion", "neither satisfied nor dissatisfied")),
            (2, pgettext_lazy("opinion", "dissatisfied")),
            (1, pgettext_lazy("opinion", "very dissatisfied")),
        ],
    )
    would_recommend = forms.TypedChoiceField(
        label=gettext_lazy(
            "How likely is it that you recommend us to a colleague? (0: not at all, 10: surely)"
        ),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", gettext_lazy("no answer")), *((figure, f"{figure}") for figure in range(11))],
    )
