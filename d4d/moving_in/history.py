"""What practices bought, own and owe, as it was in the old shop."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from contracts.devices import services as devices
from contracts.devices.models import DeviceKind
from d4d.foundation import clock
from d4d.foundation.importing.kinds import Row
from d4d.foundation.importing.wrong import WrongCell
from d4d.moving_in.known import Known
from d4d.moving_in.models import OldInvoice, OldLine, archive

FOLDER = "old-invoices"
MOST_BYTES = 10_000_000


def order_line(row: Row, known: Known) -> int:
    """What was ordered."""
    practice = known.practice(row.get("practice"))
    _past(row, "ordered_on")
    if row.get("quantity") < 1:
        raise WrongCell(_("A quantity begins at one."), "quantity")
    return OldLine.objects.create(
        practice_id=practice,
        order=row.get("order"),
        ordered_on=row.get("ordered_on"),
        article=row.get("article"),
        description=row.get("description", ""),
        quantity=row.get("quantity"),
        amount_cents=row.get("amount"),
    ).pk


def device(row: Row, known: Known) -> int:
    """A device in the register of its practice."""
    practice = known.practice(row.get("practice"))
    kind = DeviceKind.objects.filter(code=row.get("kind")).first()
    if kind is None:
        raise WrongCell(_("There is no kind of device with this code."), "kind")
    fields = devices.DeviceFields(
        kind_id=kind.pk,
        brand=row.get("brand"),
        model=row.get("model"),
        serial=row.get("serial", ""),
        bought_on=row.get("bought_on"),
    )
    try:
        return devices.add(practice, fields, None).pk
    except devices.SerialKnown:
        raise WrongCell(
            _("A device of this brand with this serial number is known already."), "serial"
        ) from None


def invoice(row: Row, known: Known) -> int:
    """An old invoice with its PDF, which is put away under a name that tells nothing."""
    practice = known.practice(row.get("practice"))
    _past(row, "issued_on")
    return OldInvoice.objects.create(
        practice_id=practice,
        number=row.get("number"),
        issued_on=row.get("issued_on"),
        total_cents=row.get("total"),
        file=_put_away(row.get("file", ""), row.get("issued_on").year, known),
    ).pk


def open_item(row: Row, known: Known) -> int:
    """What is still open of an old invoice, at most what it was."""
    found = known.invoice(row.get("invoice"))
    opened = OldInvoice.objects.filter(pk=found, total_cents__gte=F("open_cents") + row.get("open"))
    if row.get("open") <= 0 or not opened.update(open_cents=F("open_cents") + row.get("open")):
        raise WrongCell(_("More cannot be open than the invoice was, and not nought or less."), "open")
    return found


def _put_away(name: str, year: int, known: Known) -> str:
    """The key of a PDF in the archive; the same content is kept once. Raises WrongCell."""
    if not name:
        return ""
    folder = (known.folder / "invoices").resolve()
    path = (folder / name).resolve()
    if path.parent != folder or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise WrongCell(_("There is no such PDF in the folder, or it is larger than 10 MB."), "file")
    content = path.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise WrongCell(_("This file is no PDF."), "file")
    key = f"{FOLDER}/{year}/{sha256(content).hexdigest()}.pdf"
    if not known.is_rehearsal and not archive().exists(key):
        archive().save(key, ContentFile(content))
    return key


def _past(row: Row, column: str) -> None:
    if row.get(column) > clock.today():
        raise WrongCell(_("This day has not come yet."), column)
