"""The search box of the desk: one page of hits for a number or a name.

What was typed may be a name, so it travels sealed: the address of the page tells nobody anything.
"""

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation import sealed
from privacy import finding
from privacy.watch import look

MOST_CHARACTERS = 80
_USE = "desk-search"
_ASKED = "gezocht"


class FindForm(forms.Form):
    """What to look for."""

    text = forms.CharField(
        label=gettext_lazy("Number or name"),
        min_length=finding.SHORTEST,
        max_length=MOST_CHARACTERS,
        help_text=gettext_lazy(
            "Anything by its number: an order, quote, invoice, payment, parcel, customer, article, contract, "
            "fault, recall or request; a device by its serial number, goods by their LOT; a practice or "
            "person by name or address."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


def page(request: HttpRequest, frame: dict[str, object]) -> HttpResponse:
    """Take a question, seal it, and show what was found; a single hit opens at once."""
    if request.method == "POST":
        form = FindForm(request.POST)
        if form.is_valid():
            token = sealed.seal_text(f"{request.user.pk}:{form.cleaned_data['text']}", _USE)
            return redirect(f"{reverse('admin:find')}?{urlencode({_ASKED: token})}")
        return _answer(request, frame, form, [])
    text = _asked(request)
    if not text:
        return _answer(request, frame, FindForm(), [])
    look(request, get_user_model(), None, "find")
    hits = finding.find(text, request.user.has_perm)
    if len(hits) == 1 and len(hits[0].rows) == 1:
        return redirect(hits[0].rows[0].url)
    return _answer(request, frame, FindForm(initial={"text": text}), hits, is_asked=True)


def _asked(request: HttpRequest) -> str:
    """What this member of staff asked; nothing when the seal is not ours or somebody else's."""
    try:
        who, _colon, text = sealed.read_text(request.GET.get(_ASKED, ""), _USE).partition(":")
    except (sealed.Damaged, ValueError):
        return ""
    return text if who == str(request.user.pk) else ""


def _answer(
    request: HttpRequest,
    frame: dict[str, object],
    form: FindForm,
    hits: list[finding.Hits],
    *,
    is_asked: bool = False,
) -> HttpResponse:
    context = {"title": _("Find"), "form": form, "hits": hits, "is_asked": is_asked, "most": finding.MOST}
    return TemplateResponse(request, "admin/find.html", frame | context)
