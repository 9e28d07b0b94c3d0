from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevicesConfig(AppConfig):
    """The devices of practices, and where the devices that we sold went."""

    name = "contracts.devices"
    label = "devices"
    verbose_name = _("Devices")
