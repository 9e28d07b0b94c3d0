"""The list of open items of a practice on paper."""

from datetime import date
from pathlib import Path

from d4d.foundation import clock
from d4d.foundation.paper import printed
from shop.debtors.ageing import ageing_of
from shop.debtors.models import Debtor

SHEET = Path(__file__).parent / "statement.css"


def print_statement(debtor: Debtor, on: date, language: str) -> bytes:
    """What is open on a day, its age and where to pay; the same day and books give the same bytes."""
    context = {"debtor": debtor, "ageing": ageing_of(debtor, on), "on": on}
    return printed("debtors/statement_paper.html", context, SHEET, clock.midnight(on), language=language)
