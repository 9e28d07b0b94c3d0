"""A visit: the practice chooses a time, the engineer reports from a telephone that loses its network."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Error, Page, expect

from contracts.service import services
from contracts.service.models import ReportDraft, ReportPhoto, ServiceReport, Visit
from contracts.service.working_days import next_working_day
from d4d.foundation import clock
from tests.accounts.people import signed_in
from tests.contracts.service.visiting import a_checklist, a_device, a_photo, a_visit, an_engineer, at, planned
from tests.journeys import servicing, steps
from tests.journeys.accessibility import Eyes
from tests.servers import House, built_house, opened
from tests.shop.builders import a_member, a_practice
from tools.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.any_database,
]

KEPT = """async () => {
  const cupboard = (await caches.keys()).includes("report-form") ? await caches.open("report-form") : null;
  return (await cupboard?.keys() ?? []).some((kept) => kept.url.endsWith("/report/"));
}"""

WAITING = """() => new Promise((resolve) => {
  const asked = indexedDB.open("service-reports", 1);
  asked.onsuccess = () => {
    const count = asked.result.transaction("waiting").objectStore("waiting").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""


@pytest.fixture(scope="module")
def house(database_of_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all; each of them has a practice, an engineer and a visit of its own."""
    a_checklist("autoclave")
    with opened(built_house(tmp_path_factory.mktemp("house"))) as standing:
        yield standing


def test_a_report_signed_without_a_network_arrives_once(house: House, page: Page, eyes: Eyes) -> None:
    practice, engineer = a_practice(), an_engineer()
    visit = a_visit(practice, [a_device(practice), a_device(practice)])
    day = next_working_day(clock.today() + timedelta(days=7))
    services.offer(visit.pk, [at(day, 9, engineer=engineer), at(day, 13, engineer=engineer)], by=None)
    manager = signed_in(a_member(practice, "manager"))
    steps.let_in(page, house, manager)
    servicing.choose_a_time(page, house, "13:00", eyes.look)
    report(page, house, signed_in(engineer, second_factor=True), visit, eyes)
    assert ServiceReport.objects.get(visit=visit).signed_by == "Sanne de Wit"
    assert ReportPhoto.objects.filter(visit=visit).count() == 1
    assert page.evaluate(WAITING) == 0  # nothing stays behind on the telephone
    wait_until(lambda: hasattr(ServiceReport.objects.get(visit=visit), "sheet"), "the sheet", within=60)
    read(page, house, manager, visit, eyes)


def report(page: Page, house: House, engineer: Client, visit: Visit, eyes: Eyes) -> None:
    """The network goes while the engineer fills in the form, and comes back after signing."""
    page.set_viewport_size(servicing.TELEPHONE)
    steps.let_in(page, house, engineer)
    page.goto(f"{house.origin}/beheer/service/visit/week/?week={clock.today():%G-W%V}")
    eyes.look_at_the_desk(page)
    page.goto(f"{house.origin}/beheer/service/visit/{visit.pk}/report/")
    eyes.look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Opmerkingen").fill("Met netwerk begonnen")
    expect(page.get_by_text("Bewaard om")).to_be_visible()
    page.context.set_offline(True)
    servicing.fill_in_the_report(page, visit)
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": a_photo().read()}
    page.get_by_label("Foto's").set_input_files([photo])
    page.get_by_label("Naam van wie").fill("Sanne de Wit")
    page.get_by_role("button", name="Tekenen en versturen").click()
    expect(page.get_by_text("Niet verstuurd")).to_be_visible()
    assert not ServiceReport.objects.filter(visit=visit).exists()
    page.context.set_offline(False)
    expect(page.get_by_text("getekend door Sanne de Wit")).to_be_visible()


def read(page: Page, house: House, manager: Client, visit: Visit, eyes: Eyes) -> None:
    """The practice reads the report and fetches the sheet."""
    steps.let_in(page, house, manager)
    page.goto(f"{house.origin}/mijn/onderhoud/{visit.pk}/")
    eyes.look(page)
    expect(page.get_by_text("135,5 °C").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Verslag als pdf").click()
    assert download.value.suggested_filename == f"verslag-{visit.pk}.pdf"


def test_without_a_script_a_draft_is_kept_and_the_report_sent(
    house: House, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    practice, engineer = a_practice(), an_engineer()
    visit = a_visit(practice, [a_device(practice)])
    services.plan(visit.pk, at(next_working_day(clock.today()), 9), by=None)
    steps.let_in(page, house, signed_in(engineer, second_factor=True))
    page.goto(f"{house.origin}/beheer/service/visit/{visit.pk}/report/")
    page.get_by_label("Opmerkingen").fill("Later verder")
    page.get_by_role("button", name="Bewaar concept").click()
    expect(page.get_by_label("Opmerkingen")).to_have_value("Later verder")
    servicing.fill_in_the_report(page, visit)
    page.get_by_label("Naam van wie").fill("Sanne de Wit")
    page.get_by_role("button", name="Tekenen en versturen").click()
    expect(page.get_by_text("getekend door Sanne de Wit")).to_be_visible()


def test_a_draft_waits_for_its_own_engineer_only_and_not_for_a_visit_that_is_gone(
    house: House, page: Page
) -> None:
    practice, engineer, colleague = a_practice(), an_engineer(), an_engineer()
    visit = planned(a_visit(practice, [a_device(practice)]), engineer=engineer)
    address = f"{house.origin}/beheer/service/visit/{visit.pk}/report/"
    write_without_a_network(page, house, signed_in(engineer, second_factor=True), address)
    assert not ReportDraft.objects.filter(visit=visit, answers__contains="Lekt").exists()
    browser = page.context
    page.close()
    browser.clear_cookies()
    browser.set_offline(False)
    page = browser.new_page()
    page.goto(f"{house.origin}/account/inloggen/")
    wait_until(lambda: not page.evaluate(KEPT), "the form of the engineer is gone")
    ReportDraft.objects.filter(
        visit=visit
    ).delete()  # a page that closes may send once more; here it is about the browser
    write_without_a_network(page, house, signed_in(colleague, second_factor=True), address)
    assert page.evaluate(WAITING) == 1
    Visit.objects.filter(pk=visit.pk).update(state=Visit.State.CANCELLED)
    page.context.set_offline(False)
    expect(page.get_by_label("Opmerkingen")).to_have_count(0, timeout=20_000)
    page.goto(address)  # what showed the form without a network may have come back later than the page
    expect(page.get_by_label("Opmerkingen")).to_have_count(0)
    assert page.evaluate(WAITING) == 0


def test_no_form_of_a_visit_that_is_gone_comes_back_on_a_weak_network(house: House, page: Page) -> None:
    practice, engineer = a_practice(), an_engineer()
    visit = planned(a_visit(practice, [a_device(practice)]), engineer=engineer)
    steps.let_in(page, house, signed_in(engineer, second_factor=True))
    page.goto(f"{house.origin}/beheer/service/visit/{visit.pk}/report/")
    wait_until(lambda: page.evaluate(KEPT), "the form in its cupboard")
    page.context.set_offline(True)
    page.get_by_label("Opmerkingen").fill("Lekt.")
    expect(page.get_by_text("Niet verstuurd")).to_be_visible()
    page.route("**/report/", lambda route: route.fulfill(status=404))  # this much comes through
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_label("Opmerkingen")).to_have_count(0)


def test_the_form_opens_again_without_a_network_until_its_engineer_signs_out(
    house: House, page: Page
) -> None:
    practice, engineer = a_practice(), an_engineer()
    visit = planned(a_visit(practice, [a_device(practice)]), engineer=engineer)
    desk = f"{house.origin}/beheer/service/visit"
    steps.let_in(page, house, signed_in(engineer, second_factor=True))
    page.goto(f"{desk}/{visit.pk}/report/")
    wait_until(lambda: page.evaluate(KEPT), "the form in its cupboard")
    page.context.set_offline(True)
    page.get_by_label("Opmerkingen").fill("Lekt.")
    expect(page.get_by_text("Niet verstuurd")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Opmerkingen")).to_have_value("Lekt.")
    assert page.locator(".form").evaluate("one => getComputedStyle(one).display") == "flex"
    with pytest.raises(Error):
        page.goto(f"{desk}/")

    page.context.set_offline(False)
    page.goto(f"{desk}/{visit.pk}/report/")
    expect(page.get_by_label("Opmerkingen")).to_have_value("Lekt.")
    assert page.evaluate(KEPT)
    page.goto(f"{desk}/")
    steps.press(page, "Afmelden")
    wait_until(lambda: not page.evaluate(KEPT), "an empty cupboard")


def write_without_a_network(page: Page, house: House, client: Client, address: str) -> None:
    """What somebody types waits in the browser, beside nothing of anybody else."""
    steps.let_in(page, house, client)
    page.goto(address)
    expect(page.get_by_label("Opmerkingen")).to_have_value("")
    page.context.set_offline(True)
    page.get_by_label("Opmerkingen").fill("Lekt.")
    expect(page.get_by_text("Niet verstuurd")).to_be_visible()
