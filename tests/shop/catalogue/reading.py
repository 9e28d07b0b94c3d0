"""Reads pages of the catalogue as a visitor would."""

import re

from django.test import Client


def page(client: Client, address: str) -> str:
    """What stands on a page that is there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def names_on(html: str) -> list[str]:
    """The products of a list, in its order."""
    return re.findall(r'product-card__name"><a[^>]*>([^<]*)<', html)


def numbers_on(html: str) -> list[str]:
    """Their article numbers."""
    return re.findall(r"KaVo · ([^<]+)<", html)
