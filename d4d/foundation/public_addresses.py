"""Reaches servers that strangers named: at public addresses only, looked up at the moment of the call.

The address that was looked at is the one that is connected to, so nobody can change it in between. The
certificate is still that of the name.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.util.connection import create_connection

from d4d.foundation.deadlines import Ending

PORT = 443
_GIVEN_OUT = IPv6Network("2000::/3")  # the rest of IPv6 is private, translated or nobody's


class NotPublic(Exception):
    """This name leads into a network that is not everybody's, or nowhere."""


def is_public_name(url: str) -> bool:
    """Whether an address looks like that of a server on the internet: https, a name, the usual port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    name = parts.hostname or ""
    is_plain = parts.scheme == "https" and not parts.username and not parts.password and not parts.fragment
    return is_plain and port in {None, PORT} and "." in name.strip(".") and not _is_number(name)


def public_address_of(name: str, port: int) -> str:
    """Where a name leads now; raises NotPublic when any of its addresses is not everybody's."""
    try:
        found = {str(place[4][0]) for place in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise NotPublic(name) from None
    if not found or not all(map(is_public, found)):
        raise NotPublic(name)
    return min(found, key=lambda address: (":" in address, address))


def is_public(address: str) -> bool:
    """Whether an IP address is everybody's, also when it wraps another one."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour or ip.teredo or ip not in _GIVEN_OUT:
            return False
    return ip.is_global and not ip.is_multicast


class _Looked(HTTPSConnection):
    """Goes to the address that was looked at."""

    def _new_conn(self) -> socket.socket:
        place = (public_address_of(self.host, self.port or PORT), self.port or PORT)
        return create_connection(place, self.timeout, socket_options=self.socket_options)


class _Public(Ending, _Looked):
    """Goes there, and not for ever."""


class PublicPool(HTTPSConnectionPool):
    """Connections to public addresses."""

    ConnectionCls = _Public


def _is_number(name: str) -> bool:
    """Whether a name is an IP address, or ends like one: no domain ends in digits."""
    return name.rstrip(".").rpartition(".")[2].isdecimal() or ":" in name
