"""DPD Connect. DPD cannot be asked by reference, so an unanswered try goes to somebody of the staff."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache

from d4d.foundation import clock
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.http import Service
from shop.shipping.couriers import Box, Label, Whereabouts, reading
from shop.shipping.couriers.sender import compact, sender

TOKEN_SECONDS = 20 * 60 * 60
TOKEN_CACHE_KEY = "courier:dpd:token"  # noqa: S105 - the name of a place, not a secret
STATUS_OF_CODE = {
    "SHIPMENT": "registered",
    "PickedUp": "handed_over",
    "BetweenDepots": "in_transit",
    "Depot": "in_transit",
    "Courier": "out_for_delivery",
    "DeliveryFailure": "delivery_failed",
    "ReturningFromDelivery": "delivery_failed",
    "ParcelShop": "ready_for_pickup",
    "Delivered": "delivered",
}


class DPD:
    """DPD Classic to a business address."""

    def __init__(self) -> None:
        self._account = settings.COURIERS["dpd"]
        self._service = Service("DPD", str(self._account["endpoint"]))

    def reserve(self) -> str:
        """DPD gives its number with the label."""
        return ""

    def find(self, box: Box) -> Label | None:
        """An earlier try was made and DPD cannot tell its outcome: a second label might be one too many."""
        raise Rejected("DPD: an earlier try has no known outcome, please look in the DPD portal")

    def book(self, box: Box) -> Label:
        """Announce the box and get its label."""
        self._sign_in()
        try:
            answer = self._authorized("POST", "/api/connect/v1/shipment", json=self._announcement(box))
        except Temporary as error:
            if error.is_uncertain:
                raise Rejected(
                    f"{error}; the label may have been made, please look in the DPD portal"
                ) from None
            raise
        made = answer["labelResponses"][0]
        return Label(made["parcelNumbers"][0], made["shipmentIdentifier"], base64.b64decode(made["label"]))

    def whereabouts(self, tracking_number: str) -> Sequence[Whereabouts]:
        """Every scan of a parcel. The form of this answer is not documented by DPD (unverified)."""
        path = "/api/connect/v1/parcel/status/"
        answer = self._authorized("GET", path + quote(tracking_number), template=path)
        with reading("DPD"):
            return [_seen(tracking_number, step) for step in answer.get("statusInfo", [])]

    def tracking_url(self, tracking_number: str, postcode: str, country: str) -> str:
        """The public page of DPD."""
        return f"https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=nl&parcelNumber={tracking_number}"

    def _authorized(self, method: str, path: str, **options: Any) -> Any:
        for is_last in (False, True):
            headers = {"Authorization": f"Bearer {self._token(is_fresh=is_last)}"}
            try:
                return self._service.call_json(method, path, headers=headers, **options)
            except Misconfigured:  # the token has died before its time: log in once more
                if is_last:
                    raise
        raise AssertionError("unreachable")

    def _sign_in(self) -> None:
        """Nothing has been made yet when this fails, so it may simply be tried later."""
        try:
            self._token(is_fresh=False)
        except Temporary as error:
            raise Temporary(str(error), error.retry_after) from None

    def _token(self, *, is_fresh: bool) -> str:
        token = None if is_fresh else cache.get(TOKEN_CACHE_KEY)
        if token is None:
            login = {
                "username": self._account["user"],
                "password": self._account["password"],
                "scope": "private",
            }
            token = self._service.call_json("POST", "/auth/login", json=login)["token"]
            cache.set(TOKEN_CACHE_KEY, token, TOKEN_SECONDS)
        return str(token)

    def _announcement(self, box: Box) -> dict[str, Any]:
        us, to = sender(), box.to
        shipment = {
            "orderId": box.reference,
            "sendingDepot": self._account["depot"],
            "sender": {
                "name1": us["name"],
                "street": us["street"],
                "housenumber": us["house_number"],
                "postalcode": us["postcode"],
                "city": us["city"],
                "country": us["country"],
                "commercialAddress": True,
            },
            "receiver": {
                "companyname": to.practice,
                "name1": to.person() or to.practice,
                "street": to.street,
                "housenumber": f"{to.house_number}{to.addition}",
                "postalcode": compact(to.postcode),
                "city": to.city,
                "country": to.country,
                "commercialAddress": True,
            },
            "product": {"productCode": "CL", "homeDelivery": False, "saturdayDelivery": False},
            "parcels": [
                {
                    "customerReferences": [box.reference],
                    "volume": "030020010",
                    "weight": max(box.weight_grams // 10, 1),
                }
            ],
            "notifications": [],
        }
        paper = {"printerLanguage": "PDF", "paperFormat": "A6", "verticalOffset": 0, "horizontalOffset": 0}
        return {"printOptions": paper, "createLabel": True, "shipments": [shipment]}


def _seen(number: str, step: dict[str, str]) -> Whereabouts:
    at = datetime.strptime(step["date"], "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=clock.AMSTERDAM)
    return Whereabouts(number, STATUS_OF_CODE.get(step["status"], ""), step["status"], at)
