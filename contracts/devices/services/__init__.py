"""The only door for changing what is known of devices."""

from contracts.devices.services.arriving import catch_up, receive_parcel, retire_returned, set_service
from contracts.devices.services.compiling import dossiers, let_dossiers_go
from contracts.devices.services.keeping import (
    DeviceFields,
    SerialKnown,
    add,
    change,
    is_known,
    retire,
    take_back_into_use,
    take_over,
)
from contracts.devices.services.merging import CannotBeMerged, merge
from contracts.devices.services.reporting import clear_away as clear_away_reports
from contracts.devices.services.reporting import hand_in, put_back, take_away
from contracts.devices.services.reporting import warn as warn_of_reports

__all__ = [
    "CannotBeMerged",
    "DeviceFields",
    "SerialKnown",
    "add",
    "catch_up",
    "change",
    "clear_away_reports",
    "dossiers",
    "hand_in",
    "is_known",
    "let_dossiers_go",
    "merge",
    "put_back",
    "receive_parcel",
    "retire",
    "retire_returned",
    "set_service",
    "take_away",
    "take_back_into_use",
    "take_over",
    "warn_of_reports",
]
