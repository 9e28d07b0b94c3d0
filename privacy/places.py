"""Where data stands and through which programs it leaves: all of it declared, all of it in the EEA."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

from privacy.vocabulary import EEA, RECIPIENTS

# The programs that send mail, and to whom they hand it; None: it does not leave this machine.
MAIL_BACKENDS = {
    "d4d.foundation.brevo.EmailBackend": "brevo",
    "django.core.mail.backends.locmem.EmailBackend": None,
    "django.core.mail.backends.console.EmailBackend": None,
    "django.core.mail.backends.filebased.EmailBackend": None,
    "django.core.mail.backends.dummy.EmailBackend": None,
}
# Files that stay on this machine; every other storage stands somewhere, and settings say where.
LOCAL_STORAGES = (
    "django.core.files.storage.",
    "django.contrib.staticfiles.storage.",
    "whitenoise.storage.",
    "d4d.static_files.",
)
# Under which name on the internet each recipient is reached, and nowhere else.
DOMAINS = {
    "mollie": "mollie.com",
    "brevo": "brevo.com",
    "postnl": "postnl.nl",
    "dhl": "dhlparcel.nl",
    "dpd": "dpdconnect.nl",
    "vies": "ec.europa.eu",
    "spryng": "spryngsms.com",
}
_REPORTS_ELSEWHERE = re.compile(r"DSN$|^SENTRY|^ROLLBAR|^NEW_RELIC|^DATADOG")
_LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


def recipients_are_in_the_union(**_: Any) -> list[CheckMessage]:
    """Nobody outside the European Economic Area gets data, and nobody who is not declared."""
    return [Error(words, id="privacy.E014") for words in _problems()]


def _problems() -> Iterator[str]:
    yield from (
        f"recipient {one.code} is outside the EEA" for one in RECIPIENTS.values() if one.country not in EEA
    )
    yield from (
        f"courier {name} is not a declared recipient" for name in settings.COURIERS if name not in RECIPIENTS
    )
    backend = settings.EMAIL_BACKEND
    if backend not in MAIL_BACKENDS:
        yield f"mail backend {backend} hands letters to nobody who is declared (privacy/places.py)"
    yield from _endpoints()
    yield from _storages()
    yield from _databases()
    yield from _reports()


def _endpoints() -> Iterator[str]:
    """The adapters call only the people they are declared to call; in the demo, the simulator."""
    for code, address in _addresses().items():
        host, domain = urlsplit(address).hostname or "", DOMAINS.get(code, "")
        is_theirs = bool(domain) and (host == domain or host.endswith(f".{domain}"))
        if not is_theirs and host not in _simulated():
            yield f"{code} is called at {host}, which is not declared to be theirs (privacy/places.py)"


def _addresses() -> dict[str, str]:
    found = {
        "mollie": settings.MOLLIE_ENDPOINT,
        "vies": settings.VIES_ENDPOINT,
        "spryng": getattr(settings, "SMS_ENDPOINT", ""),
        "brevo": str(settings.ANYMAIL.get("BREVO_API_URL", "")),
        **{name: str(one.get("endpoint", "")) for name, one in settings.COURIERS.items()},
    }
    return {code: address for code, address in found.items() if address}


def _simulated() -> set[str]:
    if not settings.D4D_DEMO:
        return set()
    return {*_LOOPBACK, urlsplit(settings.SIMULATOR_ORIGIN).hostname or ""}


def _storages() -> Iterator[str]:
    storages: Mapping[str, Any] = settings.STORAGES
    for alias, storage in storages.items():
        if not str(storage["BACKEND"]).startswith(LOCAL_STORAGES) and settings.STORAGE_COUNTRY not in EEA:
            yield f"storage {alias} stands elsewhere: D4D_STORAGE_COUNTRY must name a country of the EEA"


def _databases() -> Iterator[str]:
    for alias, database in settings.DATABASES.items():
        host = str(database.get("HOST") or "")
        is_here = host in _LOOPBACK or host.startswith("/")
        if not is_here and settings.DATABASE_COUNTRY not in EEA:
            yield f"database {alias} stands elsewhere: D4D_DATABASE_COUNTRY must name a country of the EEA"


def _reports() -> Iterator[str]:
    """Tools that send faults of the shop to somebody outside, with what people filled in."""
    for name in dir(settings):
        if _REPORTS_ELSEWHERE.search(name) and getattr(settings, name):
            yield f"{name} would report to somebody who is not declared (privacy/places.py)"
