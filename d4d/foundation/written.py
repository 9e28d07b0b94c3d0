"""How amounts are written for people, in the language of the screen."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

_NO_BREAK_SPACE = "\u00a0"


def euro(cents: int | None) -> str:
    """An amount in cents as people write it: € 1.234,50."""
    return "" if cents is None else _euros(Decimal(cents) / 100, decimals=2)


def price(ten_thousandths: int | None) -> str:
    """A unit price, with more than two decimals only where it has them."""
    if ten_thousandths is None:
        return ""
    rest = abs(ten_thousandths) % 100
    decimals = 2 if not rest else 3 if not rest % 10 else 4
    return _euros(Decimal(ten_thousandths) / 10_000, decimals=decimals)


def whole_euros(euros: int) -> str:
    """A round amount: € 1.000."""
    return _euros(Decimal(euros), decimals=0)


def permille(rate: int | None) -> str:
    """A VAT rate or discount kept in permille, as a percentage: 210 is 21%."""
    if rate is None:
        return ""
    return f"{number_format(Decimal(rate) / 10, decimal_pos=0 if rate % 10 == 0 else 1)}%"


def thousandths(figure: int | None) -> str:
    """A figure kept in thousandths, with as many decimals as it needs: 1500 is 1,5."""
    if figure is None:
        return ""
    decimals = next(places for places in range(4) if figure % 10 ** (3 - places) == 0)
    return number_format(Decimal(figure) / 1000, decimal_pos=decimals, force_grouping=False)


def _euros(amount: Decimal, *, decimals: int) -> str:
    """Dutch puts the sign behind € and a space, English the other way round."""
    figures = number_format(abs(amount), decimal_pos=decimals, force_grouping=True)
    sign = "-" if amount < 0 else ""
    if (get_language() or "nl").startswith("nl"):
        return f"€{_NO_BREAK_SPACE}{sign}{figures}"
    return f"{sign}€{figures}"
