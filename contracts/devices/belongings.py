"""Devices stand where they stood: they go along with their practice, and so do its dossiers."""

from django.db import transaction

from accounts.belongings import moves
from contracts.devices.fitting import forget_who_has_devices
from contracts.devices.models import Device


def devices(former: int, heir: int) -> None:
    """What fits on them fits at the heir."""
    Device.objects.filter(practice=former).update(practice=heir)
    transaction.on_commit(forget_who_has_devices)


moves("devices.Device.practice", by=devices)
moves("devices.Dossier.practice")
