"""Every step with data of one's own works with the keyboard alone and without JavaScript."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from privacy.models import ConsentState, ErasureRun, Request
from tests.accounts.people import PASSWORD, a_colleague, a_practice, signed_in
from tests.browser import PATIENCE_MILLISECONDS
from tests.journeys import steps
from tests.journeys.hands import Hands
from tests.servers import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.any_database,
    pytest.mark.timeout(600),
]
CENTRE = "/mijn/privacy/"
WRONG = "Mijn achternaam is Kok-de Wit."


def test_somebody_uses_every_right_and_the_desk_answers(
    house: House, page_without_javascript: Page, chromium: Browser
) -> None:
    page = page_without_javascript
    bo = a_colleague(a_practice(state="approved"), "buyer", "bo@linde.example")
    hands = Hands(page)
    come_in(page, house, hands, bo.email)
    looks(page, hands)
    says_yes(page, hands)
    takes_a_copy(page, hands)
    asks(page, hands)
    answered_at_the_desk(house, chromium, Request.objects.get(kind=Request.Kind.CORRECTION))
    erases_and_thinks_again(page, hands, bo)


def come_in(page: Page, house: House, hands: Hands, email: str) -> None:
    """Sign in; Enter in the last field sends the form."""
    page.goto(f"{house.origin}/account/inloggen/?next={CENTRE}")
    hands.skip_to_the_content()
    hands.write(page.locator("main [name=login]"), email)
    hands.write(page.locator("main [name=password]"), PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_to(page: Page, hands: Hands, *ways: str) -> None:
    """From the privacy centre along links to a page behind it."""
    if not page.url.endswith(CENTRE):
        hands.enter(page.locator(f'nav.tabs a[href="{CENTRE}"]'))
    for way in ways:
        hands.skip_to_the_content()
        hands.enter(page.locator(f'main a[href="{way}"]').last)


def looks(page: Page, hands: Hands) -> None:
    """What is held opens table by table; with whom it was shared and who looked are a link away."""
    go_to(page, hands, f"{CENTRE}gegevens/")
    table = page.locator("main details.disclosure").nth(1)
    expect(table).not_to_have_attribute("open", "")
    hands.reach(table.locator("summary"))
    page.keyboard.press("Enter")
    expect(table).to_have_attribute("open", "")
    for place in ("gedeeld/", "bekeken/", "personalisatie/"):
        go_to(page, hands, f"{CENTRE}{place}")
        expect(page.locator("main h1")).to_be_visible()


def says_yes(page: Page, hands: Hands) -> None:
    """Space ticks, Enter saves, and everything is off again with one button."""
    go_to(page, hands, f"{CENTRE}voorkeuren/")
    box = page.locator('main input[name="on"]').first
    hands.tick(box)
    hands.enter(page.get_by_role("button", name="Opslaan"))
    assert ConsentState.objects.filter(standing="given").count() == 1
    hands.skip_to_the_content()
    hands.enter(page.locator('main [name="everything_off"]'))
    assert not ConsentState.objects.filter(standing="given").exists()


def takes_a_copy(page: Page, hands: Hands) -> None:
    """Ask for it, look how far it is, and fetch it."""
    go_to(page, hands, f"{CENTRE}kopie/")
    hands.enter(page.get_by_role("button", name="Mijn kopie maken"))
    fetch, further = (page.get_by_role("link", name=name) for name in ("Mijn kopie ophalen", "Kijk hoever"))
    deadline = time.monotonic() + PATIENCE_MILLISECONDS / 1000 * 3
    while not fetch.count() and time.monotonic() < deadline:
        time.sleep(0.5)
        hands.enter(further)
    hands.reach(fetch)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")


def asks(page: Page, hands: Hands) -> None:
    """A correction, in one's own words."""
    go_to(page, hands, f"{CENTRE}verzoeken/", f"{CENTRE}verzoeken/correctie/")
    hands.write(page.locator('main [name="text"]'), WRONG)
    hands.enter(page.get_by_role("button", name="Versturen"))
    expect(page.get_by_role("main")).to_contain_text(Request.objects.get(kind="correction").number)


def answered_at_the_desk(house: House, chromium: Browser, row: Request) -> None:
    """The officer finds the request from the first page of the desk, and grants it."""
    context = chromium.new_context(locale="nl-NL", java_script_enabled=False)
    desk = context.new_page()
    steps.let_in(desk, house, signed_in(steps.somebody_at_the_desk("privacy officer"), second_factor=True))
    hands = Hands(desk)
    desk.goto(f"{house.origin}/beheer/")
    hands.skip_to_the_content()
    hands.enter(desk.get_by_role("link", name="Privacyverzoeken te beantwoorden"))
    hands.skip_to_the_content()
    hands.enter(desk.get_by_role("link", name=row.number))
    hands.skip_to_the_content()
    hands.enter(desk.get_by_role("link", name="Beantwoord het verzoek"))
    hands.skip_to_the_content()
    hands.tick(desk.locator('[name="outcome"]').first)
    hands.write(desk.locator('[name="answer"]'), "Wij hebben uw naam verbeterd.")
    hands.enter(desk.locator("#content form .submit-row input"))
    row.refresh_from_db()
    assert row.state == Request.State.GRANTED
    context.close()


def erases_and_thinks_again(page: Page, hands: Hands, person: User) -> None:
    """The password confirms it; a button takes it back."""
    go_to(page, hands, f"{CENTRE}wissen/")
    hands.write(page.locator('main [name="password"]'), PASSWORD)
    hands.enter(page.get_by_role("button", name="Mijn account en mijn gegevens wissen"))
    run = ErasureRun.objects.get(subject=person.subject.uuid)
    hands.enter(page.get_by_role("button", name="Intrekken"))
    run.refresh_from_db()
    assert run.state == ErasureRun.State.CANCELLED
