"""A whole order by somebody who has switched JavaScript off."""

import pytest
from playwright.sync_api import Page, expect

from shop.catalogue import services as catalogue
from shop.orders.models import Order
from tests.accounts.people import a_practice
from tests.journeys import steps
from tests.servers import House
from tests.shop.builders import an_article, on_the_shelf, the_tariffs
from tests.simulator_process import Outside

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]


@pytest.fixture
def shelves(transactional_db: None) -> None:
    """Two articles that can be found and sent."""
    the_tariffs()
    on_the_shelf(an_article(name="Composiet A2", unit_price_e4=249_500), 10)
    on_the_shelf(an_article(name="Mondspiegel", unit_price_e4=24_900), 100)
    catalogue.reindex_all()


def test_searching_ordering_and_paying(shelves: None, house: House, page_without_javascript: Page) -> None:
    page = page_without_javascript
    practice = a_practice(state="approved")
    steps.sign_in(page, house, "anna@linde.example")
    put_two_articles_in_the_cart(page, house)
    change_a_quantity(page)

    steps.check_out(page, "ideal", lambda _: None)
    page.locator('[name="reference"]').fill("Kamer 2")
    steps.press(page, "Bestellen en betalen")
    page.wait_for_url(f"{house.simulator_origin}/**")
    steps.press(page, "Betaald")
    page.wait_for_url(f"{house.origin}/betaling/**")
    steps.reload_until(page, "uw betaling is binnen")
    number = steps.number_in(page)
    order = Order.objects.get(number=number)
    assert order.paid_at
    assert order.reference == "Kamer 2"
    assert sorted(order.lines.values_list("name", "quantity")) == [("Composiet A2", 4), ("Mondspiegel", 1)]
    steps.mail_about(Outside(house.simulator_origin), practice.billing_email, "Factuur")


def put_two_articles_in_the_cart(page: Page, house: House) -> None:
    """One from its own page after a search with a typo, one from the list."""
    page.goto(house.origin)
    steps.enter(page, page.get_by_role("searchbox"), "komposiet")
    steps.go_on(page, page.get_by_role("link", name="Composiet A2").first)
    page.wait_for_url("**/product/**")
    put_in_the_cart(page)
    page.goto(f"{house.origin}/zoeken/?q=mondspiegel")
    put_in_the_cart(page)
    page.goto(f"{house.origin}/winkelwagen/")
    expect(page.get_by_role("main")).to_contain_text("Mondspiegel")


def put_in_the_cart(page: Page) -> None:
    """Press the button, and wait for the page that follows."""
    steps.go_on(page, page.locator('main form[action$="/erbij/"] button').first)


def change_a_quantity(page: Page) -> None:
    """Four instead of one."""
    line = page.get_by_role("row").filter(has_text="Composiet A2")
    line.locator('[name="quantity"]').fill("4")
    steps.go_on(page, line.get_by_role("button").first)
    expect(line.locator('[name="quantity"]')).to_have_value("4")
