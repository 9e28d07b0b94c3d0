"""What the bank of the demo says: the provider's payout, half of an invoice, and what nobody knows."""

import http.client
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings

from accounts.models import Practice
from d4d.foundation import clock, relay
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments import services as payments
from shop.payments.models import Payout

_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>{account}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"""
_ENTRY = """<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>
<DbtrAcct><Id><IBAN>NL08INGB0000001234</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def pay_out(practices: Sequence[Practice]) -> None:
    """The provider transfers what came in; the statement of today tells of it, and of two others."""
    _at_the_bank("pay_out=1")
    payments.fetch_payouts()
    told = [(payout.amount_cents, f"Uitbetaling {payout.reference}") for payout in Payout.objects.all()]
    owed = Invoice.objects.for_practice(practices[0]).unsettled().filter(kind=Invoice.Kind.INVOICE)
    if invoice := owed.order_by("pk").first():
        told.append((invoice.total_cents // 2, f"Eerste helft {invoice.number}"))
    told.append((4_250, "Bedankt voor de snelle levering"))
    invoicing.import_file(_statement(told))
    while relay.run_once():
        pass


def _statement(told: Sequence[tuple[int, str]]) -> bytes:
    entries = "".join(
        _ENTRY.format(
            euros=f"{cents // 100}.{cents % 100:02d}",
            day=clock.today().isoformat(),
            reference=f"DEMO{number}",
            text=text,
        )
        for number, (cents, text) in enumerate(told, 1)
    )
    account = settings.CONTROLLER["iban"].replace(" ", "")
    return _FRAME.format(account=account, entries=entries).encode()


def _at_the_bank(form: str) -> None:
    """Press a button on the page of the simulator on which payments are seen."""
    connection = http.client.HTTPConnection(urlsplit(settings.MOLLIE_ENDPOINT).netloc, timeout=20)
    connection.request("POST", "/betalingen/", form, {"Content-Type": "application/x-www-form-urlencoded"})
    connection.getresponse().read()
    connection.close()
