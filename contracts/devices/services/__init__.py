"""The only door for changing the register of devices."""

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

__all__ = [
    "DeviceFields",
    "SerialKnown",
    "add",
    "change",
    "is_known",
    "retire",
    "take_back_into_use",
    "take_over",
]
