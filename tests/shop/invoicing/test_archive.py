"""The files of an invoice are made once, kept for good, sent, checked, and put back when a backup was old."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from d4d.foundation import clock, triggers
from d4d.foundation.models import Counter
from privacy.models import Disclosure
from shop.invoicing import archive, services
from shop.invoicing.models import ArchivedFile, Billable, Invoice, InvoiceLine, Settlement, VatAmount
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """An archive of its own for each test."""
    place = tmp_path / "archive"
    options = {**settings.STORAGES["archive"]["OPTIONS"], "location": place}
    settings.STORAGES = {**settings.STORAGES, "archive": {**settings.STORAGES["archive"], "OPTIONS": options}}
    return place


def archived(**facts: Any) -> Invoice:
    practice = a_practice(**({"kvk_number": "12345678"} | facts))
    order = an_agreed_order(practice, [Piece(3, 12_345), Piece(1, 50_000, 90)], carriage_cents=695)
    invoice = services.issue_for_order(order.pk)
    services.render_files(invoice.pk)
    return invoice


def kept(invoice: Invoice, kind: str) -> bytes:
    return archive.read(invoice.files.get(kind=kind))


def test_the_ubl_in_the_archive_is_the_one_inside_the_pdf() -> None:
    invoice = archived()
    paper = pypdf.PdfReader(io.BytesIO(kept(invoice, "pdf")))
    assert paper.attachments["factuur.xml"][0] == kept(invoice, "ubl")
    assert invoice.number in paper.pages[0].extract_text()


def test_making_the_files_again_changes_nothing(folder: Path) -> None:
    invoice = archived()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    services.render_files(invoice.pk)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before
    assert invoice.files.count() == 3


def test_a_file_that_was_half_written_when_the_power_went_is_written_again(folder: Path) -> None:
    invoice = archived()
    with triggers.purging():
        invoice.files.all().delete()
    (torn,) = folder.rglob("*.pdf")
    torn.write_bytes(torn.read_bytes()[:100])
    services.render_files(invoice.pk)
    assert len(kept(invoice, "pdf")) > 100
    assert len(list(folder.rglob("*.pdf"))) == 1


def test_a_practice_without_any_number_gets_paper_only() -> None:
    invoice = archived(kvk_number="", is_unregistered=True)
    assert set(invoice.files.values_list("kind", flat=True)) == {"pdf", "json"}
    assert not pypdf.PdfReader(io.BytesIO(kept(invoice, "pdf"))).attachments


@pytest.mark.parametrize(("wants_ubl", "endings"), [(True, ["pdf", "xml"]), (False, ["pdf"])])
def test_an_invoice_is_mailed_with_its_files_and_the_disclosure_is_kept(
    *, wants_ubl: bool, endings: list[str]
) -> None:
    invoice = archived(wants_ubl=wants_ubl)
    first, again = (services.post_invoice(invoice.pk) for _ in range(2))
    letter = mail.outbox[0]
    assert first == again
    assert letter.to == [invoice.practice.billing_email]
    assert [name for name, _, _ in letter.attachments] == [f"{invoice.number}.{ending}" for ending in endings]
    assert letter.attachments[0][1] == kept(invoice, "pdf")
    assert invoice.number in letter.subject
    seen = Disclosure.objects.filter(recipient="brevo").first()
    assert seen is not None
    assert (seen.subject, seen.fields) == (invoice.practice.subject.uuid, ["content", "email"])
    assert invoice.practice.billing_email not in json.dumps([seen.fields, seen.occasion])


def test_a_credit_note_is_mailed_too() -> None:
    invoice = archived()
    note = services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
    services.render_files(note.pk)
    services.post_invoice(note.pk)
    assert invoice.number in str(mail.outbox[0].body)
    assert note.number in mail.outbox[0].subject


def test_whole_books_are_found_whole(capsys: pytest.CaptureFixture[str]) -> None:
    invoice = archived()
    services.render_files(services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1").pk)
    call_command("invoices_verify")
    assert capsys.readouterr().out == "The books are whole.\n"


def test_an_invoice_whose_files_were_never_made_is_named() -> None:
    invoice = services.issue_for_order(an_agreed_order(a_practice()).pk)
    assert list(services.verify()) == []
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert list(services.verify()) == [f"{invoice.number}: has no files in the archive"]


@pytest.mark.parametrize("kind", ["pdf", "ubl", "json"])
def test_one_flipped_byte_in_a_file_is_named(kind: str, folder: Path) -> None:
    invoice = archived()
    path = folder / str(invoice.files.get(kind=kind).file)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert [fault.split(":")[0] for fault in services.verify()] == [invoice.number]
    with pytest.raises(CommandError, match="1 faults"):
        call_command("invoices_verify")


def test_a_lost_file_is_named(folder: Path) -> None:
    invoice = archived()
    (folder / str(invoice.files.get(kind="pdf").file)).unlink()
    assert [fault for fault in services.verify() if "is missing" in fault and invoice.number in fault]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("snapshot = replace(snapshot, 'Artikel 1', 'Artikel 9')", "document has been changed"),
        ("total_cents = total_cents + 1, net_cents = net_cents + 1", "its total is not"),
        ("seal = previous_seal", "seal is broken"),
        ("issued_on = '2020-01-01'", "its date is not"),
    ],
)
def test_a_changed_row_is_named(change: str, fault: str) -> None:
    archived()
    invoice = archived()
    with triggers.purging(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE invoicing_invoice SET {change} WHERE id = %s", [invoice.pk])
    assert any(found.startswith(f"{invoice.number}: ") and fault in found for found in services.verify())


def test_a_row_that_is_gone_is_named_and_breaks_the_chain() -> None:
    first, second, third = archived(), archived(), archived()
    forget(second)
    assert list(services.verify()) == [f"{second.number}: is missing"]
    forget(third)
    assert any("counter stands at 3" in fault for fault in services.verify())
    assert first.number


def test_after_an_old_backup_archived_invoices_come_back_and_numbers_are_not_used_again() -> None:
    first, second = archived(), archived()
    note = services.credit(second.pk, {1: 1}, reason="retour", occasion="test:1")
    services.render_files(note.pk)
    before = {one.number: (one.seal, one.snapshot, one.total_cents) for one in Invoice.objects.all()}
    lines = list(
        InvoiceLine.objects.order_by("invoice__number", "position").values_list("order_line", "quantity")
    )
    forget(note, second)
    Counter.objects.filter(series__startswith="invoice:F").update(value=1)
    Counter.objects.filter(series__startswith="invoice:C").update(value=0)
    call_command("invoices_reimport")
    call_command("invoices_reimport")
    assert {one.number: (one.seal, one.snapshot, one.total_cents) for one in Invoice.objects.all()} == before
    after = InvoiceLine.objects.order_by("invoice__number", "position").values_list("order_line", "quantity")
    assert list(after) == lines
    assert list(services.verify()) == []
    assert kept(Invoice.objects.get(number=second.number), "pdf").startswith(b"%PDF")
    assert Invoice.objects.get(number=second.number).occasion == second.occasion
    assert archived().sequence == first.sequence + 2


def test_an_invoice_of_a_lost_order_comes_back_without_guarding_a_stranger() -> None:
    invoice = archived()
    order = invoice.lines.first().order  # type: ignore[union-attr]
    forget(invoice)
    assert order is not None
    order.lines.all().delete()
    order.delete()
    assert list(services.reimport()) == [f"{invoice.number}: put back"]
    back = Invoice.objects.get()
    assert back.occasion == f"restored:{invoice.number}"
    assert back.lines.filter(order=None).count() == 3


def test_a_lost_customer_is_named_but_the_number_stays_taken() -> None:
    invoice = archived()
    forget(invoice)
    Counter.objects.all().delete()
    invoice.practice.orders.all().delete()
    invoice.practice.addresses.all().delete()
    invoice.practice.delete()
    assert [line for line in services.reimport() if "is not in the database" in line]
    assert archived().sequence == 2


def test_a_forged_record_is_refused(folder: Path) -> None:
    invoice = archived()
    forget(invoice)
    (record,) = folder.rglob("*.json")
    forged = record.read_bytes().replace(b"Artikel 1", b"Artikel 9")
    record.unlink()
    (record.parent / f"{invoice.number}-{archive.fingerprint(forged)}.json").write_bytes(forged)
    with pytest.raises(Exception, match="does not bear its seal"):
        list(services.reimport())
    assert not Invoice.objects.exists()


def test_another_invoice_under_an_archived_number_is_reported() -> None:
    invoice = archived()
    forget(invoice)
    Counter.objects.all().delete()
    services.issue_for_order(an_agreed_order(a_practice()).pk)
    assert list(services.reimport()) == [f"{invoice.number}: another one has this number now"]


def forget(*invoices: Invoice) -> None:
    """What an old backup does not know."""
    with triggers.purging():
        for invoice in invoices:
            Settlement.objects.filter(invoice=invoice).delete()
            ArchivedFile.objects.filter(invoice=invoice).delete()
            InvoiceLine.objects.filter(invoice=invoice).delete()
            VatAmount.objects.filter(invoice=invoice).delete()
            Billable.objects.filter(invoice=invoice).update(invoice=None)
            Invoice.objects.filter(pk=invoice.pk).delete()
