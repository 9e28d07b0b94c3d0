"""Lists of the desk that may be taken out of the house, part of the desk of rooms that offer it.

A room names in `takes_out` which columns may leave; the right to do so is one of its own.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.list_exports import RIGHT, Wish, lists, title
from privacy.models.list_exports import MOST_NARROWED
from privacy.pseudonyms import reads_pseudonyms
from privacy.staff import StaffAdmin, actor
from privacy.vocabulary import PURPOSES
from privacy.watch import look, role_of

# What somebody looked for, and where they were in the list: not how it is narrowed.
_NOT_KEPT = ("q", "p", "o", "e", "all", "_changelist_filters")


class TakeOutForm(forms.Form):
    """Which columns, and what for: both are kept with who took the list out."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Take no more than you need: what is not in the file cannot get lost."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What for"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=120,
        help_text=gettext_lazy("Who asked for it and what is done with it. No names of customers."),
    )

    def __init__(self, data: Any, columns: list[tuple[str, str]], narrowed: str) -> None:
        super().__init__(data)
        self.narrowed = narrowed
        lawful = [(one.code, one.label) for one in PURPOSES.values() if not one.channels]
        self.fields["columns"].choices = columns  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [("", _("Please choose")), *lawful]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A filter that fell off the record would let more rows out than were asked for."""
        if len(self.narrowed) > MOST_NARROWED:
            raise forms.ValidationError(_("So many filters cannot be kept on record. Please use fewer."))
        return self.cleaned_data


class TakesOut(StaffAdmin):
    """A list with a page on which it is taken out, with a purpose and on record."""

    takes_out: tuple[str, ...] = ()
    change_list_template = "admin/taking_out.html"

    def get_urls(self) -> list[URLPattern]:
        """The page on which somebody says what for."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_take_out"
        return [path("take-out/", self.admin_site.admin_view(self.take_out), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with the way to that page for whoever may go there."""
        context = {"may_take_out": self.may_take_out(request), "narrowed": _narrowed(request.GET)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def may_take_out(self, request: HttpRequest) -> bool:
        """Whether somebody sees this list, may take lists out, and reads no pseudonyms."""
        may = self.has_view_permission(request) and request.user.has_perm(RIGHT)
        return may and not reads_pseudonyms(request.user)

    def take_out(self, request: HttpRequest) -> HttpResponse:
        """Ask which columns and what for; then a job makes the file."""
        if not self.may_take_out(request):
            raise PermissionDenied
        columns = [(one, title(self.model, one)) for one in self.takes_out]
        narrowed = _narrowed(request.GET)
        form = TakeOutForm(request.POST or None, columns, narrowed)
        if form.is_valid():
            wanted = self._wish(request, form.cleaned_data)
            export = lists.ask(wanted, wanted.asked_by)
            look(request, self.model, None, "export")
            messages.success(request, _("Your list is being made. Fetch it here when it is ready."))
            return redirect("admin:privacy_listexport_own", export.pk)
        about = {"form": form, "narrowed": narrowed}
        return self.page(request, "../../take_out.html", _("Take a list out"), **about)

    def _wish(self, request: HttpRequest, asked: dict[str, Any]) -> Wish:
        return Wish(
            asked_by=actor(request),
            role=role_of(request),
            table=self.model._meta.label,
            columns=[one for one in self.takes_out if one in asked["columns"]],
            narrowed=_narrowed(request.GET),
            purpose=asked["purpose"],
            reason=asked["reason"],
        )


def _narrowed(asked: QueryDict) -> str:
    """The filters of a list as they stand in its address, without what somebody searched for."""
    kept = asked.copy()
    for name in _NOT_KEPT:
        kept.pop(name, None)
    return kept.urlencode()
