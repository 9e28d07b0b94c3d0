"""Notes about a practice at the desk: written on a page of their own, read on the page at a glance."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.models import PracticeNote
from privacy.staff import LedgerAdmin, StaffAdmin, actor
from privacy.watch import role_of

RIGHT = "accounts.note_practice"


class NoteForm(forms.Form):
    """What colleagues should know."""

    text = forms.CharField(
        label=gettext_lazy("What colleagues should know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "For colleagues only, and kept for two years. The practice reads it in a copy of its data: "
            "write what you would say to its face, and nothing about patients or anybody's health."
        ),
    )


class NoteDesk(StaffAdmin):
    """The part of a practice's admin on which a note is written."""

    def get_urls(self) -> list[URLPattern]:
        """The page with the form."""
        write = self.admin_site.admin_view(self.write_note)
        return [path("<int:row_id>/note/", write, name="accounts_practice_note"), *super().get_urls()]

    def write_note(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Write a note, and back to everything about the practice."""
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        practice = get_object_or_404(self.get_queryset(request), pk=row_id)
        form = NoteForm(request.POST or None)
        if form.is_valid() and self._noted(request, practice.pk, form):
            messages.success(request, _("The note was kept."))
            return redirect("admin:accounts_practice_glance", practice.heir.pk)
        return self.page(request, "note.html", _("Write a note"), practice=practice, form=form)

    def _noted(self, request: HttpRequest, practice_id: int, form: NoteForm) -> bool:
        text = form.cleaned_data["text"]
        try:
            services.write_note(practice_id, text, role=role_of(request), by=actor(request))
        except services.CannotBeNoted:
            form.add_error(None, _("The data of this practice is only kept now: nothing is added to it."))
            return False
        return True


@admin.register(PracticeNote)
class PracticeNoteAdmin(LedgerAdmin):
    """Every note; who wrote it stands there as a role."""

    list_display = ("practice", "text", "role", "written_at")
    list_select_related = ("practice",)
    search_fields = ("practice__number__startswith",)
    ordering = ("-written_at", "-pk")
    fields = readonly_fields = ("practice", "text", "role", "written_at")
