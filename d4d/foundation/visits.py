"""What may be kept of a visit: the kind of page and the network, nothing by which a visitor is found."""

import re
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

SHARED_BITS = {4: 24, 6: 48}
_VALUE = re.compile(r"<[^>]+>|\(\?P<.+?>.+?\)")


def kind_of(request: HttpRequest) -> str:
    """The kind of page without what stands in its address: /product/…/; empty when there is none."""
    found = request.resolver_match
    return "/" + _VALUE.sub("…", found.route) if found else ""


def network_of(request: HttpRequest) -> str:
    """The part of the visitor's address that many others share: 192.0.2.0/24; empty when not known."""
    try:
        address = ip_address(_claimed_address(request))
    except ValueError:
        return ""
    return str(ip_network((address, SHARED_BITS[address.version]), strict=False))


def _claimed_address(request: HttpRequest) -> str:
    """The visitor's address as the outermost proxy that we trust saw it."""
    trusted: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if not trusted:
        return str(request.META.get("REMOTE_ADDR", ""))
    passed_on: list[str] = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return passed_on[-trusted] if len(passed_on) >= trusted else ""
