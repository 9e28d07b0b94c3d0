"""Shows the practice what was understood, line by line, before anything goes into the cart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Practice
from shop.cart.forms import BETWEEN
from shop.cart.offers import Offer, name_of, offers
from shop.cart.quick_order.finding import Asked
from shop.cart.quote import Wanted
from shop.catalogue.models import Variant
from shop.catalogue.search import suggest
from shop.catalogue.search.words import plain_number

MOST_SUGGESTED = 15  # lines for which we look for something like it; the search is asked once for each
SUGGESTIONS = 3
SHORTEST = 4  # signs of a number; fewer say nothing
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that may have been meant."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """Two boxes and what we say below them."""

    number: str = ""
    quantity: str = ""
    offer: Offer | None = None
    problem: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether no article is meant by it."""
        return bool(self.number) and self.offer is None

    @property
    def may_be_added(self) -> bool:
        """Whether it can go into the cart as it stands."""
        return self.offer is not None and not self.problem


def rows_of(practice: Practice, asked: Sequence[Asked]) -> list[Row]:
    """A row for every line: its article with price and stock, or what may have been meant."""
    wanted = [Wanted(one.variant, (one.amount and one.amount.pieces) or 1) for one in asked if one.variant]
    found = iter(offers(practice, wanted))
    rows = []
    to_suggest = MOST_SUGGESTED
    for one in asked:
        if one.variant:
            rows.append(_found(one, next(found)))
        else:
            rows.append(_unknown(one, is_suggested=to_suggest > 0))
            to_suggest -= 1
    return rows


def _found(asked: Asked, offer: Offer) -> Row:
    amount = asked.amount
    refused = str(BETWEEN) if amount is None or amount.pieces is None else offer.problem
    suggestions = (_suggestion(offer.successor),) if offer.successor else ()
    written = amount.written if amount else ""
    return Row(offer.variant.number, written, offer, refused, suggestions)


def _unknown(asked: Asked, *, is_suggested: bool) -> Row:
    number, quantity = asked.reading.guess
    variants = asked.rivals or (_like(number, asked.reading.line) if is_suggested else ())
    return Row(number, quantity, suggestions=tuple(_suggestion(one) for one in variants[:SUGGESTIONS]))


def _like(number: str, line: str) -> Sequence[Variant]:
    """What looks like the number, what the other words are about, or what begins like the number."""
    words = " ".join(_WORD.findall(line.replace(number, " ")))
    plain = plain_number(number)
    beginning = plain[: max(len(plain) // 2, SHORTEST)]
    tries = (number, words, beginning if beginning != plain else "")
    return next((found for text in tries if text and (found := suggest(text, SUGGESTIONS))), [])


def _suggestion(variant: Variant) -> Suggestion:
    return Suggestion(variant.number, name_of(variant))
