"""All invoices of a period in one ZIP, with a list for a spreadsheet; made while it is sent."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from d4d.foundation.spreadsheet import harmless
from shop.invoicing import archive, snapshot
from shop.invoicing.models import ArchivedFile, Invoice
from shop.invoicing.render.figures import cents

ENDINGS = {ArchivedFile.Kind.PDF: "pdf", ArchivedFile.Kind.UBL: "xml"}


def stream(invoices: Iterable[Invoice], today: date) -> Iterator[bytes]:
    """The ZIP piece by piece: every file as it lies in the archive, and the list last."""
    # It is sent when the request, and with it the reader's language, is over.
    return _pieces(invoices, today, get_language() or "nl")


def _pieces(invoices: Iterable[Invoice], today: date, language: str) -> Iterator[bytes]:
    sink = _Sink()
    rows: list[list[str]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as bundle:
        for invoice in invoices:
            with override(language):
                rows.append(_row(invoice))
            for file in invoice.files.exclude(kind=ArchivedFile.Kind.RECORD).order_by("kind"):
                name = f"{invoice.number}.{ENDINGS[ArchivedFile.Kind(file.kind)]}"
                bundle.writestr(_entry(name, invoice.issued_on), archive.read(file))
                yield sink.drain()
        with override(language):
            bundle.writestr(_entry(f"{_('invoices')}.csv", today), table(rows))
    yield sink.drain()


def table(rows: Iterable[list[str]]) -> bytes:
    """A list as spreadsheets in the Netherlands open it: semicolons, decimal commas, a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            _("Number"),
            _("Kind"),
            _("Date"),
            _("Due"),
            _("Our order"),
            _("Your reference"),
            _("Excluding VAT"),
            _("VAT"),
            _("Including VAT"),
            _("Open"),
        ]
    )
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _row(invoice: Invoice) -> list[str]:
    document = snapshot.from_json(invoice.snapshot.encode())
    sign = -1 if invoice.is_credit_note else 1
    amounts = (invoice.net_cents, invoice.vat_cents, invoice.total_cents, invoice.open_now())
    return [
        invoice.number,
        invoice.get_kind_display(),
        invoice.issued_on.isoformat(),
        invoice.due_on.isoformat(),
        harmless(document.order_number),
        harmless(document.buyer_reference),
        *(cents(sign * amount).replace(".", ",") for amount in amounts),
    ]


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, datetime.combine(day, time()).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class _Sink(io.RawIOBase):
    """Where the ZIP is written and at once taken away, so that it never lies in memory as a whole."""

    def __init__(self) -> None:
        """Nothing written yet."""
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, piece: object) -> int:
        """Take a piece of the ZIP."""
        content = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(content)
        return len(content)

    def drain(self) -> bytes:
        """Everything written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content
