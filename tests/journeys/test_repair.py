"""A practice reports a fault on a telephone; it is repaired at the desk, approved, and billed once."""

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from contracts.service.models import Fault, RepairQuote
from d4d.foundation.written import euro
from shop.invoicing.models import Invoice
from tests.accounts.people import signed_in
from tests.contracts.service.faulting import a_picture
from tests.contracts.service.visiting import a_device, an_engineer
from tests.journeys import steps
from tests.journeys.accessibility import Eyes
from tests.servers import House
from tests.shop.builders import a_member, a_practice, the_tariffs
from tools.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
TELEPHONE = {"width": 390, "height": 844}


def test_a_fault_is_reported_repaired_and_invoiced(
    house: House, page_without_javascript: Page, eyes: Eyes
) -> None:
    page = page_without_javascript
    the_tariffs()
    practice = a_practice(kvk_number="12345678")
    device = a_device(practice)
    manager, engineer = signed_in(a_member(practice, "manager")), signed_in(an_engineer(), second_factor=True)
    page.set_viewport_size(TELEPHONE)
    steps.let_in(page, house, manager)
    page.goto(f"{house.origin}/mijn/storingen/melden/?apparaat={device.pk}")
    report(page)
    fault = Fault.objects.get()

    steps.let_in(page, house, engineer)
    at_the_desk(page, house, fault, "assess", approach="on_site")
    at_the_desk(page, house, fault, "begin")
    at_the_desk(page, house, fault, "line", description="Arbeid", quantity="1,5", price="95,00")
    at_the_desk(page, house, fault, "quote")
    wait_until(lambda: bool(RepairQuote.objects.get().file), "the paper of the quote", within=90)

    steps.let_in(page, house, manager)
    page.goto(f"{house.origin}/mijn/storingen/{fault.number}/")
    steps.follow(page, "Bekijk en beantwoord de offerte")
    expect(page.get_by_role("main")).to_contain_text(euro(14_250))
    steps.press(page, "Akkoord: repareer het voor dit bedrag")
    expect(page.get_by_role("main")).to_contain_text("offerte akkoord")

    steps.let_in(page, house, engineer)
    at_the_desk(page, house, fault, "finish", solution="Deurrubber vervangen")
    at_the_desk(page, house, fault, "close")
    steps.let_in(page, house, manager)
    page.goto(f"{house.origin}/mijn/storingen/{fault.number}/")
    read_the_invoice(page, Invoice.objects.get())


def read_the_invoice(page: Page, invoice: Invoice) -> None:
    """The page of the fault leads to the invoice: its amount in the list, its work on the paper."""
    assert invoice.total_cents == 17_243
    steps.follow(page, f"Factuur {invoice.number}")
    wait_until(invoice.files.filter(kind="pdf").exists, "the paper of the invoice", within=90)
    page.reload()
    row = page.get_by_role("row").filter(has_text=invoice.number)
    expect(row).to_contain_text(euro(17_243))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        row.get_by_role("link", name="PDF").click()
    paper = "".join(one.extract_text() for one in PdfReader(download.value.path()).pages)
    for words in (invoice.number, "Arbeid", "172,43"):
        assert words in paper


@pytest.mark.any_database
def test_nobody_runs_into_a_barrier(house: House, page: Page, eyes: Eyes) -> None:
    practice = a_practice()
    device = a_device(practice)
    steps.let_in(page, house, signed_in(a_member(practice, "manager")))
    page.goto(f"{house.origin}/mijn/storingen/melden/?apparaat={device.pk}")
    report(page, eyes)
    eyes.look(page)
    page.goto(f"{house.origin}/mijn/storingen/")
    eyes.look(page)
    fault = Fault.objects.get()
    steps.let_in(page, house, signed_in(an_engineer(), second_factor=True))
    for path in ("", f"{fault.pk}/change/", f"{fault.pk}/assess/do/", "add/"):
        page.goto(f"{house.origin}/beheer/service/fault/{path}")
        eyes.look_at_the_desk(page)


def report(page: Page, eyes: Eyes | None = None) -> None:
    """The four steps, with one step back in between: what was typed is still there."""
    look = eyes.look if eyes else lambda _page: None
    look(page)
    steps.press(page, "Doorgaan")
    page.locator('[name="problem"][value="leak"]').check()
    page.locator('[name="description"]').fill("Lekt aan de voorkant.")
    look(page)
    steps.press(page, "Doorgaan")
    page.locator('[name="urgency"][value="limited"]').check()
    steps.press(page, "Terug")
    expect(page.locator('[name="description"]')).to_have_value("Lekt aan de voorkant.")
    steps.press(page, "Doorgaan")
    expect(page.locator('[name="urgency"][value="limited"]')).to_be_checked()
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": a_picture().read()}
    page.locator('[name="photos"]').set_input_files([photo])
    look(page)
    steps.press(page, "Doorgaan")
    expect(page.get_by_role("main")).to_contain_text("Lekt aan de voorkant.")
    look(page)
    steps.press(page, "Verstuur de melding")
    expect(page.get_by_role("main")).to_contain_text("Het is bij ons bekend")


def at_the_desk(page: Page, house: House, fault: Fault, act: str, **answers: str) -> None:
    """One act on the page of a fault."""
    page.goto(f"{house.origin}/beheer/service/fault/{fault.pk}/{act}/do/")
    for name, answer in answers.items():
        field = page.locator(f'#content [name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'#content [name="{name}"][value="{answer}"]').check()
        else:
            field.fill(answer)
    steps.go_on(page, page.locator("#content form .submit-row input").first)
    expect(page.locator(".messagelist")).to_contain_text(str(fault.number))
