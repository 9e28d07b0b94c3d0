"""PostNL's legacy API: a bar code first, then the label, then the status by polling."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_default_timezone, localtime

from d4d.simulator import api, clock
from d4d.simulator.api import Refused, View, answer, sent
from d4d.simulator.carriers import parcels
from d4d.simulator.carriers.label import label
from d4d.simulator.store import Record

_CODES = {
    "registered": "1",
    "handed_over": "3",
    "in_transit": "5",
    "out_for_delivery": "7",
    "delivered": "11",
    "delivery_failed": "8",
    "ready_for_pickup": "12",
    "returning": "27",
}
_PHASES = {
    "1": ("1", "Collectie"),
    "3": ("1", "Collectie"),
    "5": ("2", "Sortering"),
    "11": ("4", "Afgeleverd"),
}
_DISTRIBUTION = ("3", "Distributie")


def _refusal(refused: Refused) -> Any:
    if refused.status in {401, 405}:
        return {"fault": {"faultstring": refused.reason, "detail": {"errorcode": str(refused.status)}}}
    return {"Errors": [{"ErrorMsg": refused.reason, "ErrorNumber": str(refused.status)}]}


def _keyholder(request: HttpRequest) -> None:
    if not request.headers.get("apikey"):
        raise Refused(401, "Invalid ApiKey")


def _endpoint(**methods: View) -> View:
    return api.endpoint(
        _refusal, **{name: api.for_keyholders(_keyholder, view) for name, view in methods.items()}
    )


def _barcode(request: HttpRequest) -> HttpResponse:
    code, number = request.GET.get("CustomerCode", ""), request.GET.get("CustomerNumber", "")
    if not (code.isalnum() and code.isupper() and number.isdecimal()):
        raise Refused(400, "CustomerCode and CustomerNumber are required.")
    if request.GET.get("Type") != "3S":
        raise Refused(400, "The barcode type must be 3S for parcels in the Netherlands.")
    return answer({"Barcode": parcels.fresh_number(f"3S{code}", 9)})


def _label(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "postnl", "label_request")
    confirmed = request.GET.get("confirm", "true") == "true"
    announced = [_announce(wanted, shipment, confirmed=confirmed) for shipment in wanted["Shipments"]]
    return answer({"MergedLabels": [], "ResponseShipments": [_labelled(parcel) for parcel in announced]})


def _announce(wanted: Record, shipment: Record, *, confirmed: bool) -> Record:
    customer = wanted["Customer"]
    number = shipment.get("Barcode") or parcels.fresh_number(f"3S{customer['CustomerCode']}", 9)
    if not parcels.is_still_ours(number):
        raise Refused(400, "The barcode has already had its acceptance scan.")
    receiver = next((place for place in shipment["Addresses"] if place["AddressType"] == "01"), None)
    if receiver is None:
        raise Refused(400, "An address of type 01 (receiver) is required.")
    return parcels.announce(
        "postnl",
        number,
        reference=shipment.get("Reference", ""),
        to=_written(receiver),
        details={
            "receiver": receiver,
            "product": shipment["ProductCodeDelivery"],
            "weight_g": shipment["Dimension"]["Weight"],
            "customer_code": customer["CustomerCode"],
            "customer_number": customer["CustomerNumber"],
            "confirmed": confirmed,
        },
    )


def _written(place: Record) -> list[str]:
    lines = [
        place.get("CompanyName", ""),
        parcels.unless_blank(place.get("FirstName", ""), place.get("Name", "")),
        parcels.unless_blank(place["Street"], place["HouseNr"], place.get("HouseNrExt", "")),
        f"{place['Zipcode']}  {place['City']}",
        place["Countrycode"],
    ]
    return [line for line in lines if line]


def _labelled(parcel: Record) -> Record:
    content = base64.b64encode(label([parcel])).decode()
    return {
        "Barcode": parcel["id"],
        "ProductCodeDelivery": parcel["product"],
        "Errors": [],
        "Warnings": [],
        "Labels": [{"Content": content, "Labeltype": "Label", "OutputType": "PDF"}],
    }


def _confirm(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "postnl", "label_request")
    announced = [_announce(wanted, shipment, confirmed=True) for shipment in wanted["Shipments"]]
    return answer(
        {
            "ResponseShipments": [
                {"Barcode": parcel["id"], "Errors": [], "Warnings": []} for parcel in announced
            ]
        }
    )


def _status(request: HttpRequest, barcode: str) -> HttpResponse:
    parcel = parcels.whereabouts(barcode)
    found = parcel if parcel and parcel["carrier"] == "postnl" and parcel["confirmed"] else None
    return answer(_current_status(found))


def _status_by_reference(request: HttpRequest, reference: str) -> HttpResponse:
    number = request.GET.get("customerNumber")
    mine = [
        parcel
        for parcel in parcels.of_carrier("postnl")
        if parcel["reference"] == reference and parcel["customer_number"] == number and parcel["confirmed"]
    ]
    return answer(_current_status(mine[-1] if mine else None))


def _current_status(parcel: Record | None) -> Record:
    """What is known of a parcel; like PostNL this tells the receiver's address unasked."""
    if parcel is None:
        return {"Warnings": [{"Message": "No shipment found", "Code": "2"}]}
    receiver = parcel["receiver"]
    shipment = {
        "MainBarcode": parcel["id"],
        "Barcode": parcel["id"],
        "ShipmentAmount": "1",
        "ShipmentCounter": "1",
        "ProductCode": parcel["product"].rjust(6, "0"),
        "Reference": parcel["reference"],
        "Dimension": {"Weight": str(parcel["weight_g"])},
        "Address": [{**receiver, "HouseNumber": receiver["HouseNr"], "LastName": receiver.get("Name", "")}],
        "Status": _scan("TimeStamp", parcel["scans"][-1]),
    }
    return {"CurrentStatus": {"Shipment": shipment}}


def _updates(request: HttpRequest, customer_number: str) -> HttpResponse:
    is_inside = _period(request.GET.getlist("period"))
    updates = [
        {
            "Barcode": parcel["id"],
            "CreationDate": _written_time(scan["at"]),
            "CustomerNumber": parcel["customer_number"],
            "CustomerCode": parcel["customer_code"],
            "Status": _scan("Timestamp", scan),
        }
        for parcel in parcels.of_carrier("postnl")
        if parcel["customer_number"] == customer_number and parcel["confirmed"]
        for scan in parcel["scans"]
        if is_inside(clock.moment(scan["at"]))
    ]
    return answer(updates)


def _period(borders: list[str]) -> Callable[[datetime], bool]:
    """Whether a moment lies between the two borders; they are Dutch clock times."""
    if not borders:
        return lambda _: True
    try:
        first, last = (_dutch_time(border) for border in borders)
    except ValueError:
        raise Refused(400, "The period must be two moments like 2026-12-25T10:00:00.") from None
    return lambda moment: first <= moment.replace(microsecond=0) <= last


def _dutch_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=get_default_timezone())).astimezone(UTC)


def _scan(stamp_name: str, scan: Record) -> Record:
    code = _CODES[scan["step"]]
    phase, phase_name = _PHASES.get(code, _DISTRIBUTION)
    return {
        stamp_name: _written_time(scan["at"]),
        "StatusCode": code,
        "StatusDescription": parcels.NAMES[scan["step"]],
        "PhaseCode": phase,
        "PhaseDescription": phase_name,
    }


def _written_time(stamp: str) -> str:
    return localtime(clock.moment(stamp)).strftime("%d-%m-%Y %H:%M:%S")


barcode = _endpoint(GET=_barcode)
shipment_label = _endpoint(POST=_label)
confirm = _endpoint(POST=_confirm)
status = _endpoint(GET=_status)
status_by_reference = _endpoint(GET=_status_by_reference)
updates = _endpoint(GET=_updates)
