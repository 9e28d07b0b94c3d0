"""What only a browser shows: forms that may leave the origin, and a mail locked in its frame."""

from collections.abc import Callable
from typing import Any

import pytest
from mollie.api.client import Client
from playwright.sync_api import Page, expect

from tests.simulator.conftest import Doormat
from tests.simulator.test_post import letter
from tests.simulator_process import Outside

pytestmark = pytest.mark.browser


def test_the_payer_pays_and_returns_to_the_shop_on_another_origin(
    mollie: Client, payment: Callable[..., dict[str, Any]], doormat: Doormat, page: Page
) -> None:
    shop = doormat.address.removesuffix("/webhook")
    made = mollie.payments.create(payment(redirectUrl=f"{shop}/betaling/"))
    page.goto(made.checkout_url)
    with page.expect_navigation():
        page.get_by_role("button", name="Betaald").click()
    page.wait_for_url(f"{shop}/betaling/")
    expect(page.get_by_role("heading")).to_have_text("Terug in de winkel")
    assert mollie.payments.get(made.id).status == "paid"
    assert doormat.wait_for(1) == [f"id={made.id}"]


def test_a_mail_is_shown_in_its_frame_and_its_scripts_are_dead(outside: Outside, page: Page) -> None:
    message = letter(outside)
    html = '<p>Dank u.</p><script>parent.document.title = "hacked"</script>'
    message.alternatives = [type(message.alternatives[0])(html, "text/html")]
    message.send()
    text_only = page.context.new_page()  # its policy is meant to complain about the script
    text_only.goto(f"{outside.origin}/mail/{outside.mails()[0]['id']}/")
    expect(text_only.frame_locator("iframe").get_by_text("Dank u.")).to_be_visible()
    assert text_only.title().startswith("Uw bestelling")


@pytest.mark.parametrize(
    "path", ["/", "/betalingen/", "/pakketten/", "/mail/", "/sms/", "/faults/", "/logboek/"]
)
def test_no_page_scrolls_sideways_on_a_telephone(
    outside: Outside, mollie: Client, payment: Callable[..., dict[str, Any]], page: Page, path: str
) -> None:
    mollie.payments.create(payment(description="B" * 250))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(outside.origin + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
