"""Statements in MT940, as Dutch banks write them; the library knows their dialects."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import mt940

from shop.invoicing.bank.transfer import Transfer, Unreadable

FORM = "mt940"
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}[A-Z0-9]{10,30})\b")


def transfers(content: bytes) -> Iterator[tuple[str, Transfer]]:
    """Each transfer with the account of its statement; raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if ":20:" not in text or ":25:" not in text:
        raise Unreadable("no-statement")
    for part in re.split(r"(?m)^(?=:20:)", text)[1:]:
        try:
            found = mt940.parse(f"{part}\n", options=mt940.Options(reversal_sign=True))
            account = str(found.data["account_identification"]).split()[0].removesuffix("EUR")
        except Exception:  # noqa: BLE001 - the library raises what it likes on a broken file
            raise Unreadable("broken") from None
        for transaction in found.transactions:
            yield account, replace(_transfer(transaction.data), balances=_balances(found.data))


def _transfer(facts: dict[str, object]) -> Transfer:
    amount = facts["amount"]
    if not isinstance(amount, mt940.models.Amount) or amount.currency not in {"EUR", None}:
        raise Unreadable("other-currency")
    # A line holds 65 characters: a number may be cut in two, so it is told both ways.
    lines = str(facts.get("transaction_details") or "").splitlines()
    said = " ".join(" ".join(dict.fromkeys((" ".join(lines), "".join(lines)))).split())
    day = facts.get("entry_date") or facts["date"]
    assert isinstance(day, date)
    reference = _unless_nothing(facts.get("bank_reference"))
    return Transfer(
        booked_on=date(day.year, day.month, day.day),
        cents=int(amount.amount * 100),
        reference=reference,
        other_account=(_IBAN.findall(said.replace("/", " ")) or [""])[0],
        text=said,
        form=FORM if reference else "",
    )


def _balances(facts: dict[str, object]) -> tuple[int, int] | None:
    """What stood on the account before and after, where the statement says both."""
    said = []
    for side in ("opening", "closing"):
        found = (facts.get(f"{kind}_{side}_balance") for kind in ("final", "intermediate"))
        amount = next((one.amount for one in found if isinstance(one, mt940.models.Balance)), None)
        if not isinstance(amount, mt940.models.Amount):
            return None
        said.append(int(amount.amount * 100))
    return said[0], said[1]


def _unless_nothing(reference: object) -> str:
    text = str(reference or "").strip()
    return "" if text in {"NONREF", "NOREF"} else text
