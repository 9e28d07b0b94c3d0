"""PostNL, the shipment API that is open to every customer (barcode v1_1, label v2_2, status v2)."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings

from d4d.foundation import clock
from d4d.foundation.errors import Rejected
from d4d.foundation.http import Service
from shop.shipping.couriers import Box, Destination, Label, Whereabouts, reading
from shop.shipping.couriers.sender import compact, sender

STATED_ADDRESS_ONLY = "3385"
EU_PARCEL = "4907"
STATUS_OF_CODE = {
    **dict.fromkeys(["1", "13", "23"], "registered"),
    **dict.fromkeys(["2", "3"], "handed_over"),
    **dict.fromkeys(["5", "9", "20", "21", "31"], "in_transit"),
    **dict.fromkeys(["4", "6", "15", "16", "17", "19"], "exception"),
    **dict.fromkeys(["11", "22"], "delivered"),
    **dict.fromkeys(["27", "28"], "returning"),
    "7": "out_for_delivery",
    "8": "delivery_failed",
    "12": "ready_for_pickup",
    "14": "cancelled",
}


class PostNL:
    """PostNL: the barcode is fetched and kept first, so that a second try replaces the first."""

    def __init__(self) -> None:
        self._account = settings.COURIERS["postnl"]
        self._service = Service("PostNL", str(self._account["endpoint"]))
        self._headers = {"apikey": str(self._account["key"])}

    def reserve(self) -> str:
        """A barcode of our own series."""
        answer = self._service.call_json(
            "GET",
            "/shipment/v1_1/barcode",
            headers=self._headers,
            params={
                "CustomerCode": self._account["customer_code"],
                "CustomerNumber": self._account["customer_number"],
                "Type": "3S",
                "Serie": "000000000-999999999",
            },
        )
        return str(answer["Barcode"])

    def find(self, box: Box) -> Label | None:
        """Our barcode booked again replaces its announcement; under a forgotten one the box stays announced.

        After a restore the box may be known over there under a barcode that we do not know any more.
        """
        path = "/shipment/v2/status/reference/"
        account = {
            f"customer{name}": self._account[f"customer_{name.lower()}"] for name in ("Code", "Number")
        }
        try:
            answer = self._service.call_json(
                "GET", path + quote(box.reference), template=path, headers=self._headers, params=account
            )
        except Rejected:  # not known over there
            return None
        known = str(((answer.get("CurrentStatus") or {}).get("Shipment") or {}).get("Barcode") or "")
        return self.book(replace(box, number=known)) if known not in {"", box.number} else None

    def book(self, box: Box) -> Label:
        """Announce the box under its barcode and get the label."""
        answer = self._service.call_json(
            "POST",
            "/shipment/v2_2/label",
            headers=self._headers,
            params={"confirm": "true"},
            json=self._announcement(box),
        )
        shipment = answer["ResponseShipments"][0]
        if shipment.get("Errors"):
            raise Rejected("PostNL: the announcement was refused")
        return Label(box.number, box.number, base64.b64decode(shipment["Labels"][0]["Content"]))

    def whereabouts(self, tracking_number: str) -> Sequence[Whereabouts]:
        """The latest scan of a barcode."""
        path = "/shipment/v2/status/barcode/"
        try:
            answer = self._service.call_json(
                "GET", path + quote(tracking_number), template=path, headers=self._headers
            )
        except Rejected:  # not yet known over there
            return []
        with reading("PostNL"):
            return [_seen(tracking_number, answer["CurrentStatus"]["Shipment"]["Status"])]

    def tracking_url(self, tracking_number: str, postcode: str, country: str) -> str:
        """The public page of PostNL."""
        return f"https://postnl.nl/tracktrace/?B={tracking_number}&P={compact(postcode)}&D={country}&T=C"

    def _announcement(self, box: Box) -> dict[str, Any]:
        return {
            "Customer": self._customer(),
            "Message": {
                "MessageID": box.key.hex[:12],
                "MessageTimeStamp": f"{clock.local(clock.now()):%d-%m-%Y %H:%M:%S}",
                "Printertype": "GraphicFile|PDF",
            },
            "Shipments": [
                {
                    "Addresses": [_receiver(box.to)],
                    "Barcode": box.number,
                    "Dimension": {"Weight": max(box.weight_grams, 1)},
                    "ProductCodeDelivery": STATED_ADDRESS_ONLY if box.to.country == "NL" else EU_PARCEL,
                    "Reference": box.reference,
                }
            ],
        }

    def _customer(self) -> dict[str, Any]:
        us = sender()
        return {
            "CustomerCode": self._account["customer_code"],
            "CustomerNumber": self._account["customer_number"],
            "Address": {
                "AddressType": "02",
                "CompanyName": us["name"],
                "Street": us["street"],
                "HouseNr": us["house_number"],
                "Zipcode": us["postcode"],
                "City": us["city"],
                "Countrycode": us["country"],
            },
        }


def _receiver(to: Destination) -> dict[str, str]:
    address = {
        "AddressType": "01",
        "CompanyName": to.practice[:35],
        "FirstName": to.first_name[:35],
        "Name": to.last_name[:35],
        "Street": to.street[:95],
        "HouseNr": to.house_number,
        "HouseNrExt": to.addition,
        "Zipcode": compact(to.postcode),
        "City": to.city[:35],
        "Countrycode": to.country,
    }
    return {name: value for name, value in address.items() if value}


def _seen(number: str, status: dict[str, str]) -> Whereabouts:
    at = datetime.strptime(status["TimeStamp"], "%d-%m-%Y %H:%M:%S").replace(tzinfo=clock.AMSTERDAM)
    code = str(status["StatusCode"])
    return Whereabouts(number, STATUS_OF_CODE.get(code, ""), code, at)
