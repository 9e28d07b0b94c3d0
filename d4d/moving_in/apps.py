from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovingInConfig(AppConfig):
    """What came from the old shop, and how it came."""

    name = "d4d.moving_in"
    label = "moving_in"
    verbose_name = _("Old shop")
