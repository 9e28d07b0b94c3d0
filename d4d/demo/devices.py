"""Devices of the demo: what stands in each practice, with reports that are valid, run out or are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile

from accounts.models import Practice
from contracts.devices import services
from contracts.devices.models import Device, DeviceKind, InspectionReport
from contracts.devices.papers import Paper
from d4d.foundation import clock
from shop.catalogue.demo.leaflet import leaflet
from shop.catalogue.models import Product

# Which products of the demo shop become devices, and of which kind.
KINDS = {
    "autoclaaf-klasse-b": "autoclave",
    "autoclaaf-klasse-s-compact": "autoclave",
    "sealapparaat-rotatie": "sealer",
    "ultrasoonbad": "ultrasonic-cleaner",
    "intraorale-rontgensensor": "xray-sensor",
    "rontgentoestel-wandmodel": "xray-unit",
    "behandelunit-noord-300": "treatment-unit",
    "behandelunit-noord-100": "treatment-unit",
    "operatielamp-led": "operating-light",
    "afzuigmotor-twee-units": "suction",
    "compressor-olievrij": "compressor",
    "poederstraalapparaat": "air-polisher",
    "ultrasone-scaler-piezo": "scaler",
    "micromotor-borstelloos": "micromotor",
    "snelkoppeling-turbine": "coupling",
    "turbine-tx-200": "turbine",
    "turbine-tx-100-standaard": "turbine",
    "turbine-mini-tx-150": "turbine",
    "hoekstuk-1-1-blauw": "handpiece",
    "hoekstuk-1-5-rood": "handpiece",
    "hoekstuk-16-1-groen": "handpiece",
    "recht-handstuk-1-1": "handpiece",
    "chirurgisch-hoekstuk-20-1": "handpiece",
}
Kind = InspectionReport.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """A report of a device: how many days ago it was made, and for how many days it is valid."""

    kind: str
    days_ago: int
    valid_days: int


@dataclass(frozen=True, slots=True)
class Thing:
    """A device as a practice writes it down."""

    kind: str
    brand: str
    model: str
    room: str
    bought_days_ago: int
    connection: str = ""
    colour: str = ""
    reports: Sequence[Standing] = ()


YEARLY = 365
THINGS = (
    Thing(
        "autoclave",
        "Steralis",
        "Autoclaaf klasse B",
        "Sterilisatie",
        800,
        reports=(
            Standing(Kind.AUTOCLAVE, 710, YEARLY),
            Standing(Kind.AUTOCLAVE, 345, YEARLY),
            Standing(Kind.ELECTRICAL, 500, YEARLY),
        ),
    ),
    Thing(
        "treatment-unit",
        "Noordhaven",
        "Behandelunit Noord 300",
        "Kamer 1",
        1_400,
        colour="petrol",
        reports=(Standing(Kind.ELECTRICAL, 120, YEARLY),),
    ),
    Thing("treatment-unit", "Velmont", "Classic 4", "Kamer 2", 4_000, colour="wit"),
    Thing(
        "compressor",
        "Aquiro",
        "Compressor olievrij",
        "Kelder",
        2_000,
        reports=(Standing(Kind.ELECTRICAL, 350, YEARLY),),
    ),
    Thing(
        "opg-cbct",
        "Orthavis",
        "Pano 3D",
        "Röntgenkamer",
        1_100,
        reports=(Standing(Kind.XRAY, 90, YEARLY), Standing(Kind.ELECTRICAL, 90, 2 * YEARLY)),
    ),
    Thing("micromotor", "Kantor", "Micromotor borstelloos", "Kamer 1", 300, "ISO 3964 (E-type)"),
    Thing("coupling", "Kantor", "Snelkoppeling turbine", "Kamer 2", 310, "Midwest 4-gats"),
)


def sorts() -> None:
    """Say which products become devices; what was sent already is caught up with."""
    kinds = {kind.code: kind for kind in DeviceKind.objects.all()}
    for product in Product.objects.filter(slug__in=KINDS).order_by("pk"):
        services.set_service(product, kinds[KINDS[product.slug]], 24)


def furnish(practices: Sequence[Practice]) -> None:
    """Every practice gets its devices; the last one has a device out of use."""
    kinds = {kind.code: kind.pk for kind in DeviceKind.objects.all()}
    for practice in practices:
        devices = [_device(practice, thing, kinds[thing.kind]) for thing in THINGS]
    services.retire(devices[2].pk, None)


def _device(practice: Practice, thing: Thing, kind_id: int) -> Device:
    today = clock.today()
    bought = today - timedelta(thing.bought_days_ago)
    device = services.add(
        practice.pk,
        services.DeviceFields(
            kind_id=kind_id,
            brand=thing.brand,
            model=thing.model,
            room=thing.room,
            connection=thing.connection,
            colour=thing.colour,
            serial=f"{thing.brand[:2].upper()}{practice.number[-3:]}-{thing.bought_days_ago}",
            bought_on=bought,
            warranty_until=bought + timedelta(730),
        ),
        None,
    )
    for standing in thing.reports:
        _report(device, standing, today)
    return device


def _report(device: Device, standing: Standing, today: date) -> None:
    done = today - timedelta(standing.days_ago)
    title = str(Kind(standing.kind).label)
    text = [f"{device}, {device.serial}", f"Uitgevoerd op {done:%d-%m-%Y}. Zonder afwijkingen."]
    services.hand_in(
        device,
        Paper(ContentFile(leaflet(title.capitalize(), text)), "pdf"),
        kind=standing.kind,
        done_on=done,
        valid_until=done + timedelta(standing.valid_days),
        title="",
        by=None,
    )
