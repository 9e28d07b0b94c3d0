"""What the shop asks of each courier, as plain as a courier takes it."""

from typing import Any
from uuid import uuid4


def postnl(**changes: Any) -> dict[str, Any]:
    """A label request for PostNL, with changes to its one shipment."""
    receiver = {
        "AddressType": "01",
        "CompanyName": "Tandartspraktijk De Brink",
        "FirstName": "Peter",
        "Name": "de Ruiter",
        "Street": "Bilderdijkstraat",
        "HouseNr": "9",
        "HouseNrExt": "a bis",
        "Zipcode": "3532VA",
        "City": "Utrecht",
        "Countrycode": "NL",
    }
    shipment = {
        "Addresses": [receiver],
        "Dimension": {"Weight": 2000},
        "ProductCodeDelivery": "3385",
        "Reference": "D2026-000001-1",
    }
    return {
        "Customer": {"CustomerCode": "DEVC", "CustomerNumber": "11223344", "CollectionLocation": "123456"},
        "Message": {
            "MessageID": "1",
            "MessageTimeStamp": "22-11-2026 10:00:00",
            "Printertype": "GraphicFile|PDF",
        },
        "Shipments": [{**shipment, **changes}],
    }


def dhl(**changes: Any) -> dict[str, Any]:
    """A shipment for DHL."""

    def party(company: str, **place: Any) -> dict[str, Any]:
        return {
            "name": {"companyName": company},
            "address": {"countryCode": "NL", "isBusiness": True, **place},
        }

    return {
        "shipmentId": str(uuid4()),
        "orderReference": "D2026-000001-1",
        "receiver": party(
            "Tandartspraktijk De Brink",
            postalCode="3532VA",
            city="Utrecht",
            street="Bilderdijkstraat",
            number="9",
        ),
        "shipper": party(
            "Dentists4Dentists", postalCode="5242HT", city="Rosmalen", street="Oude baan", number="11"
        ),
        "accountId": "00000001",
        "options": [{"key": "DOOR"}],
        "returnLabel": False,
        "pieces": [{"parcelType": "SMALL", "quantity": 1, "weight": 1.2}],
        **changes,
    }


def dpd(**changes: Any) -> dict[str, Any]:
    """A request with one shipment for DPD, with changes to the shipment."""

    def party(name: str, **place: Any) -> dict[str, Any]:
        return {"name1": name, "country": "NL", "commercialAddress": True, **place}

    shipment = {
        "orderId": "D2026-000001-1",
        "sendingDepot": "0522",
        "sender": party(
            "Dentists4Dentists", street="Oude baan", housenumber="11", postalcode="5242HT", city="Rosmalen"
        ),
        "receiver": party(
            "P. de Ruiter", street="Bilderdijkstraat", housenumber="9", postalcode="3532VA", city="Utrecht"
        ),
        "product": {"productCode": "CL", "homeDelivery": False, "saturdayDelivery": False},
        "parcels": [{"customerReferences": ["D2026-000001-1"], "volume": "000010000", "weight": 120}],
        "notifications": [],
    }
    options = {"printerLanguage": "PDF", "paperFormat": "A6", "verticalOffset": 0, "horizontalOffset": 0}
    return {"printOptions": options, "createLabel": True, "shipments": [{**shipment, **changes}]}
