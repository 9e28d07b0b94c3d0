"""Couriers behind one narrow socket: what we need of them, not what they offer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from d4d.foundation.errors import OutsideError
from privacy.vocabulary import RECIPIENTS, Recipient

ADAPTERS = {
    "postnl": "shop.shipping.couriers.postnl.PostNL",
    "dhl": "shop.shipping.couriers.dhl.DHL",
    "dpd": "shop.shipping.couriers.dpd.DPD",
    "manual": "shop.shipping.couriers.manual.Manual",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """All that a courier may know of a practice: a name and the practice's address."""

    first_name: str
    last_name: str
    practice: str
    street: str
    house_number: str
    addition: str
    postcode: str
    city: str
    country: str

    def fields(self) -> dict[str, Any]:
        """The fields by the names of the disclosure list."""
        return asdict(self)

    def person(self) -> str:
        """First and last name, or nothing."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Box:
    """A parcel as a courier sees it. `number` is the tracking number, where it was reserved before."""

    reference: str
    key: UUID
    weight_grams: int
    to: Destination
    number: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a courier gives back; `pdf` is what sticks on the box."""

    tracking_number: str
    courier_reference: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A courier saw a parcel: `status` is a Parcel.State or empty when we do not know the code."""

    tracking_number: str
    status: str
    raw_code: str
    at: datetime


class Unreadable(OutsideError):
    """What a courier says of one parcel cannot be read; the others do not suffer."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Read what a courier (by name) says of a parcel; whatever has another form is Unreadable."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Unreadable(f"{name}: the scans of a parcel cannot be read") from None


class Courier(Protocol):
    """Somebody who brings a parcel to a practice and lets us follow it.

    Methods raise Temporary, Rejected or Misconfigured.
    """

    def reserve(self) -> str:
        """A tracking number fixed before the label is made; empty where it comes with the label."""

    def find(self, box: Box) -> Label | None:
        """What an earlier try for this box has made, asked by our own reference."""

    def book(self, box: Box) -> Label:
        """Announce the box and get its label; the same box again gives the same number."""

    def whereabouts(self, tracking_number: str) -> Sequence[Whereabouts]:
        """Where this parcel was seen; names and addresses in the answer are dropped.

        Raises Unreadable too, when the answer about this one parcel makes no sense.
        """

    def tracking_url(self, tracking_number: str, postcode: str, country: str) -> str:
        """Where the practice follows its parcel; empty when it cannot."""


def courier(code: str) -> Courier:
    """The courier with this code."""
    adapter: Courier = import_string(ADAPTERS[code])()
    return adapter


def within_reach() -> list[str]:
    """The couriers that may be chosen: those we have an account with, and ourselves always."""
    accounts = settings.COURIERS
    return [code for code in ADAPTERS if code == "manual" or all(accounts.get(code, {"": ""}).values())]


def recipient(code: str) -> Recipient:
    """The courier as the privacy register knows it."""
    return RECIPIENTS[code]
