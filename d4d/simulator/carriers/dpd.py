"""DPD Connect: log in for a token, send shipments, get their label, follow each parcel number."""

import base64
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from d4d.simulator import api, clock
from d4d.simulator.api import Refused, View, answer, sent
from d4d.simulator.carriers import parcels
from d4d.simulator.carriers.label import label
from d4d.simulator.store import Record, store

_TOKEN_LIFE = timedelta(hours=24)
_CODES = {
    "registered": "SHIPMENT",
    "handed_over": "PickedUp",
    "in_transit": "Depot",
    "out_for_delivery": "Courier",
    "delivered": "Delivered",
    "delivery_failed": "DeliveryFailure",
    "ready_for_pickup": "ParcelShop",
    "returning": "ReturningFromDelivery",
}


def _refusal(refused: Refused) -> Any:
    problem = {"code": f"HTTP_{refused.status}", "message": refused.reason}
    return {"errors": [{**problem, "metaDataPath": f"body.{refused.field}"} if refused.field else problem]}


def _login(request: HttpRequest) -> HttpResponse:
    sent(request, "dpd", "login_request")
    token = f"dpd.{uuid.uuid4().hex}"
    store().put("dpd_token", {"id": token, "ends": clock.stamp(clock.now() + _TOKEN_LIFE)})
    return answer({"token": token})


def _keyholder(request: HttpRequest) -> None:
    token = store().get("dpd_token", api.bearer(request))
    if token is None or clock.has_come(clock.moment(token["ends"])):
        raise Refused(401, "The token is unknown or has expired.")


def _endpoint(**methods: View) -> View:
    return api.endpoint(
        _refusal, **{name: api.for_keyholders(_keyholder, view) for name, view in methods.items()}
    )


def _ship(request: HttpRequest) -> HttpResponse:
    """Take each shipment on. DPD knows no idempotency: sent twice is made twice."""
    wanted = sent(request, "dpd", "shipment_request")
    with store().alone():
        made = [_shipment(shipment) for shipment in wanted["shipments"]]
    return answer({"labelResponses": made}, 201)


def _shipment(shipment: Record) -> Record:
    announced = [
        parcels.announce(
            "dpd",
            parcels.fresh_number(shipment["sendingDepot"], 10),
            reference=shipment["orderId"],
            to=_written(shipment["receiver"]),
            details={"weight_dag": parcel["weight"], "product": shipment["product"]["productCode"]},
        )
        for parcel in shipment["parcels"]
    ]
    numbers = [parcel["id"] for parcel in announced]
    content = base64.b64encode(label(announced)).decode()
    return {"shipmentIdentifier": f"MPS{numbers[0]}", "parcelNumbers": numbers, "label": content}


def _written(party: Record) -> list[str]:
    lines = [
        party.get("companyname", ""),
        party["name1"],
        parcels.unless_blank(party["street"], party.get("housenumber", "")),
        f"{party['postalcode']}  {party['city']}",
        party["country"],
    ]
    return [line for line in lines if line]


def _status(request: HttpRequest, number: str) -> HttpResponse:
    parcel = _parcel(number)
    current = parcel["scans"][-1]
    history = [
        {
            "status": _CODES[scan["step"]],
            "date": _written_time(scan["at"]),
            "isCurrentStatus": scan is current,
        }
        for scan in parcel["scans"]
    ]
    return answer({"parcelNumber": number, "statusInfo": history})


def _label(request: HttpRequest, number: str) -> HttpResponse:
    return answer({"label": base64.b64encode(label([_parcel(number)])).decode()})


def _parcel(number: str) -> Record:
    parcel = parcels.whereabouts(number)
    if parcel is None or parcel["carrier"] != "dpd":
        raise Refused(404, "No parcel exists with this number.")
    return parcel


def _written_time(stamp: str) -> str:
    """American, with the hour on a clock face of twelve: 11/22/2026 7:48:19 PM."""
    at = localtime(clock.moment(stamp))
    return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S} {'PM' if at.hour >= 12 else 'AM'}"


login = api.endpoint(_refusal, POST=_login)
shipments = _endpoint(POST=_ship)
status = _endpoint(GET=_status)
parcel_label = _endpoint(GET=_label)
