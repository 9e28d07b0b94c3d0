"""From which network somebody chose: enough to support a proof, too little to find a person."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

_KEPT_BITS = {4: 24, 6: 48}


def network_of(request: HttpRequest) -> str:
    """The visitor's address with its end cut off (192.0.2.0/24); empty when it is not known."""
    try:
        address = ip_address(get_adapter(request).get_client_ip(request))
    except (ValueError, PermissionDenied):
        return ""
    return str(ip_network((address, _KEPT_BITS[address.version]), strict=False))
