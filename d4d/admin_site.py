"""The staff's desk at /beheer/: Django's own admin, for people with a used second factor."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class HouseAdminSite(admin.AdminSite):
    """Lets in staff who signed in with a second factor."""

    site_title = _("D4D desk")
    site_header = _("Dentists4Dentists desk")
    index_title = _("Today")

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff; outside the demo only with a second factor, used in this session."""
        if not super().has_permission(request):
            return False
        if not settings.STAFF_MUST_USE_SECOND_FACTOR:
            return True
        from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

        methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        return any(step.get("method") == "mfa" for step in methods)


class HouseAdminConfig(AdminConfig):
    """Makes the desk the admin site of every room."""

    default_site = "d4d.admin_site.HouseAdminSite"
