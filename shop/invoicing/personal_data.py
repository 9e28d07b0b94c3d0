"""Invoices as issued: kept seven years after the financial year, unchanged."""

from privacy.register import declare
from privacy.vocabulary import BOOKS, FISCAL, Category, Erase

invoice = declare("invoicing.Invoice", subject="practice__subject", purposes=(BOOKS,), keep=FISCAL)
invoice.personal("practice", category=Category.LINK, erase=Erase.KEEP)
invoice.personal("snapshot", category=Category.INVOICE, erase=Erase.KEEP)
invoice.impersonal(
    "kind",
    "number",
    "series",
    "sequence",
    "credits",
    "occasion",
    "issued_on",
    "due_on",
    "net_cents",
    "vat_cents",
    "total_cents",
    "prepaid_cents",
    "snapshot_sha256",
    "previous_seal",
    "seal",
    "created_at",
    "closed_on",
    why="number, dates, totals and fingerprint of the document",
)

line = declare("invoicing.InvoiceLine", subject="invoice__practice__subject", purposes=(BOOKS,), keep=FISCAL)
line.personal("invoice", "order", "order_line", category=Category.LINK, erase=Erase.KEEP)
line.impersonal("position", "quantity", "net_cents", why="facts about the goods")

file = declare("invoicing.ArchivedFile", subject="invoice__practice__subject", purposes=(BOOKS,), keep=FISCAL)
file.personal("invoice", category=Category.LINK, erase=Erase.KEEP)
file.personal("file", category=Category.INVOICE, erase=Erase.KEEP)
file.impersonal("kind", "sha256", "size", "renderer", "created_at", why="facts about the file")

settlement = declare(
    "invoicing.Settlement", subject="invoice__practice__subject", purposes=(BOOKS,), keep=FISCAL
)
settlement.personal("invoice", "takes_back", category=Category.LINK, erase=Erase.KEEP)
settlement.personal(
    "amount_cents", "settled_at", category=Category.PAYMENT, erase=Erase.KEEP, source="Mollie"
)
settlement.impersonal("kind", "occasion", why="facts about the entry")

waiting = declare("invoicing.Billable", subject="practice__subject", purposes=(BOOKS,), keep=FISCAL)
waiting.personal("practice", "order_line", "invoice", category=Category.LINK, erase=Erase.KEEP)
waiting.impersonal("shipment", "quantity", "delivered_on", why="facts about the goods")
