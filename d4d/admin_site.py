"""The staff's desk at /beheer/: Django's own admin, for people with a used second factor."""

import gc
from collections.abc import Hashable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class HouseAdminSite(admin.AdminSite):
    """Lets in staff who signed in with a second factor."""

    site_title = _("D4D desk")
    site_header = _("Dentists4Dentists desk")
    index_title = _("Today")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._menus: dict[Hashable, list[Any]] = {}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu beside every page: made once for each set of rights and language, for it is long.

        Some pages open by role only, also for whoever may do everything else.
        """
        key = (_rights_of(request), get_language(), app_label)
        if key not in self._menus:
            self._menus[key] = super().get_app_list(request, app_label)
        return self._menus[key]

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff; outside the demo only with a second factor, used in this session."""
        if not super().has_permission(request):
            return False
        if not settings.STAFF_MUST_USE_SECOND_FACTOR:
            return True
        from accounts import second_factor

        return second_factor.was_used(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send people to the one place of signing in, which counts wrong tries; then to their factor."""
        from accounts import second_factor

        if self.has_permission(request):
            return HttpResponseRedirect(_wanted(request))
        if not request.user.is_authenticated:
            return redirect(_with_next("account_login", request))
        if not (request.user.is_active and request.user.is_staff):
            raise PermissionDenied
        if second_factor.is_enrolled(request.user):
            return redirect(_with_next("mfa_reauthenticate", request))
        return redirect("mfa_index")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page of the desk; an auditor gets it with pseudonyms, and who is refused is on record."""
        from d4d.desk import auditing, refusing

        return super().admin_view(refusing.on_record(auditing.for_auditors(view)), cacheable)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the frame of every page asks: also whether there is a search box."""
        from privacy import pseudonyms

        may_find = self.has_permission(request) and not pseudonyms.reads_pseudonyms(request.user)
        return {**super().each_context(request), "may_find": may_find}

    def get_urls(self) -> list[Any]:
        """The pages of the desk itself, before those of the rooms."""
        return [
            path("zoeken/", self.admin_view(self.find), name="find"),
            path("brieven/", self.admin_view(self.letters), name="letters"),
            path(
                "brieven/<slug:room>/<slug:name>/<str:language>.<str:part>",
                self.admin_view(self.letter),
                name="letter",
            ),
            path(
                "brieven/<slug:room>/<slug:name>/<str:language>/proef/",
                self.admin_view(self.try_letter),
                name="letter_trial",
            ),
            *super().get_urls(),
        ]

    def find(self, request: HttpRequest) -> HttpResponse:
        """Anything by its number or name."""
        from d4d.desk import finding

        return finding.page(request, self.each_context(request))

    def letters(self, request: HttpRequest) -> HttpResponse:
        """Every letter that the house sends, to be read with made-up facts."""
        from d4d.desk import letters

        shown = {"letters": letters.every_letter(), "languages": letters.LANGUAGES}
        context = {**self.each_context(request), "title": _("Letters"), **shown}
        return TemplateResponse(request, "admin/letters.html", context)

    def letter(self, request: HttpRequest, room: str, name: str, language: str, part: str) -> HttpResponse:
        """One letter as it will be read."""
        from d4d.desk import letters

        return letters.preview(f"{room}/{name}", language, part)

    def try_letter(self, request: HttpRequest, room: str, name: str, language: str) -> HttpResponse:
        """Send one letter to oneself, as a test."""
        from d4d.desk import trials

        return trials.ask(request, f"{room}/{name}", language)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits today, how many orders came in, and everything else."""
        from d4d import desk

        queues = desk.queues_for(request)
        context = {
            "alarms": desk.alarms(),
            "queues": [one for one in queues if one["count"]],
            "empty_queues": [one for one in queues if not one["count"]],
            "chart": desk.orders_per_day(),
        }
        return super().index(request, {**context, **(extra_context or {})})


class HouseAdminConfig(AdminConfig):
    """Makes the desk the admin site of every room."""

    default_site = "d4d.admin_site.HouseAdminSite"

    def ready(self) -> None:
        """Roles have no page: d4d/roles.py says what each may do, and after each migrate it is so."""
        super().ready()
        from django.contrib.auth.models import Group

        admin.site.unregister(Group)
        gc.enable()  # all rooms are loaded (settings/base.py)


def _rights_of(request: HttpRequest) -> Hashable:
    """What somebody may do, or in which roles whoever may do everything is; asked once a request."""
    kept, user = request.__dict__, request.user
    if "_desk_rights" not in kept:
        roles = user.groups.values_list("pk", flat=True) if user.is_superuser else user.get_all_permissions()
        kept["_desk_rights"] = (user.is_superuser, frozenset(roles))
    rights: Hashable = kept["_desk_rights"]
    return rights


def _with_next(name: str, request: HttpRequest) -> str:
    return f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: _wanted(request)})}"


def _wanted(request: HttpRequest) -> str:
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=request.is_secure()):
        return target
    return reverse("admin:index")
