from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """Maintenance contracts, what they cover and their bills."""

    name = "contracts.agreements"
    label = "agreements"
    verbose_name = _("Maintenance contracts")
