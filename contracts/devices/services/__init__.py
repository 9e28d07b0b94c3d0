"""The only door for changing what is known of devices."""

from contracts.devices.services.arriving import catch_up, receive_parcel, set_service
from contracts.devices.services.compiling import DAYS as DOSSIER_DAYS
from contracts.devices.services.compiling import CannotBeFetched, fetch
from contracts.devices.services.compiling import ask as ask_for_dossier
from contracts.devices.services.compiling import latest as latest_dossier
from contracts.devices.services.compiling import let_go as let_dossiers_go
from contracts.devices.services.compiling import make as make_dossier
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
    "DOSSIER_DAYS",
    "CannotBeFetched",
    "CannotBeMerged",
    "DeviceFields",
    "SerialKnown",
    "add",
    "ask_for_dossier",
    "catch_up",
    "change",
    "clear_away_reports",
    "fetch",
    "hand_in",
    "is_known",
    "latest_dossier",
    "let_dossiers_go",
    "make_dossier",
    "merge",
    "put_back",
    "receive_parcel",
    "retire",
    "set_service",
    "take_away",
    "take_back_into_use",
    "take_over",
    "warn_of_reports",
]
