"""Which articles the lines of a mail mean: by number, by name, or only something like it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shop.cart.models import MOST_PIECES
from shop.cart.quick_order.amounts import UNIT, Amount, around
from shop.cart.quick_order.finding import Asked, find
from shop.cart.quick_order.reading import read
from shop.catalogue import search
from shop.catalogue.models import Variant
from shop.catalogue.search.words import distance, plain_number, stem, words
from shop.intake.models import DraftLine
from shop.intake.reading.letter import order_text, seems_ordered

Match = DraftLine.Match
SUGGESTIONS = 3
MOST_LOOKED_UP = 40  # lines without a number; the search is asked once for each
MOST_CANDIDATES = 20
ENOUGH = 0.75  # of the words must stand in the name before we believe it
_LONG_ENOUGH = 4  # letters of a word in which one slip is forgiven
_UNIT = re.compile(rf"(?<![\w.,-])\d{{1,4}}\s*(?:[x*](?!\w)|{UNIT}(?!\w))?", re.IGNORECASE)
# Words that say nothing about which article is meant.
_FILLING = frozenset(
    words(
        "aub alstublieft bestellen bestelling de doos doosjes dozen en een gaarne graag het hebben ik in "
        "kunt leveren maat met mij mogen nog nodig nummer ons ook of per pak plus stuk stuks sturen svp te u "
        "van verpakking verpakkingen voor we wij willen wilt zijn please the"
    )
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of a mail: the article it means and by what we know, or what may be meant."""

    written: str
    match: Match
    variant: Variant | None = None
    quantity: int | None = None
    suggested: tuple[Variant, ...] = ()


def recognise(mail: str) -> list[Recognised]:
    """Every line of a mail that orders something, in order; the same article twice is one line."""
    asked = find(read(order_text(mail)).readings)
    lines: list[Recognised] = []
    looked_up = 0
    for one in asked:
        if one.variant:
            lines.append(_by_number(one, one.variant))
        elif one.rivals or seems_ordered(one.reading.line):
            looked_up += 1
            lines.append(_by_name(one, is_looked_up=looked_up <= MOST_LOOKED_UP))
    return list(_once(lines))


def _by_number(asked: Asked, variant: Variant) -> Recognised:
    known = {option.number for option in asked.reading.options}
    return Recognised(asked.reading.line, _kind(variant, known), variant, _pieces(asked.amount))


def _kind(variant: Variant, known: set[str]) -> Match:
    if plain_number(variant.number) in known:
        return Match.NUMBER
    return Match.GTIN if variant.gtin and plain_number(variant.gtin) in known else Match.MAKER_NUMBER


def _by_name(asked: Asked, *, is_looked_up: bool) -> Recognised:
    line = asked.reading.line
    pieces = _pieces(around([], line.split(), line))
    if asked.rivals:
        return Recognised(line, Match.NOTHING, None, pieces, asked.rivals[:SUGGESTIONS])
    spoken = [word for word in words(_UNIT.sub(" ", line)) if word not in _FILLING]
    ranked = list(_ranked(spoken)) if spoken and is_looked_up else []
    if ranked and ranked[0][0] >= ENOUGH and (len(ranked) == 1 or ranked[0][:2] > ranked[1][:2]):
        return Recognised(line, Match.NAME, ranked[0][2], pieces)
    found = [variant for share, _precision, variant in ranked if share]
    if not found and is_looked_up:
        found = search.suggest(asked.reading.guess[0], SUGGESTIONS)
    return Recognised(line, Match.NOTHING, None, pieces, tuple(found[:SUGGESTIONS]))


def _ranked(spoken: Sequence[str]) -> Iterator[tuple[float, float, Variant]]:
    """Articles by how much of what was said stands in their name, and how much of the name was said."""
    products = search.find(" ".join(spoken)).product_ids[:MOST_CANDIDATES]
    variants = Variant.objects.for_sale().select_related("product").filter(product_id__in=products)
    scored = []
    for variant in variants.order_by("pk")[: MOST_CANDIDATES * 5]:
        named = words(f"{variant.product.name} {variant.name}")
        hits = sum(any(_same(word, other) for other in named) for word in spoken)
        scored.append((hits / len(spoken), hits / max(len(named), 1), variant))
    yield from sorted(scored, key=lambda one: (-one[0], -one[1], one[2].pk))


def _same(word: str, other: str) -> bool:
    if stem(word) == stem(other):
        return True
    if min(len(word), len(other)) < _LONG_ENOUGH:
        return False
    return word.startswith(other) or other.startswith(word) or distance(word, other) <= 1


def _once(lines: Sequence[Recognised]) -> Iterator[Recognised]:
    """An article that was named by its name as well counts there where it came first."""
    places: dict[int, int] = {}
    kept: list[Recognised] = []
    for line in lines:
        if line.variant is None or line.variant.pk not in places:
            if line.variant:
                places[line.variant.pk] = len(kept)
            kept.append(line)
            continue
        at = places[line.variant.pk]
        kept[at] = _added(kept[at], line)
    yield from kept


def _added(one: Recognised, other: Recognised) -> Recognised:
    total = (one.quantity or 0) + (other.quantity or 0)
    is_sure = one.quantity and other.quantity and total <= MOST_PIECES
    sure, _unsure = sorted((one, other), key=lambda line: -DraftLine.CONFIDENCE[line.match])
    return Recognised(one.written, sure.match, one.variant, total if is_sure else None)


def _pieces(amount: Amount | None) -> int | None:
    return amount.pieces if amount else 1
