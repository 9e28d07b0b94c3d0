"""Statements in CAMT.053 (ISO 20022), of any version: banks differ in it, the names of the parts do not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from shop.invoicing.bank.transfer import Transfer, Unreadable

FORM = "camt"
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
        account, balances = _text(statement, "Acct/Id/IBAN"), _balances(statement)
        for entry in statement.iterfind(f"{_ANY}Ntry"):
            if _text(entry, "Sts/Cd") in {"BOOK", ""} and _text(entry, "Sts") != "PDNG":
                yield from ((account, replace(one, balances=balances)) for one in _entry(entry))


def _entry(entry: etree._Element) -> Iterator[Transfer]:
    booked_on = _day(_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")[:10])
    own = _unless_nothing(_text(entry, "AcctSvcrRef"))
    reference, form = own or _text(entry, "NtryRef"), FORM if own else ""
    parts = list(entry.iterfind(f"{_ANY}NtryDtls/{_ANY}TxDtls"))
    if len(parts) < 2:
        said = parts[0] if parts else entry
        yield _transfer(entry, said, booked_on, reference, form, _cents(entry, "Amt"))
        return
    for number, part in enumerate(parts, start=1):
        amount = _cents(part, "Amt") if part.find(f"{_ANY}Amt") is not None else _of_part(part)
        own = _unless_nothing(_text(part, "Refs/AcctSvcrRef"))
        of_part, of_form = own or f"{reference}/{number}", FORM if own else form
        yield _transfer(entry, part, booked_on, of_part, of_form, amount)


def _transfer(
    entry: etree._Element, part: etree._Element, booked_on: date, reference: str, form: str, cents: int
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
        form=form,
    )


def _balances(statement: etree._Element) -> tuple[int, int] | None:
    """What stood on the account before and after, where the statement says both."""
    said = {}
    for balance in statement.iterfind(f"{_ANY}Bal"):
        sign = -1 if _text(balance, "CdtDbtInd") == "DBIT" else 1
        said[_text(balance, "Tp/CdOrPrtry/Cd")] = sign * _cents(balance, "Amt")
    before, after = said.get("OPBD", said.get("PRCD")), said.get("CLBD")
    return None if before is None or after is None else (before, after)


def _unless_nothing(reference: str) -> str:
    return "" if reference in {"NONREF", "NOREF", "NOTPROVIDED"} else reference


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
