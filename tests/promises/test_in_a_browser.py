"""What a real browser keeps and shows: the list and nothing else, readable and usable by everybody."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Practice
from privacy import cookies, statistics
from privacy.models import CookieChoice, PageView
from tests.accounts.people import a_colleague, a_practice, somebody_of_the_staff
from tests.journeys import steps
from tests.journeys.accessibility import Eyes
from tests.servers import House, built_house, opened
from tests.shop.builders import an_article, the_tariffs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.any_database,
    pytest.mark.timeout(240),
]

STORED = """() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"""


@pytest.fixture(scope="module")
def house(database_of_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all: staff have switched statistics on, and there is something to look at."""
    the_tariffs()
    an_article(name="Sonde")
    a_practice(state="approved")
    statistics.switch(on=True, actor=None, reason="To see which pages need work")
    with opened(built_house(tmp_path_factory.mktemp("house"))) as standing:
        yield standing


def names_in(page: Page) -> set[str]:
    """The cookies of a browser, and what its pages stored."""
    return {str(one["name"]) for one in page.context.cookies()} | set(page.evaluate(STORED))


@pytest.mark.promise("PV25", "PV29")
def test_a_crawl_leaves_exactly_what_the_list_says(house: House, page: Page) -> None:
    a_colleague(Practice.objects.get(), "buyer", "bo@linde.example")  # who ends up reading English
    hosts: set[str] = set()
    seen_before = PageView.objects.count()
    page.on("request", lambda request: hosts.add(str(urlsplit(request.url).netloc)))
    page.goto(house.origin)
    assert names_in(page) == {"csrftoken", "htmx-current-path-for-history"}
    steps.press(page, "Accepteren")
    steps.sign_in(page, house, "bo@linde.example")
    found = set()
    for path in (
        "/",
        "/producten/",
        "/snel-bestellen/",
        "/privacy/",
        "/cookies/",
        "/mijn/",
        "/mijn/privacy/",
    ):
        page.goto(f"{house.origin}{path}")
        found |= names_in(page)
    page.get_by_role("button", name="In English").first.click()
    found |= names_in(page)
    of_staff = ("django.admin.", "service-reports", "report-form")
    ours = {one.name for one in cookies.inventory() if not one.name.startswith(of_staff)}
    assert found == ours
    assert hosts == {urlsplit(house.origin).netloc}
    assert PageView.objects.count() > seen_before


@pytest.mark.promise("PV25")
def test_the_desk_stores_nothing_that_is_not_in_the_list(house: House, page: Page) -> None:
    steps.enter_the_desk(page, house, somebody_of_the_staff().email, lambda _: None)
    page.goto(f"{house.origin}/beheer/accounts/practice/")
    page.locator("#nav-filter").fill("klant")
    page.locator("#toggle-nav-sidebar").click()
    assert names_in(page) <= {one.name for one in cookies.inventory()}
    assert "django.admin.navSidebarIsOpen" in names_in(page)


@pytest.mark.promise("PV30")
def test_refusing_takes_the_keyboard_alone_and_no_script(house: House, page_without_javascript: Page) -> None:
    page = page_without_javascript
    others = set(CookieChoice.objects.values_list("pk", flat=True))
    page.goto(f"{house.origin}/producten/")
    page.keyboard.press("Tab")  # the link that skips to the content
    page.keyboard.press("Tab")
    refuse = page.get_by_role("button", name="Weigeren")
    expect(refuse).to_be_focused()
    boxes = [
        page.locator(".cookie-bar").get_by_role(role, name=name).bounding_box()
        for role, name in (("button", "Weigeren"), ("button", "Accepteren"), ("link", "Instellingen"))
    ]
    sizes = {(round(box["width"]), round(box["height"])) for box in boxes if box}
    assert len(boxes) == 3
    assert len(sizes) == 1
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{house.origin}/producten/"
    expect(page.locator(".cookie-bar")).to_have_count(0)
    page.goto(f"{house.origin}/cookies/")
    expect(page.get_by_role("main")).to_contain_text("U weigerde")
    chosen = CookieChoice.objects.exclude(pk__in=others)
    assert [row.allows_statistics for row in chosen] == [False]


@pytest.mark.promise("PV03", "PV30")
def test_everybody_can_read_these_pages(house: House, page: Page) -> None:
    eyes = Eyes()
    for path in ("/", "/privacy/", "/privacy/versies/", "/cookies/"):
        page.goto(f"{house.origin}{path}")
        eyes.look(page)
    steps.press(page, "Accepteren")
    eyes.look(page)
    steps.sign_in(page, house, "anna@linde.example")
    page.goto(f"{house.origin}/mijn/privacy/personalisatie/")
    eyes.look(page)
    steps.press(page, "Aanzetten")
    eyes.look(page)
    own = [f"/mijn/privacy/{name}/" for name in ("gegevens", "kopie", "voorkeuren", "nummer", "verzoeken")]
    for path in own:
        page.goto(f"{house.origin}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        eyes.look(page)
    page.set_viewport_size({"width": 320, "height": 800})
    for path in ("/", "/privacy/", "/cookies/", *own):
        page.goto(f"{house.origin}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert eyes.barriers == []
