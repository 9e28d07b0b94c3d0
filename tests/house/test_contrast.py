"""The colours of tokens.css, computed: what people must read has enough contrast."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
PAIR = re.compile(
    r"--color-(?P<name>[\w-]+): (?:light-dark\((?P<light>#\w{6}), (?P<dark>#\w{6})\)|(?P<both>#\w{6}));"
)

TEXT = 4.5
EDGE = 3.0

READ = [
    *((ink, ground, TEXT) for ink in ("ink", "muted", "brand") for ground in ("bg", "surface", "sunken")),
    *((tone, "bg", TEXT) for tone in ("brand-hover", "accent", "ok", "warn", "danger", "info")),
    *((tone, f"{tone}-tint", TEXT) for tone in ("brand", "ok", "warn", "danger", "info")),
    *(("ink", f"{tone}-tint", TEXT) for tone in ("brand", "ok", "warn", "danger", "info")),
    ("muted", "brand-tint", TEXT),
    ("brand-hover", "brand-tint", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-hover", TEXT),
    ("on-danger", "danger", TEXT),
    ("field", "bg", EDGE),
    ("field", "surface", EDGE),
]


def colours(scheme: str) -> dict[str, str]:
    return {found["name"]: found["both"] or found[scheme] for found in PAIR.finditer(TOKENS)}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_arithmetic_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), READ)
def test_what_is_read_has_contrast(scheme, ink, ground, least):
    known = colours(scheme)
    assert contrast(known[ink], known[ground]) >= least


def test_every_colour_is_named_for_both_schemes():
    declared = re.findall(r"--color-([\w-]+):", TOKENS)
    assert sorted(declared) == sorted(colours("light"))
    assert "ink" in declared
