"""The register of processing activities, and the search of the privacy officer."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy import processing, searching
from privacy.models import ProcessingRegister, ValueSearch
from privacy.search import SHORTEST, TooShort
from privacy.staff import LedgerAdmin, actor


@admin.register(ProcessingRegister)
class ProcessingRegisterAdmin(LedgerAdmin):
    """What is done with personal data, why and how long: read from the code, so always as it is."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The whole register on one page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        title = gettext("Register of processing activities")
        return self.page(
            request, "register.html", title, activities=processing.activities(), measures=processing.MEASURES
        )

    def get_urls(self) -> list[Any]:
        """The register also as a file."""
        table = self.admin_site.admin_view(self.table)
        return [path("verwerkingsregister.csv", table, name="privacy_register_table"), *super().get_urls()]

    def table(self, request: HttpRequest) -> HttpResponse:
        """The register for a spreadsheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        answer = HttpResponse(
            processing.as_table().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = 'attachment; filename="verwerkingsregister.csv"'
        return answer


class SearchForm(forms.Form):
    """What to look for."""

    value = forms.CharField(
        label=_("Value"),
        min_length=SHORTEST,
        max_length=200,
        help_text=_("A name, an address, a number: at least four characters, also as part of a text."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@admin.register(ValueSearch)
class ValueSearchAdmin(LedgerAdmin):
    """Where a value stands among everything personal; what was looked for is forgotten."""

    list_display = ("asked_at", "state", "asked_by", "count", "finished_at")
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The privacy officer may look."""
        return request.user.has_perm("privacy.change_valuesearch")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for a value; a job looks for it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SearchForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                wanted = searching.ask(form.cleaned_data["value"], by=actor(request))
            except TooShort:
                form.add_error("value", _("This is too short: it would be found everywhere."))
            else:
                messages.success(request, _("We look for it. Open this page again in a minute."))
                return redirect("admin:privacy_valuesearch_change", wanted.pk)
        return self.page(request, "search.html", gettext("Where does a value stand?"), form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Where it was found."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            return redirect("admin:privacy_valuesearch_changelist")
        title = gettext("Where it was found")
        return self.page(request, "found.html", title, search=row, most=searching.MOST)

    @admin.display(description=_("places"))
    def count(self, row: ValueSearch) -> int:
        """In how many places it was found."""
        return len(row.found)
