"""A practice at a glance: who they are, what was agreed, and the latest of everything, on one page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import glance
from accounts.models import Practice
from privacy.models import DataSubject
from privacy.models.consents import ConsentState
from privacy.staff import StaffAdmin
from privacy.vocabulary import PURPOSES
from privacy.watch import look_at_each


class GlanceAdmin(StaffAdmin):
    """Rows of which there is a page with everything that rooms know about them."""

    def get_urls(self) -> list[URLPattern]:
        """The page at a glance."""
        seen = self.admin_site.admin_view(self.glance)
        return [path("<int:row_id>/overzicht/", seen, name="accounts_practice_glance"), *super().get_urls()]

    def glance(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Everything of one practice; that it was opened is written down, also with whom it names."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_see = request.user.has_perm
        rows = glance.with_figures(self.get_queryset(request), may_see).select_related("subject")
        practice = get_object_or_404(rows, pk=row_id)
        people = _people(request, practice)
        look_at_each(
            request, Practice, [practice.subject.uuid, *(one["subject"] for one in people)], "glance"
        )
        context = {
            "practice": practice,
            "people": people,
            "addresses": practice.addresses.filter(is_retired=False).order_by("-is_delivery_default", "pk"),
            "figures": glance.figures(practice),
            "panels": glance.panels(practice, may_see),
            "may_note": may_see("accounts.note_practice"),
            "is_frozen": practice.subject.state == DataSubject.State.RESTRICTED,
            "title": practice.name,
            "opts": self.opts,
        }
        frame = self.admin_site.each_context(request)
        return render(request, "admin/accounts/practice/glance.html", frame | context)

    @admin.display(description=gettext_lazy("At a glance"))
    def at_a_glance(self, practice: Practice) -> SafeString:
        """The way to the page."""
        target = reverse("admin:accounts_practice_glance", args=[practice.pk])
        return format_html('<a href="{}">{}</a>', target, _("Everything on one page"))


def _people(request: HttpRequest, practice: Practice) -> list[dict[str, Any]]:
    """Who works there, and for what each may be reached."""
    if not request.user.has_perm("accounts.view_membership"):
        return []
    members = (
        practice.memberships.filter(is_active=True).select_related("user__subject").order_by("role", "pk")
    )
    reached = _reached([member.user.subject.uuid for member in members])
    return [
        {
            "user": member.user,
            "role": member.get_role_display(),
            "subject": member.user.subject.uuid,
            "reached": reached.get(member.user.subject.uuid, []),
        }
        for member in members
    ]


def _reached(people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """For what, and how, each of these may be reached."""
    told: dict[UUID, list[str]] = defaultdict(list)
    on = ConsentState.objects.filter(subject__in=people, standing__in=ConsentState.REACHED)
    for state in on.order_by("purpose", "channel"):
        if state.purpose in PURPOSES:
            told[state.subject].append(f"{PURPOSES[state.purpose].label} ({state.get_channel_display()})")
    return told
