"""What practices bought, own and owe: in the rooms where it would stand had it happened here."""

from django.utils.translation import gettext_lazy as _

from contracts.devices import services as devices
from contracts.devices.models import DeviceKind
from d4d.foundation import clock
from d4d.foundation.importing.kinds import Row
from d4d.foundation.importing.wrong import WrongCell
from d4d.moving_in.known import Known
from shop.catalogue.models import VatClass
from shop.invoicing import services as invoicing
from shop.invoicing.models import EarlierInvoice
from shop.orders import services as orders

MOST_BYTES = 10_000_000
NETS = (("net_high", VatClass.HIGH), ("net_low", VatClass.LOW), ("net_zero", VatClass.ZERO))
WORDS = {
    "open": _("More cannot be open than the invoice was, and not nought or less."),
    "due_on": _("An invoice is not due before it was issued."),
    "invoice": _("A document with this number stands in our books already."),
    "rates": _("No VAT rate is known for the day of this invoice."),
    "net_high": _("With their VAT these amounts do not come to the total of the invoice."),
}


def order_line(row: Row, known: Known) -> int:
    """What was ordered."""
    practice = known.practice(row.get("practice"))
    _past(row, "ordered_on")
    if row.get("quantity") < 1:
        raise WrongCell(_("A quantity begins at one."), "quantity")
    return orders.keep_earlier(
        practice,
        row.get("order"),
        row.get("ordered_on"),
        row.get("article"),
        quantity=row.get("quantity"),
        amount_cents=row.get("amount"),
        description=row.get("description", ""),
        variant_id=known.variant(row.get("article")),
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
    """An old invoice with its PDF."""
    practice = known.practice(row.get("practice"))
    _past(row, "issued_on")
    if EarlierInvoice.objects.filter(number=row.get("number")).exists():
        raise WrongCell(_("An earlier invoice with this number is known already."), "number")
    paper = _paper(row.get("file", ""), known)
    return invoicing.keep_earlier(
        practice,
        row.get("number"),
        row.get("issued_on"),
        row.get("total"),
        b"" if known.is_rehearsal else paper,
    ).pk


def open_item(row: Row, known: Known) -> int:
    """What is still open of an old invoice, owed here from now on."""
    earlier = EarlierInvoice.objects.get(pk=known.invoice(row.get("invoice")))
    nets = [(str(vat_class), row.get(column, 0)) for column, vat_class in NETS]
    item = invoicing.OpenItem(earlier, row.get("due_on"), row.get("open"), nets)
    try:
        return invoicing.carry(item).pk
    except invoicing.CannotBeCarried as refusal:
        column = "net_high" if refusal.field == "rates" else refusal.field
        raise WrongCell(WORDS[refusal.field], column) from None


def _paper(name: str, known: Known) -> bytes:
    """The PDF that lies beside the index; raises WrongCell."""
    if not name:
        return b""
    folder = (known.folder / "invoices").resolve()
    path = (folder / name).resolve()
    if path.parent != folder or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise WrongCell(_("There is no such PDF in the folder, or it is larger than 10 MB."), "file")
    content = path.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise WrongCell(_("This file is no PDF."), "file")
    return content


def _past(row: Row, column: str) -> None:
    if row.get(column) > clock.today():
        raise WrongCell(_("This day has not come yet."), column)
