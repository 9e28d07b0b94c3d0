"""What the devices room listens to."""

from contracts.devices import mails, services
from contracts.devices.events import DossierWanted, ProductBecameDevice, ReportsRunOut
from d4d.foundation import outbox
from shop.shipping.events import ParcelHandedOver


def write_down_what_left(event: ParcelHandedOver) -> None:
    """Pieces with a serial number become devices of the practice that gets them."""
    services.receive_parcel(event.parcel_id)


def write_down_what_left_before(event: ProductBecameDevice) -> None:
    """Pieces that went out before anybody said what they are become devices too."""
    services.catch_up(event.product_id)


def warn_of_reports(event: ReportsRunOut) -> None:
    """The managers of a practice hear which reports run out."""
    mails.reports_run_out(event.practice_id, event.day)


def make_the_dossier(event: DossierWanted) -> None:
    """A practice gets the papers of all its devices in one file."""
    services.make_dossier(event.dossier_id)


outbox.subscribe(ParcelHandedOver, write_down_what_left)
outbox.subscribe(ProductBecameDevice, write_down_what_left_before)
outbox.subscribe(ReportsRunOut, warn_of_reports, queue="mail")
outbox.subscribe(DossierWanted, make_the_dossier, queue="pdf")
