from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """News for people who may be told, and questions how satisfied they are."""

    name = "shop.outreach"
    label = "outreach"
    verbose_name = _("News and satisfaction")
