"""Somebody who has no mouse: keys are all that reach a page."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 120
IS_FOCUSED = "one => one === document.activeElement"
IS_SEEN = """one => {
  const style = getComputedStyle(one);
  const isDrawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isDrawn && one.matches(":focus-visible");
}"""


@dataclass
class Hands:
    """Two hands on a keyboard, in front of a page."""

    page: Page

    def skip_to_the_content(self) -> None:
        """The first stop of every page leads past its menus."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")

    def reach(self, place: Locator) -> None:
        """Tab to a place; it must be on the way, and show that it has the focus."""
        expect(place).to_have_count(1)
        for _step in range(MOST_STEPS):
            if place.evaluate(IS_FOCUSED):
                assert place.evaluate(IS_SEEN), f"the focus cannot be seen on {place}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {place} on {self.page.url}")

    def enter(self, place: Locator) -> None:
        """Press Enter on a link or a button, and wait for the page that follows."""
        self.reach(place)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, place: Locator) -> None:
        """Space ticks a box, and chooses what has the focus among choices."""
        self.reach(place)
        self.page.keyboard.press("Space")
        expect(place).to_be_checked()

    def write(self, place: Locator, text: str) -> None:
        """Type into a field."""
        self.reach(place)
        self.page.keyboard.type(text)
        expect(place).to_have_value(text)
