"""What the devices room listens to."""

from contracts.devices import mails, services
from contracts.devices.events import (
    ComplaintForwarded,
    DossierWanted,
    ProductBecameDevice,
    RecallClosed,
    RecallLetterDue,
    RecallPaperWanted,
    ReportsRunOut,
)
from contracts.devices.services import recall_papers, recalls, tracing
from d4d.foundation import outbox
from d4d.foundation.errors import Rejected
from shop.returns.events import PiecesCameBack
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
    services.dossiers.make(event.dossier_id)


def trace_what_left(event: ParcelHandedOver) -> None:
    """Who got which medical device is written in the ledger."""
    tracing.trace_parcel(event.parcel_id)


def trace_what_came_back(event: PiecesCameBack) -> None:
    """The ledger says which pieces of a medical device are with us again."""
    tracing.note_pieces_back(
        event.shipment_line_id, event.quantity, reference=f"{event.number}/{event.pieces_id}"
    )


def retire_what_came_back(event: PiecesCameBack) -> None:
    """A device that was sent back does not stand in the practice any more."""
    services.retire_returned(event.shipment_line_id)


def write_about_the_recall(event: RecallLetterDue) -> None:
    """A practice hears of a recall by mail, or by post where no mailbox takes it."""
    try:
        has_left = mails.recall_letter(event.notice_id, event.turn)
    except Rejected:
        has_left = False
    if has_left:
        recalls.mark_sent(event.notice_id, event.turn)
    else:
        recalls.go_on_paper(event.notice_id)


def print_the_recall(event: RecallPaperWanted) -> None:
    """A letter on paper lies ready for the post."""
    recall_papers.print_letter(event.notice_id, event.turn)


def report_on_the_recall(event: RecallClosed) -> None:
    """The authority can be shown how a recall went."""
    recall_papers.print_report(event.recall_id)


def tell_the_manufacturer(event: ComplaintForwarded) -> None:
    """The manufacturer reads the complaint."""
    mails.complaint_to_manufacturer(event.complaint_id)


outbox.subscribe(ParcelHandedOver, write_down_what_left)
outbox.subscribe(ProductBecameDevice, write_down_what_left_before)
outbox.subscribe(ReportsRunOut, warn_of_reports, queue="mail")
outbox.subscribe(DossierWanted, make_the_dossier, queue="pdf")
outbox.subscribe(ParcelHandedOver, trace_what_left)
outbox.subscribe(RecallLetterDue, write_about_the_recall, queue="mail")
outbox.subscribe(RecallPaperWanted, print_the_recall, queue="pdf")
outbox.subscribe(RecallClosed, report_on_the_recall, queue="pdf")
outbox.subscribe(ComplaintForwarded, tell_the_manufacturer, queue="mail")
outbox.subscribe(PiecesCameBack, trace_what_came_back)
outbox.subscribe(PiecesCameBack, retire_what_came_back)
