"""Invoices as issued: kept seven years after the financial year, unchanged."""

from privacy.register import declaration_of, declare, impersonal
from privacy.vocabulary import BOOKS, FISCAL, Category, Erase
from shop.catalogue.models import VatCategory

CLOSED = FISCAL.counted_from("closed_on")
OF_A_CLOSED_ONE = FISCAL.counted_from("invoice__closed_on")

# What the document says, key by key (document.py).
SNAPSHOT = {
    "buyer": Category.COMPANY,
    "seller": Category.COMPANY,
    "delivery": Category.ADDRESS,
    "payment": Category.PAYMENT,
    "buyer_reference": Category.FREE_TEXT,
    "note": Category.FREE_TEXT,
} | dict.fromkeys(
    (
        "kind",
        "number",
        "issued_on",
        "due_on",
        "lines",
        "totals",
        "order_discount_cents",
        "order_discount_ppm",
        "shipping_cents",
        "prepaid_cents",
        "credited_number",
        "order_number",
        "period",
        "exemption_text",
        "language",
        "vat_rounding",
        "version",
    ),
    Category.INVOICE,
)

invoice = declare("invoicing.Invoice", subject="practice__subject", purposes=(BOOKS,), keep=CLOSED)
invoice.remembers(CLOSED, in_column="purged_at")
invoice.personal("practice", category=Category.LINK, erase=Erase.KEEP, at_end=Erase.UNLINK)
invoice.personal("snapshot", category=Category.INVOICE, erase=Erase.KEEP, at_end=Erase.BLANK, schema=SNAPSHOT)
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
    "open_cents",
    "closed_on",
    "purged_at",
    why="number, dates, totals and fingerprint of the document, and what is open of it",
)

earlier = declare(
    "invoicing.EarlierInvoice",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("issued_on"),
)
earlier.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="our old shop")
earlier.personal(
    "number",
    "issued_on",
    "total_cents",
    category=Category.INVOICE,
    erase=Erase.KEEP,
    source="our old shop",
)
earlier.personal(
    "file", category=Category.INVOICE, erase=Erase.KEEP, at_end=Erase.DELETE_FILE, source="our old shop"
)
earlier.impersonal("sha256", why="fingerprint of the file")

line = declare(
    "invoicing.InvoiceLine", subject="invoice__practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE
)
line.personal("invoice", "order", "order_line", category=Category.LINK, erase=Erase.KEEP)
line.impersonal("position", "quantity", "net_cents", why="facts about the goods")

impersonal("invoicing.LedgerAccount", why="numbers of our own bookkeeping")
impersonal("invoicing.BankFile", why="the bank's own bytes; who paid stands in the transfers read from it")

transfer = declare(
    "invoicing.BankLine",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("booked_on"),
)
transfer.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="the bank")
transfer.personal(
    "account_mark",
    "account_end",
    "reference",
    "amount_cents",
    "booked_on",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="the bank",
)
transfer.personal("text", category=Category.FREE_TEXT, erase=Erase.BLANK, source="the bank")
transfer.impersonal("source", "key", "state", "may_be_known", why="how far we are with the transfer")

kept = declare(
    "invoicing.BalanceEntry",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("closed_on"),
)
kept.personal("practice", "line", category=Category.LINK, erase=Erase.KEEP)
kept.personal("amount_cents", "booked_on", category=Category.PAYMENT, erase=Erase.KEEP)
kept.impersonal("kind", "occasion", "closed_on", why="facts about the entry")

part = declare(
    "invoicing.BankPart",
    subject="line__practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL,
    part_of="line",
)
part.personal("line", "settlement", category=Category.LINK, erase=Erase.KEEP)

tax = declare(
    "invoicing.VatAmount", subject="invoice__practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE
)
tax.personal("invoice", category=Category.LINK, erase=Erase.KEEP)
tax.impersonal("category", "permille", "box", "base_cents", "vat_cents", why="totals of the document")

file = declare(
    "invoicing.ArchivedFile", subject="invoice__practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE
)
file.personal("invoice", category=Category.LINK, erase=Erase.KEEP)
file.personal("file", category=Category.INVOICE, erase=Erase.KEEP, at_end=Erase.DELETE_FILE)
file.impersonal("kind", "sha256", "size", "renderer", "created_at", why="facts about the file")

settlement = declare(
    "invoicing.Settlement", subject="invoice__practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE
)
settlement.personal("invoice", "takes_back", category=Category.LINK, erase=Erase.KEEP)
settlement.personal(
    "amount_cents", "settled_at", category=Category.PAYMENT, erase=Erase.KEEP, source="Mollie"
)
settlement.impersonal("kind", "occasion", why="facts about the entry")

loss = declare(
    "invoicing.WriteOff", subject="invoice__practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE
)
loss.personal("invoice", "settlement", category=Category.LINK, erase=Erase.KEEP)
loss.personal("amount_cents", category=Category.PAYMENT, erase=Erase.KEEP, source="staff")
loss.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
loss.impersonal("vat_on", why="in which return its VAT counts")

asked_back = declare(
    "invoicing.VatCorrection",
    subject="write_off__invoice__practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("write_off__invoice__closed_on"),
)
asked_back.personal("write_off", category=Category.LINK, erase=Erase.KEEP)
asked_back.impersonal("category", "permille", "box", "base_cents", "vat_cents", why="totals of the write-off")

waiting = declare("invoicing.Billable", subject="practice__subject", purposes=(BOOKS,), keep=OF_A_CLOSED_ONE)
waiting.personal("practice", "order_line", "invoice", category=Category.LINK, erase=Erase.KEEP)
waiting.impersonal("shipment", "quantity", "delivered_on", why="facts about the goods")

# The answer of VIES proves why VAT was shifted: it stays as long as the last such invoice does.
declaration_of("accounts.VatCheck").stays(
    {"practice__invoices__vat_amounts__category": VatCategory.REVERSE_CHARGE},
    FISCAL.counted_from("practice__invoices__closed_on"),
)

# What people recognise in a copy.
invoice.shown_with("kind", "number", "issued_on", "due_on", "net_cents", "vat_cents", "total_cents")
line.shown_with("invoice__number", "position", "quantity", "net_cents")
tax.shown_with("invoice__number", "box", "base_cents", "vat_cents")
file.shown_with("invoice__number", "kind")
settlement.shown_with("invoice__number", "kind")
loss.shown_with("invoice__number", "vat_on")
asked_back.shown_with("write_off__invoice__number", "box", "base_cents", "vat_cents")
waiting.shown_with("quantity", "delivered_on")
transfer.shown_with("state")
part.shown_with("line__booked_on")
kept.shown_with("kind")
