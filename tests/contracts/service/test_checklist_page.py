"""The page of a checklist can be read and filled in by everybody, published or not."""

import pytest
from playwright.sync_api import Page

from contracts.service import services
from tests.accounts.people import signed_in
from tests.contracts.service.visiting import a_checklist
from tests.journeys import steps
from tests.journeys.accessibility import Eyes
from tests.promises.desk import a_role
from tests.servers import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.any_database,
    pytest.mark.timeout(240),
]


@pytest.fixture
def eyes() -> Eyes:
    return Eyes()


def test_no_barrier_stands_on_the_page_of_a_checklist(house: House, page: Page, eyes: Eyes) -> None:
    published = a_checklist("autoclave")
    draft = services.new_version(published.pk)
    desk = signed_in(a_role("service", "monteur@d4d.example"), second_factor=True)
    steps.let_in(page, house, desk)
    for one in (published, draft):
        page.goto(f"{house.origin}/beheer/service/checklist/{one.pk}/change/")
        eyes.look_at_the_desk(page)
        assert all(head.text_content().strip() for head in page.locator("thead th").all())
    assert eyes.barriers == []
