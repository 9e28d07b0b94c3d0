"""Asks axe-core what somebody with a screen reader, a keyboard or weak eyes would run into on a page."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "data/vendor/axe.min.js"
STOREFRONT = frozenset({"critical", "serious", "moderate"})
DESK = frozenset({"critical", "serious"})
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
STAND_STILL = "Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))"


@dataclass
class Eyes:
    """Looks at every page of a journey, and remembers each barrier."""

    barriers: list[str] = field(default_factory=list)
    are_open: bool = True

    def look(self, page: Page) -> None:
        """At a page of the shop."""
        self._look(page, STOREFRONT)

    def look_at_the_desk(self, page: Page) -> None:
        """At a page of /beheer/."""
        self._look(page, DESK)

    def _look(self, page: Page, forbidden: frozenset[str]) -> None:
        """All rules in light, those about colours in dark too."""
        if not self.are_open:
            return
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        # By the developer's door: the content policy of the page stays as it is.
        page.evaluate(_axe())
        found = _barriers(page, {}, forbidden)
        page.emulate_media(color_scheme="dark")
        page.evaluate(STAND_STILL)
        found += _barriers(page, ONLY_COLOURS, forbidden)
        page.emulate_media(color_scheme="light")
        self.barriers += [f"{page.url} {barrier}" for barrier in found]


def _barriers(page: Page, options: dict[str, Any], forbidden: frozenset[str]) -> list[str]:
    wanted = {"resultTypes": ["violations"], "preload": False, **options}
    violations = page.evaluate(
        "options => axe.run(document, options).then(found => found.violations)", wanted
    )
    return [
        f"{one['impact']} {one['id']}: {place['target']} {place['failureSummary']}"
        for one in violations
        if one["impact"] in forbidden
        for place in one["nodes"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
