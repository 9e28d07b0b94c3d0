"""Price bands: steps of round amounts, as few as tell the products of a list apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from d4d.foundation.written import whole_euros

LADDER = (0, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
MOST_BANDS = 6
E4 = 10_000

_WRITTEN = re.compile(r"(\d{1,6})-(\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """From this many euros up to that many, or without an end."""

    low: int
    high: int | None

    @property
    def value(self) -> str:
        """The band as it stands in an address."""
        return f"{self.low}-{'' if self.high is None else self.high}"

    @property
    def label(self) -> str:
        """The band as people read it."""
        low, high = whole_euros(self.low), whole_euros(self.high or 0)
        if self.high is None:
            return _("%(low)s and more") % {"low": low}
        if not self.low:
            return _("below %(high)s") % {"high": high}
        return _("%(low)s to %(high)s") % {"low": low, "high": high}

    def holds(self, unit_e4: int) -> bool:
        """Whether a price lies in it; the end belongs to the next band."""
        return unit_e4 >= self.low * E4 and (self.high is None or unit_e4 < self.high * E4)


def read(text: str) -> Band | None:
    """The band that an address names, or None when it names none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    low, high = int(found[1]), int(found[2]) if found[2] else None
    return Band(low, high) if high is None or low < high else None


def fitted(prices: Iterable[tuple[int, int]], chosen: Sequence[Band]) -> dict[Band, int]:
    """The bands for some products and how many lie in each, with those that were chosen before.

    `prices` are products with the price of one of their variants, in ten-thousandths of a euro.
    """
    known = list(prices)
    bands = {band: len(within) for band, within in _merged(_on_the_ladder(known)).items()}
    for band in chosen:
        bands.setdefault(band, len({product_id for product_id, unit_e4 in known if band.holds(unit_e4)}))
    return dict(sorted(bands.items(), key=lambda one: (one[0].low, one[0].high or LADDER[-1] ** 2)))


def _on_the_ladder(prices: Iterable[tuple[int, int]]) -> dict[Band, set[int]]:
    steps = [Band(low, high) for low, high in zip(LADDER, [*LADDER[1:], None], strict=True)]
    within: dict[Band, set[int]] = {step: set() for step in steps}
    for product_id, unit_e4 in prices:
        place = next(at for at in reversed(range(len(LADDER))) if unit_e4 >= LADDER[at] * E4)
        within[steps[place]].add(product_id)
    return {step: products for step, products in within.items() if products}


def _merged(within: Mapping[Band, set[int]]) -> dict[Band, set[int]]:
    """As few bands as may be shown: the two neighbours with the fewest products become one."""
    bands = sorted(within.items(), key=lambda one: one[0].low)
    while len(bands) > MOST_BANDS:
        sizes = [len(bands[at][1] | bands[at + 1][1]) for at in range(len(bands) - 1)]
        at = sizes.index(min(sizes))
        (first, some), (second, more) = bands[at : at + 2]
        bands[at : at + 2] = [(Band(first.low, second.high), some | more)]
    return dict(bands)
