"""Who gets what at the addresses of links with software: a browser is no key, and managers make the keys."""

from datetime import timedelta
from typing import Any

from accounts.models import Practice
from d4d.api import services
from d4d.foundation import clock

NO_KEY = (401,) * 6
MANAGING = (302, 404, 403, 403, 403, 302)
SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "api:article": ("get", NO_KEY),
    "api:order": ("get", NO_KEY),
    "api:invoice": ("get", NO_KEY),
    "api:invoice_file": ("get", NO_KEY),
    "api:device": ("get", NO_KEY),
    "api:nothing_here": ("get", (404,) * 6),
    "api:revoke_key": ("post", MANAGING),
    "api:webhook": ("get", (302, 404, 403, 403, 403, 200)),
    "api:replace_secret": ("get", (302, 302, 403, 403, 403, 302)),  # the password first
    "api:switch": ("post", MANAGING),
    "api:send_test": ("post", MANAGING),
    "api:remove": ("post", MANAGING),
}


def rows(practice: Practice, name: str) -> dict[str, Any]:
    """A key or an address of the practice, where one is asked for."""
    if not name.startswith("api:"):
        return {}
    if name == "api:revoke_key":
        key, _ = services.make_key(practice.pk, "Lijst", ["orders"], clock.today() + timedelta(1), by=None)
        return {"pk": key.pk, "rest": "elsewhere"}
    webhook, _ = services.register(practice.pk, "https://linde.example/", ["order.placed"], by=None)
    return {"pk": webhook.pk, "rest": "elsewhere"}
