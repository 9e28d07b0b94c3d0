"""Keys, addresses, and the calls to them."""

from d4d.api.services.keys import make_key, revoke_key
from d4d.api.services.webhooks import pause, register, remove, replace_secret, resume, send_test

__all__ = [
    "make_key",
    "pause",
    "register",
    "remove",
    "replace_secret",
    "resume",
    "revoke_key",
    "send_test",
]
