"""Backups: database, media and invoice archive, each sealed with a key that lies elsewhere and dies in time.

A backup is a folder: `manifest.json` and one sealed file a part. Its key lies in the folder of keys and is
deleted after thirty-five days; from then on the backup is noise. Keys and erasure journal are in no backup.
"""

from d4d.foundation.backup.keys import KEPT_DAYS, forget_old_keys
from d4d.foundation.backup.making import make, prune
from d4d.foundation.backup.manifest import CannotBeRead, Manifest, read, whole
from d4d.foundation.backup.restoring import CannotBeRestored, HalfRestored, restore

__all__ = [
    "KEPT_DAYS",
    "CannotBeRead",
    "CannotBeRestored",
    "HalfRestored",
    "Manifest",
    "forget_old_keys",
    "make",
    "prune",
    "read",
    "restore",
    "whole",
]
