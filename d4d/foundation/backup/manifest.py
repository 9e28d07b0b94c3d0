"""What a backup consists of, and whether all of it is there and unharmed."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from d4d.foundation.backup import keys
from d4d.foundation.sealed import PIECE, Damaged, Reader

FILE = "manifest.json"
FORMAT = 1


class CannotBeRead(Exception):
    """This is no backup, or not a whole one, or nobody holds its key any more."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sealed file: its fingerprint and its size."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup: when it was taken, of which kind of database, and its parts by name."""

    name: str
    taken_at: str
    database: str
    parts: dict[str, Part]
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.taken_at)

    @property
    def size(self) -> int:
        """How many bytes all parts have together."""
        return sum(part.size for part in self.parts.values())

    def written(self, key: bytes) -> str:
        """The text of the manifest, sealed with the key of the backup."""
        facts = asdict(self)
        return json.dumps({**facts, "seal": _seal(facts, key)}, indent=1, sort_keys=True) + "\n"


def read(folder: Path) -> tuple[Manifest, bytes]:
    """The manifest of a backup and its key; raises CannotBeRead."""
    try:
        facts: dict[str, Any] = json.loads((folder / FILE).read_text())
        claimed = str(facts.pop("seal"))
        parts = {name: Part(**part) for name, part in facts.pop("parts").items()}
        manifest = Manifest(parts=parts, **facts)
        key = keys.find(manifest.name)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise CannotBeRead(f"{folder} holds no backup that can be read") from None
    except keys.KeyIsGone as error:
        raise CannotBeRead(str(error)) from None
    if manifest.format != FORMAT or not hmac.compare_digest(claimed, _seal(asdict(manifest), key)):
        raise CannotBeRead(f"the manifest of {manifest.name} is not what was written")
    return manifest, key


def whole(folder: Path) -> Manifest:
    """Read every byte of a backup, open it and throw it away; raises CannotBeRead when one is wrong."""
    manifest, key = read(folder)
    for name, part in manifest.parts.items():
        path = folder / f"{name}.sealed"
        if not path.exists() or path.stat().st_size != part.size:
            raise CannotBeRead(f"{name} of {manifest.name} is missing or has been cut off")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != part.sha256:
                raise CannotBeRead(f"{name} of {manifest.name} is damaged")
            file.seek(0)
            reader = Reader(file, key, name)
            try:
                while reader.read(PIECE):
                    pass
            except Damaged:
                raise CannotBeRead(f"{name} of {manifest.name} cannot be opened with its key") from None
    return manifest


def _seal(facts: dict[str, Any], key: bytes) -> str:
    return hmac.new(key, json.dumps(facts, sort_keys=True).encode(), "sha256").hexdigest()
