"""The mailbox for a receipt: readable for a day at most, and only with the key of the house."""

import json

from d4d.foundation import sealed
from privacy.people import Reach

_USE = "erasure receipt"


def seal(reach: Reach) -> str:
    """Where a letter goes and how its reader is addressed, for nobody else to read."""
    return sealed.seal_text(json.dumps([reach.email, reach.language, reach.name]), _USE)


def open_sealed(text: str) -> Reach | None:
    """The mailbox again; None when it is gone or this is not the key."""
    try:
        email, language, name = json.loads(sealed.read_text(text, _USE))
    except (sealed.Damaged, ValueError):
        return None
    return Reach(email, language, name)
