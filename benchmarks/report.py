"""The figures as a page: ratios to the floor, what was aimed at, and what remains weak."""

import os
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import FLOOR, Result
from tools.prepare import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
NOTES = Path(__file__).with_name("notes.md")
TITLES = {
    FLOOR: "floor: 24 rows",
    "category": "W1 category, 24 rows, signed in",
    "product": "W2 product",
    "search_common": "W3 search, a common word",
    "search_number": "W3 search, an article number",
    "search_typo": "W3 search, a typo",
    "add_to_cart": "W4 add to cart",
    "checkout": "W5 an order: three articles, cart, review, placed",
    "checkout_first": "W5 a first order: delivery and payment chosen too",
}


def write(results: Sequence[Result], paper: Sequence[dict[str, float]], took: float) -> None:
    """Write docs/benchmarks.md."""
    PAGE.write_text("\n\n".join([*_head(took), *_body(results, paper), NOTES.read_text().strip()]) + "\n")


def show(results: Sequence[Result], paper: Sequence[dict[str, float]]) -> None:
    """The same figures on the terminal."""
    print("\n" + "\n\n".join(_body(results, paper)), flush=True)


def _head(took: float) -> Iterable[str]:
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield "# How fast the shop is"
    yield (
        f"`make bench` wrote this on {datetime.now(UTC):%Y-%m-%d}, in {took / 60:.0f} minutes, "
        f"on {os.cpu_count()} cores and {gigabytes:.0f} GB of memory, which driver, shop and database shared."
    )


def _body(results: Sequence[Result], paper: Sequence[dict[str, float]]) -> Iterable[str]:
    for result in results:
        yield f"## {result.name}, {result.products:,} products"
        yield _table(
            ("workload", "a second ÷ floor", "processor ÷ floor", "p50 ms", "p95 ms", "p99 ms", "statements"),
            (_row(result, name) for name in TITLES if name in result.samples),
        )
        yield f"{result.wrong:.2%} of the answers were refusals (sold out meanwhile) and are not counted."
    yield "## Statements as the shop grows"
    yield _table(("workload", *(f"{one.name}, {one.products:,}" for one in results)), _growth(results))
    yield "## Memory and start (W13)"
    yield _table(
        ("stage", "MB a worker, shop", "MB, floor", "ratio", "start to first answer, shop ÷ floor"),
        (_start(result) for result in results),
    )
    yield "## Invoices on paper (W10)"
    ratio = statistics.median(one["ours"] / one["bare"] for one in paper)
    yield (
        f"PDF/A-3 with embedded fonts, tagged, and the UBL inside: **{ratio:.2f}** of what WeasyPrint "
        "alone makes of the same page as an ordinary PDF with nothing inside (aim: 0.85)."
    )


def _row(result: Result, name: str) -> tuple[str, ...]:
    times = (f"{result.middle(name, share):.0f}" for share in (50, 95, 99))
    counts = result.statements.get(name, [])
    return (
        TITLES[name],
        f"{result.pace(name):.2f}",
        f"{result.cost(name):.2f}",
        *times,
        f"{sum(counts) or '1'}",
    )


def _growth(results: Sequence[Result]) -> Iterable[tuple[str, ...]]:
    for name in results[0].statements:
        yield (TITLES[name], *(_sum(result.statements[name]) for result in results))


def _sum(steps: Sequence[int]) -> str:
    """How many in all, and in each step where there are several."""
    return f"{sum(steps)}" + (f" ({' + '.join(map(str, steps))})" if len(steps) > 1 else "")


def _start(result: Result) -> tuple[str, ...]:
    shop, floor = result.megabytes["shop"], result.megabytes[FLOOR]
    start = result.start_ms["shop"] / result.start_ms[FLOOR]
    return (result.name, f"{shop:.0f}", f"{floor:.0f}", f"{shop / floor:.2f}", f"{start:.1f}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
