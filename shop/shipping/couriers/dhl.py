"""DHL eCommerce NL: we choose the shipment's id, so that the same box twice is one parcel."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache

from d4d.foundation.errors import Misconfigured
from d4d.foundation.http import Service
from shop.shipping.couriers import Box, Label, Whereabouts, reading
from shop.shipping.couriers.sender import compact, sender

TOKEN_SECONDS = 600
TOKEN_CACHE_KEY = "courier:dhl:token"  # noqa: S105 - the name of a place, not a secret
STATUS_OF_CATEGORY = {
    "DATA_RECEIVED": "registered",
    "UNDERWAY": "in_transit",
    "INTERVENTION": "in_transit",
    "IN_DELIVERY": "out_for_delivery",
    "DELIVERED": "delivered",
    "EXCEPTION": "exception",
}
STATUS_OF_CODE = {
    "SHIPMENT_ACCEPTANCE": "handed_over",
    "DELIVERED_AT_PARCELSHOP": "ready_for_pickup",
    "NOTIFICATION_FOR_PARCELSHOP_COLLECTION_HAS_BEEN_SENT": "ready_for_pickup",
}


class DHL:
    """DHL eCommerce for the Netherlands and its neighbours."""

    def __init__(self) -> None:
        self._account = settings.COURIERS["dhl"]
        self._service = Service("DHL", str(self._account["endpoint"]))

    def reserve(self) -> str:
        """DHL gives its number with the label."""
        return ""

    def find(self, box: Box) -> Label | None:
        """Nothing to ask: the shipment's id is ours, and booking it again answers the same parcel."""
        return None

    def book(self, box: Box) -> Label:
        """Announce the box under its own id, then fetch its label."""
        answer = self._authorized("POST", "/shipments", json=self._announcement(box)).json()
        piece = answer["pieces"][0]
        label = self._authorized(
            "GET",
            f"/labels/{quote(piece['labelId'])}",
            template="/labels/",
            headers={"Accept": "application/pdf"},
        )
        return Label(piece["trackerCode"], piece["labelId"], label.content)

    def whereabouts(self, tracking_number: str) -> Sequence[Whereabouts]:
        """Every scan; asked without a postcode, so that no names come back."""
        followed = self._service.call_json("GET", "/track-trace", params={"key": tracking_number})
        with reading("DHL"):
            return [
                _seen(tracking_number, event)
                for parcel in followed
                for event in parcel.get("events", [])
                if event.get("category") != "LEG"
            ]

    def tracking_url(self, tracking_number: str, postcode: str, country: str) -> str:
        """The public page of DHL eCommerce."""
        return f"https://my.dhlecommerce.nl/home/tracktrace/{tracking_number}/{compact(postcode)}?lang=nl_NL"

    def _authorized(self, method: str, path: str, **options: Any) -> Any:
        headers = options.pop("headers", {})
        for is_last in (False, True):
            token = self._token(is_fresh=is_last)
            try:
                return self._service.call(
                    method, path, headers={**headers, "Authorization": f"Bearer {token}"}, **options
                )
            except Misconfigured:  # the token has died before its time: log in once more
                if is_last:
                    raise
        raise AssertionError("unreachable")

    def _token(self, *, is_fresh: bool) -> str:
        token = None if is_fresh else cache.get(TOKEN_CACHE_KEY)
        if token is None:
            answer = self._service.call_json(
                "POST",
                "/authenticate/api-key",
                json={"userId": self._account["user"], "key": self._account["key"]},
            )
            token = answer["accessToken"]
            cache.set(TOKEN_CACHE_KEY, token, TOKEN_SECONDS)
        return str(token)

    def _announcement(self, box: Box) -> dict[str, Any]:
        us, to = sender(), box.to
        name = {"firstName": to.first_name, "lastName": to.last_name, "companyName": to.practice}
        address = _address(to.country, compact(to.postcode), to.city, to.street, to.house_number)
        if to.addition:
            address["addition"] = to.addition
        return {
            "shipmentId": str(box.key),
            "orderReference": box.reference,
            "receiver": {"name": {key: value for key, value in name.items() if value}, "address": address},
            "shipper": {
                "name": {"companyName": us["name"]},
                "address": _address(
                    us["country"], us["postcode"], us["city"], us["street"], us["house_number"]
                ),
            },
            "accountId": self._account["account"],
            "options": [{"key": "DOOR"}],
            "returnLabel": False,
            "pieces": [{"parcelType": "SMALL", "quantity": 1, "weight": max(box.weight_grams, 1) / 1000}],
            "application": "d4d",
        }


def _address(country: str, postcode: str, city: str, street: str, number: str) -> dict[str, Any]:
    return {
        "countryCode": country,
        "postalCode": postcode,
        "city": city,
        "street": street,
        "number": number,
        "isBusiness": True,
    }


def _seen(number: str, event: dict[str, Any]) -> Whereabouts:
    code, category = str(event.get("status", "")), str(event.get("category", ""))
    status = STATUS_OF_CODE.get(code) or STATUS_OF_CATEGORY.get(category, "")
    return Whereabouts(number, status, code or category, datetime.fromisoformat(event["timestamp"]))
