"""What people do in a browser, step by step: a practice in the shop, staff at the desk."""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Browser, Locator, Page

from accounts.models import User
from tests.accounts.people import ADDRESS, COMPANY, PASSWORD, PERSON, somebody_of_the_staff
from tests.browser import PATIENCE_MILLISECONDS
from tests.servers import House
from tests.simulator_process import Outside
from tools.processes import wait_until

Look = Callable[[Page], None]
TOTP_SECONDS = 30


def press(page: Page, name: str) -> None:
    """Press a button by its words, and wait for the page that follows."""
    go_on(page, page.get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    """Follow a link by its words, to the page behind it."""
    go_on(page, page.get_by_role("link", name=name, exact=True).first)


def go_on(page: Page, way: Locator) -> None:
    """Press a button or a link, and wait for the page that follows."""
    with page.expect_navigation():
        way.click()


def enter(page: Page, field: Locator, text: str) -> None:
    """Type into the last field of a form, press Enter, and wait for the page that follows."""
    field.fill(text)
    with page.expect_navigation():
        field.press("Enter")


def fill_in(page: Page, answers: dict[str, Any]) -> None:
    """Answer the questions of a form, by the names of its fields."""
    for name, value in answers.items():
        field = page.locator(f'main [name="{name}"]')
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def register(page: Page, house: House, look: Look) -> None:
    """A practice registers on three pages."""
    page.goto(f"{house.origin}/registreren/")
    for answers, button in ((COMPANY, "Doorgaan"), (ADDRESS, "Doorgaan"), (PERSON, "Registreren")):
        fill_in(page, answers)
        look(page)
        press(page, button)
    page.wait_for_url("**/account/e-mailadres/bevestigen/")
    look(page)


def confirm_the_mailbox(page: Page, house: House, look: Look) -> None:
    """Open the link of the letter in the inbox, and press the button behind it."""
    mail = mail_about(Outside(house.simulator_origin), PERSON["email"].lower(), "e-mailadres")
    found = re.search(rf"{house.origin}/account/e-mailadres/bevestigen/\S+", mail["text"])
    assert found, mail["text"]
    page.goto(found[0])
    look(page)
    press(page, "Bevestigen")


def sign_in(page: Page, house: House, email: str, target: str = "/mijn/") -> None:
    """Sign in with address and password, and wait for the page behind the door."""
    page.goto(f"{house.origin}/account/inloggen/?next={target}")
    fill_in(page, {"login": email, "password": PASSWORD})
    press(page, "Inloggen")
    page.wait_for_url(lambda address: "/account/inloggen/" not in address)


def let_in(page: Page, house: House, client: Client) -> None:
    """Let a browser go on where a client has signed in."""
    page.context.clear_cookies()
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house.origin}
    page.context.add_cookies([session])


def somebody_at_the_desk(*roles: str) -> User:
    """Staff in these roles, without a second factor as yet."""
    user = somebody_of_the_staff()
    User.objects.filter(pk=user.pk).update(is_superuser=False)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def enter_the_desk(page: Page, house: House, email: str, look: Look) -> None:
    """Sign in as staff for the first time: an authenticator app has to be set up, then used."""
    sign_in(page, house, email, "/beheer/")
    page.wait_for_url("**/account/twee-stappen/")
    look(page)
    go_on(page, page.locator('a[href$="/totp/activate/"]'))
    fill_in(page, {"password": PASSWORD})
    press(page, "Bevestigen")
    secret = page.locator("#authenticator_secret").input_value()
    look(page)
    _type_the_code(page, secret)
    page.goto(f"{house.origin}/beheer/")
    page.wait_for_url("**/reauthenticate/**")
    _type_the_code(page, secret)
    page.wait_for_url("**/beheer/")


def _type_the_code(page: Page, secret: str) -> None:
    """The code that the app shows now; near the end of its life wait for the next one."""
    left = TOTP_SECONDS - time.time() % TOTP_SECONDS
    if left < 3:
        time.sleep(left)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // TOTP_SECONDS))
    enter(page, page.locator('main [name="code"]'), code)


def put_in_the_cart(page: Page, house: House, pasted: str, look: Look) -> None:
    """Paste article numbers, look what was understood, and put it in the cart."""
    page.goto(f"{house.origin}/snel-bestellen/")
    page.locator('[name="text"]').fill(pasted)
    press(page, "Controleren")
    look(page)
    go_on(page, page.locator('button[name="add"]'))
    page.wait_for_url("**/winkelwagen/")
    look(page)


def check_out(page: Page, way: str, look: Look) -> None:
    """From the cart over the pages about delivery and payment to the last look at the order."""
    follow(page, "Verder naar bestellen")
    page.wait_for_url("**/afrekenen/levering/")
    look(page)
    press(page, "Doorgaan")
    page.wait_for_url("**/afrekenen/betaling/")
    page.locator(f'[name="way"][value="{way}"]').check()
    look(page)
    press(page, "Doorgaan")
    page.wait_for_url("**/afrekenen/controleren/")
    look(page)


def number_in(page: Page) -> str:
    """The number of the order or invoice at the end of the address."""
    return page.url.rstrip("/").rpartition("/")[2]


def go_to_the_packing_table(desk: Page, house: House, look: Look) -> None:
    """From the dashboard to the first shipment that has to be packed."""
    desk.goto(f"{house.origin}/beheer/")
    go_on(desk, desk.get_by_role("link", name="Te verzamelen zendingen"))
    look(desk)
    go_on(desk, desk.locator("#result_list tbody th a").first)
    look(desk)
    follow(desk, "Inpakken")
    look(desk)


def pack(desk: Page, codes: Iterable[str]) -> None:
    """Scan the codes of what goes into the box, and ask for the label."""
    desk.locator('[name="scanned"]').fill("\n".join(codes))
    go_on(desk, desk.locator('[value="Pak in en maak het label"]'))


def labelled_parcel(outside: Outside) -> dict[str, Any]:
    """The only parcel, as the courier knows it; waits until its label is made."""
    wait_until(lambda: outside.parcels() != [], "the label", within=60)
    (parcel,) = outside.parcels()
    return parcel


def scan_until_delivered(outside: Outside, number: str) -> None:
    """The courier scans a parcel at every step of its way."""
    for step in ("handed_over", "in_transit", "delivered"):
        outside.scan(number, step)


def mail_about(outside: Outside, to: str, words: str) -> dict[str, Any]:
    """The mail to an address with these words in its subject or text; waits until it is there."""
    found: list[dict[str, Any]] = []

    def has_come() -> bool:
        found[:] = [
            mail
            for mail in outside.mails()
            if to in [one["email"] for one in mail["to"]] and words in f"{mail['subject']}\n{mail['text']}"
        ]
        return bool(found)

    wait_until(has_come, f"a mail about {words}", within=60)
    return found[0]


def reload_until(page: Page, words: str, within: float = 60) -> None:
    """Look at a page again until it says something; a choice in a closed list says nothing yet."""

    def is_there() -> bool:
        page.reload()
        return page.locator("main").get_by_text(words).filter(visible=True).count() > 0

    wait_until(is_there, words, within=within)


def another_window(chromium: Browser) -> Page:
    """A browser of somebody else."""
    context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context.new_page()
