"""Who sends: the shop itself."""

from django.conf import settings


def sender() -> dict[str, str]:
    """Our own name and address."""
    us = settings.CONTROLLER
    return {
        "name": str(us["trade_name"]),
        "street": str(us["street"]),
        "house_number": str(us["house_number"]),
        "postcode": compact(str(us["postcode"])),
        "city": str(us["city"]),
        "country": str(us["country"]),
    }


def compact(postcode: str) -> str:
    """A postcode without spaces, as couriers want it."""
    return postcode.replace(" ", "").upper()
