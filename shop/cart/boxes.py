"""Boxes for quantities on a page of many articles: those that are filled count, the others do not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from shop.cart.forms import BETWEEN
from shop.cart.quick_order.amounts import amount


@dataclass(frozen=True, slots=True)
class Boxes:
    """What was filled in, by id of variant: pieces, and everything as it was written."""

    pieces: dict[int, int] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    wrong: frozenset[int] = frozenset()

    def problem(self, variant_id: int) -> str:
        """What is wrong with a box; empty when nothing is."""
        return str(BETWEEN) if variant_id in self.wrong else ""

    def problems(self, names: Mapping[int, str]) -> list[dict[str, str]]:
        """What is wrong, for the top of the page; each leads to its box."""
        return [
            {"message": f"{names[pk]}: {BETWEEN}", "target": name_of_box(pk)}
            for pk in names
            if pk in self.wrong
        ]


def name_of_box(variant_id: int) -> str:
    """How the box of an article is called."""
    return f"pieces-{variant_id}"


def read(data: Mapping[str, Any], variant_ids: Collection[int]) -> Boxes:
    """The filled boxes of these articles; everything from 1 to 9,999 is a quantity."""
    written = {pk: str(data.get(name_of_box(pk)) or "").strip()[:20] for pk in variant_ids}
    pieces: dict[int, int] = {}
    for pk, text in written.items():
        if text and (found := amount(text)) and found.pieces:
            pieces[pk] = found.pieces
    wrong = frozenset(pk for pk, text in written.items() if text and pk not in pieces)
    return Boxes(pieces, written, wrong)
