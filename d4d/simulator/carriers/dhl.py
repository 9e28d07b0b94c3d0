"""DHL eCommerce NL: log in, ship under an id of the shop's own, fetch the label, follow the code."""

import base64
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from d4d.simulator import api, clock
from d4d.simulator.api import Refused, answer, sent
from d4d.simulator.carriers import parcels
from d4d.simulator.carriers.label import label
from d4d.simulator.store import Record, store

_TOKEN_LIFE = timedelta(minutes=15)
_EVENTS = {
    "registered": ("DATA_RECEIVED", "PRENOTIFICATION_RECEIVED"),
    "handed_over": ("UNDERWAY", "SHIPMENT_ACCEPTANCE"),
    "in_transit": ("UNDERWAY", "SORTED"),
    "out_for_delivery": ("IN_DELIVERY", "OUT_FOR_DELIVERY"),
    "delivered": ("DELIVERED", "DELIVERED"),
    "delivery_failed": ("INTERVENTION", "NOT_DELIVERED_NOBODY_AT_HOME"),
    "ready_for_pickup": ("DELIVERED", "DELIVERED_AT_PARCELSHOP"),
    "returning": ("INTERVENTION", "RETURN_TO_SHIPPER"),
}


def _refusal(refused: Refused) -> Any:
    return {"key": f"http_{refused.status}", "message": refused.reason, "details": {"field": refused.field}}


def _login(request: HttpRequest) -> HttpResponse:
    sent(request, "dhl", "login_request")
    return answer(_tokens())


def _refresh(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "dhl", "refresh_request")
    if store().get("dhl_token", wanted["refreshToken"]) is None:
        raise Refused(401, "The refresh token is unknown.")
    return answer(_tokens())


def _tokens() -> Record:
    ends = clock.now() + _TOKEN_LIFE
    access, refresh = f"access.{uuid.uuid4().hex}", f"refresh.{uuid.uuid4().hex}"
    for token in (access, refresh):
        store().put("dhl_token", {"id": token, "ends": clock.stamp(ends)})
    return {
        "accessToken": access,
        "accessTokenExpiration": int(ends.timestamp()),
        "refreshToken": refresh,
        "refreshTokenExpiration": int(ends.timestamp()),
        "accountNumbers": ["00000001"],
    }


def _keyholder(request: HttpRequest) -> None:
    token = store().get("dhl_token", api.bearer(request))
    if token is None or clock.has_come(clock.moment(token["ends"])):
        raise Refused(401, "The access token is unknown or has expired.")


def _ship(request: HttpRequest) -> HttpResponse:
    """Take the pieces on; the same shipmentId again answers what was made the first time."""
    wanted = sent(request, "dhl", "shipment_request")
    with store().alone():
        earlier = store().get("dhl_shipment", wanted["shipmentId"])
        if earlier is not None:
            if earlier["wanted"] != wanted:
                raise Refused(409, "This shipmentId was used for another shipment.", "shipmentId")
            return answer(earlier["answer"], 201)
        made = {"shipmentId": wanted["shipmentId"], "pieces": _pieces(wanted)}
        store().put("dhl_shipment", {"id": wanted["shipmentId"], "wanted": wanted, "answer": made})
    return answer(made, 201)


def _pieces(wanted: Record) -> list[Record]:
    types = [piece["parcelType"] for piece in wanted["pieces"] for _ in range(piece["quantity"])]
    return [_piece(wanted, parcel_type, number) for number, parcel_type in enumerate(types, start=1)]


def _piece(wanted: Record, parcel_type: str, number: int) -> Record:
    tracker, label_id = parcels.fresh_number("JVGL", 16), str(uuid.uuid4())
    parcels.announce(
        "dhl",
        tracker,
        reference=wanted.get("orderReference", ""),
        to=_written(wanted["receiver"]),
        details={"receiver": wanted["receiver"], "shipment": wanted["shipmentId"], "label": label_id},
    )
    store().put("dhl_label", {"id": label_id, "parcel": tracker})
    return {
        "labelId": label_id,
        "trackerCode": tracker,
        "parcelType": parcel_type,
        "pieceNumber": number,
        "labelType": "B2X_Generic_A4_Third",
    }


def _written(party: Record) -> list[str]:
    name, place = party["name"], party["address"]
    lines = [
        name.get("companyName", ""),
        parcels.unless_blank(name.get("firstName", ""), name.get("lastName", "")),
        parcels.unless_blank(place["street"], place["number"], place.get("addition", "")),
        f"{place['postalCode']}  {place['city']}",
        place["countryCode"],
    ]
    return [line for line in lines if line]


def _label(request: HttpRequest, label_id: str) -> HttpResponse:
    found = store().get("dhl_label", label_id)
    parcel = parcels.whereabouts(found["parcel"]) if found else None
    if parcel is None:
        raise Refused(404, "No label exists with this id.")
    pdf = label([parcel])
    if "application/pdf" in request.headers.get("Accept", ""):
        return HttpResponse(pdf, content_type="application/pdf")
    return answer({"labelId": label_id, "trackerCode": parcel["id"], "pdf": base64.b64encode(pdf).decode()})


def _track(request: HttpRequest) -> HttpResponse:
    """Public: several codes with commas, each perhaps with `+postcode`, which adds the receiver."""
    keys = [key for key in request.GET.get("key", "").split(",") if key]
    if not keys:
        raise Refused(400, "The parameter 'key' is required.", "key")
    found = []
    for key in keys:
        code, _, postcode = key.replace(" ", "+").partition("+")
        parcel = parcels.whereabouts(code)
        if parcel is not None and parcel["carrier"] == "dhl":
            found.append(_followed(parcel, postcode))
    return answer(found)


def _followed(parcel: Record, postcode: str) -> Record:
    delivered = [scan["at"] for scan in parcel["scans"] if scan["step"] == "delivered"]
    is_theirs = postcode == parcel["receiver"]["address"]["postalCode"]
    return {
        "barcode": parcel["id"],
        "barcodes": [parcel["id"]],
        "date": parcel["created"],
        "type": "SHIPMENT",
        "isReturn": False,
        "deliveredAt": delivered[0] if delivered else None,
        "returnedAt": None,
        "events": [_event(scan) for scan in parcel["scans"]],
        **({"receiver": parcel["receiver"]} if is_theirs else {}),
    }


def _event(scan: Record) -> Record:
    category, status = _EVENTS[scan["step"]]
    local = localtime(clock.moment(scan["at"])).replace(tzinfo=None).isoformat(timespec="seconds")
    return {"category": category, "status": status, "timestamp": scan["at"], "localTimestamp": local}


login = api.endpoint(_refusal, POST=_login)
refresh = api.endpoint(_refusal, POST=_refresh)
shipments = api.endpoint(_refusal, POST=api.for_keyholders(_keyholder, _ship))
shipment_label = api.endpoint(_refusal, GET=api.for_keyholders(_keyholder, _label))
track = api.endpoint(_refusal, GET=_track)
