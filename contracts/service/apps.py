from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """Visits to practices, reports, faults and repairs."""

    name = "contracts.service"
    label = "service"
    verbose_name = _("Service")
