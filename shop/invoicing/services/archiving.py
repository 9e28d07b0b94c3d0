"""Makes the files of an invoice, once and for all."""

from importlib.metadata import version

from django.db import transaction

from d4d.foundation import outbox
from shop.invoicing import archive, record, rules, snapshot
from shop.invoicing.document import Document
from shop.invoicing.events import InvoiceArchived
from shop.invoicing.models import ArchivedFile, Invoice
from shop.invoicing.render import pdf

PROFILE = rules.Profile.PEPPOL


def render_files(invoice_id: int) -> None:
    """Put the PDF, the UBL and the record of an invoice in the archive; what lies there stays as it is.

    The UBL also travels inside the PDF. A practice without any listed number gets paper only. Safe to
    repeat: a file that was written before the power went is found again by its fingerprint.
    """
    invoice = Invoice.objects.select_related("practice", "credits").get(pk=invoice_id)
    if invoice.files.exists():
        return
    document = snapshot.from_json(invoice.snapshot.encode())
    xml = _ubl(document)
    paper, press = pdf.render(document, xml), f"WeasyPrint {version('weasyprint')}"
    files = [_kept(invoice, ArchivedFile.Kind.PDF, paper, press)]
    if xml:
        files.append(_kept(invoice, ArchivedFile.Kind.UBL, xml, str(PROFILE)))
    content = record.write(invoice, files)
    key = archive.keep(invoice.series, invoice.number, ArchivedFile.Kind.RECORD, content)
    files.append(ArchivedFile(invoice=invoice, **record.about_record(key, content)))
    _write_down(invoice, files)


def _ubl(document: Document) -> bytes | None:
    """The file for bookkeeping software, where the buyer can be addressed at all."""
    from shop.invoicing.render import ubl  # as its press: never loaded where pages are answered

    return None if rules.check(document, PROFILE) else ubl.render(document, PROFILE)


def _kept(invoice: Invoice, kind: ArchivedFile.Kind, content: bytes, renderer: str) -> ArchivedFile:
    return ArchivedFile(
        invoice=invoice,
        kind=kind,
        file=archive.keep(invoice.series, invoice.number, kind, content),
        sha256=archive.fingerprint(content),
        size=len(content),
        renderer=renderer,
    )


@transaction.atomic
def _write_down(invoice: Invoice, files: list[ArchivedFile]) -> None:
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if invoice.files.exists():  # somebody else was first
        return
    ArchivedFile.objects.bulk_create(files)
    outbox.publish(InvoiceArchived(invoice_id=invoice.pk))
