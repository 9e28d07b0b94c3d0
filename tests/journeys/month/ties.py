"""What the shop reports, held against the test's own books: to the cent."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.test import Client
from lxml import etree

from shop.invoicing import services as invoicing
from shop.invoicing.books import ageing, audit_file, intra_community, journal, revenue, tables, vat
from shop.invoicing.books.period import Period
from shop.invoicing.models import BalanceEntry, BankLine, BankPart, Invoice, LedgerAccount
from shop.payments.models import Payout
from tests.journeys.month.bank import Bank
from tests.journeys.month.books import Books
from tests.journeys.month.mollie import Purse

XAF = f"{{{audit_file.NAMESPACE}}}"


def agree(shop: Mapping[Any, Any], own: Mapping[Any, Any]) -> None:
    """Both say the same; else what each says where they differ."""
    keys = {*shop, *own}
    assert not {key: (shop.get(key), own.get(key)) for key in keys if shop.get(key) != own.get(key)}


def documents(books: Books) -> None:
    """Each paper is a document of the same amounts, with as much open; there are no others."""
    shop = {
        one.number: ((-1 if one.is_credit_note else 1) * one.net_cents, one.balance_cents, one.issued_on)
        for one in Invoice.objects.all()
    }
    agree(shop, {paper.number: (paper.net, paper.total, paper.on) for paper in books.papers})
    left = {one.number: (-1 if one.is_credit_note else 1) * one.open_now() for one in Invoice.objects.all()}
    agree(left, {paper.number: paper.debt for paper in books.papers})
    held = BalanceEntry.objects.values_list("practice__number", "amount_cents")
    sums: Counter[str] = Counter()
    for customer, cents in held:
        sums[customer] += cents
    agree(sums, {customer: books.credit_of(customer) for _day, customer, _cents in books.kept})


def turnover(books: Books, period: Period) -> None:
    """By month and by shelf."""
    assert revenue.per_month(period.last)[-1][1] == books.turnover(period.last.replace(day=1), period.last)
    assert sum(cents for _shelf, cents in revenue.per_shelf(period)) == books.turnover(
        period.first, period.last
    )


def vat_return(books: Books, period: Period) -> None:
    """Every box of the VAT return."""
    shop = {one.box.value: (one.base_cents, one.vat_cents) for one in vat.boxes(period)}
    own = books.boxes(period.first, period.last)
    agree({box: amounts for box, amounts in shop.items() if any(amounts)}, own)


def sales_abroad(books: Books, period: Period) -> None:
    """The listing of supplies in the EU, which is box 3b."""
    shop = {
        one.country + one.vat_id: (one.goods_cents, one.services_cents)
        for one in intra_community.listing(period)
    }
    agree(shop, books.abroad(period.first, period.last))
    (box,) = [one for one in vat.boxes(period) if one.box.value == "3b"]
    assert box.base_cents == sum(sum(amounts) for amounts in shop.values())


def open_items(books: Books, day: date) -> None:
    """Every debtor at the end of a day, by age."""
    agree({one.number: one.cents for one in ageing.open_items(day)}, books.open_items(day))


def sales_journal(books: Books, period: Period) -> None:
    """As a list for the spreadsheet: it balances, and each account is what the VAT return says."""
    content = b"".join(tables.as_csv(tables.journal_rows(period))).decode("utf-8-sig")
    sums: Counter[str] = Counter()
    debts: defaultdict[str, int] = defaultdict(int)
    accounts = {role: account.number for role, account in journal.accounts_by_role().items()}
    _heading, *rows = csv.reader(io.StringIO(content), delimiter=";")
    for _on, document, _due, _customer, account, _text, debit, credit, _box in rows:
        cents = _cents(debit) - _cents(credit)
        sums[account] += cents
        if account == accounts["debtors"]:
            debts[document] += cents
    assert sum(sums.values()) == 0
    assert {number: cents for number, cents in debts.items() if "-A" not in number} == {
        paper.number: paper.total for paper in books.issued(period.first, period.last)
    }
    lost = dict(_lost(books, period))
    for box, (base, tax) in books.boxes(period.first, period.last).items():
        assert -sums[accounts[f"revenue-{box}"]] == base - lost.get(box, 0)
        assert -sums[accounts.get(f"vat-{box}", "")] == tax


def _lost(books: Books, period: Period) -> Iterator[tuple[str, int]]:
    """Debts that were given up stand on an account of their own: turnover stays what it was."""
    sums: Counter[str] = Counter()
    for paper in books.papers:
        for day, _cents, amounts in paper.losses:
            if period.first <= day <= period.last:
                for group, one in amounts.items():
                    sums[group.box] += one.base
    yield from sums.items()


def audit(books: Books, period: Period) -> None:
    """As an audit file: the same documents, and what its own totals say."""
    root = etree.fromstring(b"".join(audit_file.stream(period)))
    sums = {"D": 0, "C": 0}
    documents: defaultdict[str, int] = defaultdict(int)
    debtors = LedgerAccount.objects.get(role=LedgerAccount.Role.DEBTORS).number
    for line in root.iter(f"{XAF}trLine"):
        cents, side = _cents(_text(line, "amnt")), _text(line, "amntTp")
        sums[side] += cents
        if _text(line, "accID") == debtors:
            documents[_text(line, "docRef")] += cents if side == "D" else -cents
    (told,) = root.iter(f"{XAF}transactions")
    lines = sum(1 for _line in root.iter(f"{XAF}trLine"))
    assert int(_text(told, "linesCount")) == lines
    assert {"D": _cents(_text(told, "totalDebit")), "C": _cents(_text(told, "totalCredit"))} == sums
    assert sums["D"] == sums["C"]
    own = {paper.number: paper.total for paper in books.issued(period.first, period.last)}
    assert {number: cents for number, cents in documents.items() if "-A" not in number} == own


def screen(desk: Client, books: Books, period: Period) -> None:
    """What finance sees on one page ties among itself, and to the test's own books."""
    page = desk.get("/beheer/invoicing/vatamount/", {"period": period.name}).context
    own = books.boxes(period.first, period.last).values()
    assert (page["base_cents"], page["vat_cents"]) == (
        sum(one.base for one in own),
        sum(one.vat for one in own),
    )
    assert sum(cents for _shelf, cents in page["shelves"]) == books.turnover(period.first, period.last)
    owed = sum(sum(cents) for cents in books.open_items(page["until"]).values())
    assert sum(debtor.total_cents for debtor in page["debtors"]) == owed
    abroad = sum(one.goods_cents + one.services_cents for one in page["listing"])
    assert [abroad] == [one.base_cents for one in page["boxes"] if one.box.value == "3b"]


def our_account(bank: Bank) -> None:
    """Each line of the statements is matched, put aside or in the queue, and its parts are what was paid."""
    rows = list(BankLine.objects.values_list("booked_on", "amount_cents", "state"))
    agree(Counter(rows), bank.by_fate())
    queue = sum(cents for _on, cents, state in rows if state == "open")
    booked = sum(cents for _on, cents, state in rows if state == "booked")
    aside = sum(cents for _on, cents, state in rows if state == "set_aside")
    assert queue + booked + aside == sum(one.cents for one in bank.transfers)
    parts = BankPart.objects.values_list("settlement__invoice__number", "settlement__amount_cents")
    paid = [(paper.number, cents) for one in bank.transfers for paper, cents in one.pays]
    agree(Counter(parts), Counter(paid))


def payouts(purse: Purse) -> None:
    """Each transfer of the provider, taken apart, stands on our account."""
    shop = Payout.objects.order_by("paid_on", "pk")
    told = {
        one.paid_on: (one.payments_cents, one.refunds_cents, one.charge_backs_cents, one.amount_cents)
        for one in shop
    }
    own = {one.on: (one.payments, one.refunds, one.charge_backs, one.amount) for one in purse.payouts}
    agree(told, own)
    assert {one.state for one in shop} == {Payout.State.MATCHED}
    assert all(one.bank_line and one.bank_line.amount_cents == one.amount_cents for one in shop)
    fees = [one.fees_net_cents + one.fees_vat_cents for one in shop]
    assert fees == [one.fees for one in purse.payouts]


def seals() -> None:
    """Numbers, seals, documents and files are whole."""
    assert list(invoicing.verify()) == []


def _text(element: etree._Element, name: str) -> str:
    return element.findtext(f"{XAF}{name}") or ""


def _cents(amount: str) -> int:
    return int(amount.replace(",", "").replace(".", "") or 0)
