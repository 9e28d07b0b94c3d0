"""Statements in CAMT.053 (ISO 20022), of any version: banks differ in it, the names of the parts do not."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from shop.invoicing.bank.transfer import Transfer, Unreadable

_ANY = "{*}"
# Nothing is fetched and nothing unfolds: a statement is data.
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def transfers(content: bytes) -> Iterator[tuple[str, Transfer]]:
    """Each booked entry with the account of its statement; a batch is taken apart. Raises Unreadable."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        raise Unreadable("broken") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("broken")
    statements = list(root.iterfind(f".//{_ANY}Stmt"))
    if not statements:
        raise Unreadable("no-statement")
    for statement in statements:
        account = _text(statement, "Acct/Id/IBAN")
        for entry in statement.iterfind(f"{_ANY}Ntry"):
            if _text(entry, "Sts/Cd") in {"BOOK", ""} and _text(entry, "Sts") != "PDNG":
                yield from ((account, transfer) for transfer in _entry(entry))


def _entry(entry: etree._Element) -> Iterator[Transfer]:
    booked_on = _day(_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")[:10])
    reference = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    parts = list(entry.iterfind(f"{_ANY}NtryDtls/{_ANY}TxDtls"))
    if len(parts) < 2:
        yield _transfer(entry, parts[0] if parts else entry, booked_on, reference, _cents(entry, "Amt"))
        return
    for number, part in enumerate(parts, start=1):
        amount = _cents(part, "Amt") if part.find(f"{_ANY}Amt") is not None else _of_part(part)
        own = _text(part, "Refs/AcctSvcrRef") or f"{reference}/{number}"
        yield _transfer(entry, part, booked_on, own, amount)


def _transfer(
    entry: etree._Element, part: etree._Element, booked_on: date, reference: str, cents: int
) -> Transfer:
    came = _text(entry, "CdtDbtInd") == "CRDT"
    # What is turned back keeps the parties of the first time: then we are the other one.
    is_turned_back = _text(entry, "RvslInd") == "true"
    party = "Dbtr" if came != is_turned_back else "Cdtr"
    return Transfer(
        booked_on=booked_on,
        cents=cents if came else -cents,
        reference=reference,
        other_account=_text(part, f"RltdPties/{party}Acct/Id/IBAN"),
        text=_said(part) or _text(entry, "AddtlNtryInf"),
    )


def _said(part: etree._Element) -> str:
    """What the payer wrote: the structured reference, the free lines, and the reference end to end."""
    paths = ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Ustrd", "Refs/EndToEndId")
    found = [one.text or "" for path in paths for one in part.iterfind(_path(path))]
    return " ".join(text.strip() for text in found if text.strip() not in {"", "NOTPROVIDED"})


def _of_part(part: etree._Element) -> int:
    return _cents(part, "AmtDtls/TxAmt/Amt")


def _cents(element: etree._Element, path: str) -> int:
    amount = element.find(_path(path))
    if amount is None or amount.get("Ccy") != "EUR":
        raise Unreadable("other-currency")
    try:
        cents = Decimal((amount.text or "").strip()) * 100
    except InvalidOperation:
        raise Unreadable("broken") from None
    if cents != cents.to_integral_value() or not 0 <= cents < 10**12:
        raise Unreadable("broken")
    return int(cents)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("broken") from None


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(_path(path)) or "").strip()


def _path(path: str) -> str:
    return "/".join(f"{_ANY}{name}" for name in path.split("/"))
