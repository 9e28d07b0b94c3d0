"""Telling a real service from the simulator by its address. Needs no Django settings."""

import ipaddress
from urllib.parse import urlsplit


def is_real_service(url: str) -> bool:
    """Whether this base URL can be an outside service: https, and a public host name."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host and not _is_near(host)


def simulator_addresses(endpoints: dict[str, str]) -> list[str]:
    """The names of the settings whose address cannot be the real service."""
    return [name for name, url in endpoints.items() if not is_real_service(url)]


def _is_near(host: str) -> bool:
    if host.endswith((".localhost", ".local", ".internal", ".test", ".example")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
