"""Plain builders: an invoice on account, and what a bank says in CAMT.053 and MT940."""

from accounts.models import Practice
from d4d.foundation import clock
from shop.invoicing import services
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order

OURS = "NL20INGB0001234567"
THEIRS = "NL08INGB0000001234"


def an_invoice(practice: Practice | None = None, euros: int = 10) -> Invoice:
    """On account, without VAT of `euros`."""
    order = an_agreed_order(
        practice or a_practice(), [Piece(1, euros * 10_000)], terms=Order.Terms.ON_ACCOUNT
    )
    invoice = services.bill_shipment(order.pk, f"P-{order.pk}", {order.lines.get().pk: 1}, clock.today())
    assert invoice is not None
    return invoice


def entry(
    cents: int,
    text: str = "",
    *,
    account: str = THEIRS,
    reference: str = "1",
    more: str = "",
    on: str = "2026-11-20",
) -> str:
    side, party = ("CRDT", "Dbtr") if cents >= 0 else ("DBIT", "Cdtr")
    return f"""<Ntry><Amt Ccy="EUR">{abs(cents) / 100:.2f}</Amt><CdtDbtInd>{side}</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>{more}
    <NtryDtls><TxDtls><RltdPties><{party}Acct><Id><IBAN>{account}</IBAN></Id></{party}Acct></RltdPties>
    <RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def camt(*entries: str, account: str = OURS, balances: tuple[int, int] | None = None) -> bytes:
    """A statement; with what stood on the account before and after, in whole euros, where that is told."""
    told = "".join(
        f"""<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{abs(euros)}.00</Amt>
        <CdtDbtInd>{"DBIT" if euros < 0 else "CRDT"}</CdtDbtInd></Bal>"""
        for kind, euros in zip(("OPBD", "CLBD"), balances or (), strict=False)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
    <Acct><Id><IBAN>{account}</IBAN></Id></Acct>{told}{"".join(entries)}</Stmt></BkToCstmrStmt></Document>""".encode()


def mt940(cents: int, text: str, account: str = OURS, own: str = "26324012345678") -> bytes:
    amount = f"{cents // 100},{cents % 100:02d}"
    return f""":20:940S261120
:25:{account}EUR
:28C:00000
:60F:C261119EUR1000,00
:61:2611201120C{amount}NTRFEREF//{own}
:86:/CNTP/{THEIRS}/INGBNL2A/PRAKTIJK///REMI/USTD//{text}/
:62F:C261120EUR9999,00
-
""".encode()
