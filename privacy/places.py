"""Where data lies and goes to, as far as settings decide it: nowhere outside the European Economic Area.

A service counts only when its host belongs to a declared recipient; our own servers stand in the country
that `HOSTING_COUNTRY` names.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

from privacy.vocabulary import EEA, RECIPIENTS

HOSTS = {
    "mollie.com": "mollie",
    "brevo.com": "brevo",
    "ec.europa.eu": "vies",
    "postnl.nl": "postnl",
    "dhlparcel.nl": "dhl",
    "dpdconnect.nl": "dpd",
    "spryngsms.com": "spryng",
}
MAIL = {"anymail.backends.brevo.EmailBackend": "brevo"}
OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
MAIL_OF_THIS_MACHINE = tuple(
    f"django.core.mail.backends.{kind}.EmailBackend" for kind in ("locmem", "console", "filebased", "dummy")
)
STORAGES_OF_THIS_MACHINE = (
    "django.core.files.storage.",
    "django.contrib.staticfiles.",
    "whitenoise.",
    "d4d.",
)
_REPORTS_ELSEWHERE = re.compile(r"DSN$|^SENTRY|^ROLLBAR|^NEW_RELIC|^DATADOG")


def everything_stays_in_the_union(**_: Any) -> list[CheckMessage]:
    """No service, storage or server outside the Economic Area, and none that nobody declared."""
    return [Error(problem, id="privacy.E014") for problem in _problems()]


def _problems() -> Iterator[str]:
    if settings.HOSTING_COUNTRY not in EEA:
        yield f"our servers would stand in {settings.HOSTING_COUNTRY}, outside the EEA"
    for name, address in _services().items():
        if problem := _problem_of(urlsplit(address).hostname or ""):
            yield f"{name}: {problem}"
    backend = settings.EMAIL_BACKEND
    if backend not in MAIL_OF_THIS_MACHINE and not _is_within(MAIL.get(backend, "")):
        yield f"mail would leave by {backend}, which is no declared recipient"
    for name, storage in _storages().items():
        if not storage.startswith(STORAGES_OF_THIS_MACHINE):
            yield f"files of {name} would be kept by {storage}, which nobody declared"
    for name in dir(settings):
        if _REPORTS_ELSEWHERE.search(name) and getattr(settings, name):
            yield f"{name} would report to somebody whom nobody declared"


def _storages() -> dict[str, str]:
    """The kind of every place for files."""
    kinds: dict[str, Any] = settings.STORAGES
    return {name: str(kind["BACKEND"]) for name, kind in kinds.items()}


def _services() -> dict[str, str]:
    """The address of every service that settings name."""
    mail: dict[str, Any] = settings.ANYMAIL
    couriers: dict[str, dict[str, Any]] = settings.COURIERS
    return {
        "payments": settings.MOLLIE_ENDPOINT,
        "mail": str(mail["BREVO_API_URL"]),
        "text messages": settings.SMS_ENDPOINT,
        "VAT numbers": settings.VIES_ENDPOINT,
        **{f"courier {name}": str(one["endpoint"]) for name, one in couriers.items()},
    }


def _problem_of(host: str) -> str:
    if host in OF_THIS_MACHINE:
        return ""
    owner = next((code for end, code in HOSTS.items() if host == end or host.endswith(f".{end}")), "")
    return "" if _is_within(owner) else f"{host} belongs to no declared recipient in the EEA"


def _is_within(code: str) -> bool:
    return code in RECIPIENTS and RECIPIENTS[code].country in EEA
