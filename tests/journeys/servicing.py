"""What people do about a visit in a browser: the practice chooses a time, the engineer reports."""

import re

from playwright.sync_api import Page, expect

from contracts.service.models import Checklist, Visit
from tests.journeys import steps
from tests.servers import House

TELEPHONE = {"width": 390, "height": 844}
IN_ORDER = "135,5"


def choose_a_time(page: Page, house: House, hour: str, look: steps.Look) -> None:
    """The practice takes one of the times that it is offered."""
    page.goto(f"{house.origin}/mijn/onderhoud/")
    look(page)
    page.get_by_role("link", name="Kies een tijd").click()
    look(page)
    page.get_by_label(re.compile(hour)).check()
    page.get_by_role("button", name="Deze tijd afspreken").click()
    expect(page.get_by_text("Het bezoek is gepland")).to_be_visible()


def fill_in_the_report(page: Page, visit: Visit) -> None:
    """Every line of the checklist of every device, one device open at a time."""
    for number, seen in enumerate(visit.devices.order_by("pk")):
        if number:
            page.locator("details.report__device > summary").nth(number).click()
        page.locator(f"[name=d{seen.pk}-outcome][value=done]").check()
        for item in Checklist.objects.in_force().get(kind=seen.device.kind_id).items.all():
            box = page.locator(f"[name=d{seen.pk}-i{item.pk}]")
            if item.is_measurement:
                box.fill(IN_ORDER)
            else:
                box.first.check()
