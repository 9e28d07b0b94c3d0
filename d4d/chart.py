"""Charts drawn on the server: shapes for one SVG and the figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
STEP = 20
BAR = 14
SHORT = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One column with the figure that it stands for; places are SVG attributes."""

    label: str
    value: int
    x: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """What a bar chart says: a title and a whole figure per label."""

    title: str
    figures: Sequence[tuple[str, int]]

    @property
    def highest(self) -> int:
        """The figure that the tallest bar stands for."""
        return max((value for _, value in self.figures), default=0)

    @property
    def has_words(self) -> bool:
        """Whether a label is longer than a day or a figure, so that not all of them fit on a small screen."""
        return any(len(label) > SHORT for label, _ in self.figures)

    @property
    def width(self) -> str:
        """How wide the drawing is, as an SVG attribute."""
        return str(STEP * max(len(self.figures), 1))

    @property
    def bars(self) -> list[Bar]:
        """The columns, scaled so that the highest fills the drawing."""
        return [
            _bar(position, label, value, self.highest or 1)
            for position, (label, value) in enumerate(self.figures)
        ]


def _bar(position: int, label: str, value: int, highest: int) -> Bar:
    height = round(HEIGHT * max(value, 0) / highest)
    x = position * STEP + (STEP - BAR) // 2
    return Bar(label, value, x=str(x), y=str(HEIGHT - height), height=str(height))
