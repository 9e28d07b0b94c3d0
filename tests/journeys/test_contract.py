"""A device is bought with a maintenance contract, serviced under it, and stands in the inspection dossier."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from accounts.models import Membership, Practice, User
from contracts.agreements.models import Contract
from contracts.devices.services.arriving import set_service
from contracts.service.models import ServiceReport, Visit
from contracts.service.working_days import next_working_day
from d4d.foundation import clock
from shop.catalogue.models import ProductLink, Variant
from shop.shipping import services as shipping
from tests.accounts.people import signed_in
from tests.contracts.agreements.builders import a_plan
from tests.contracts.service.visiting import a_checklist, an_engineer
from tests.journeys import servicing, steps
from tests.journeys.accessibility import Eyes
from tests.servers import House
from tests.shop.builders import (
    a_colleague_of_the_house,
    a_member,
    a_practice,
    an_article,
    on_the_shelf,
    the_tariffs,
)
from tests.simulator_process import Outside
from tools.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
SERIAL = "SN-2026-0077"
SIGNED_BY = "Sanne de Wit"


@dataclass(frozen=True, slots=True)
class Scene:
    """Who walks through the house, and what they walk with."""

    house: House
    page: Page
    desk: Page
    eyes: Eyes
    practice: Practice
    manager: User
    engineer: User


@pytest.fixture
def scene(house: House, page: Page, chromium: Browser, eyes: Eyes) -> Scene:
    """A practice, an engineer, and a browser for each side of the counter."""
    the_tariffs()
    practice = a_practice(kvk_number="12345678")
    manager = a_member(practice, Membership.Role.MANAGER)
    return Scene(house, page, steps.another_window(chromium), eyes, practice, manager, an_engineer())


def test_a_device_bought_with_a_contract_ends_up_in_the_dossier(scene: Scene, tmp_path: Path) -> None:
    autoclave = an_autoclave_with_a_contract()
    buy(scene, autoclave)
    send(scene)
    visit = the_visit_of_the_contract(scene)
    plan(scene, visit)
    report = serviced(scene, visit)
    read_the_dossier(scene, report, tmp_path)
    scene.desk.context.close()


def an_autoclave_with_a_contract() -> Variant:
    """One autoclave on the shelf, and the plan that the shop offers beside it."""
    kind = a_checklist("autoclave").kind
    autoclave = an_article(name="Autoclaaf klasse B", unit_price_e4=4_295_0000, is_serial_tracked=True)
    set_service(autoclave.product, kind, 24)
    on_the_shelf(autoclave, 1, serial=SERIAL)
    contract = an_article(name="Onderhoudscontract Basis", unit_price_e4=199_0000, is_service=True)
    a_plan(variant=contract, visits_a_year=2)
    ProductLink.objects.create(
        product=autoclave.product, other=contract.product, kind=ProductLink.Kind.RELATED
    )
    return autoclave


def buy(scene: Scene, autoclave: Variant) -> None:
    """From the page of the device to the contract beside it, and over the provider's page to the thanks."""
    page, look = scene.page, scene.eyes.look
    steps.let_in(page, scene.house, signed_in(scene.manager))
    page.goto(f"{scene.house.origin}/product/{autoclave.product.slug}/")
    look(page)
    put_in_the_cart(page)
    page.goto(f"{scene.house.origin}/product/{autoclave.product.slug}/")
    steps.follow(page, "Onderhoudscontract Basis")
    look(page)
    put_in_the_cart(page)
    page.goto(f"{scene.house.origin}/winkelwagen/")
    look(page)
    steps.check_out(page, "ideal", look)
    steps.press(page, "Bestellen en betalen")
    steps.press(page, "Betaald")
    page.wait_for_url(f"{scene.house.origin}/betaling/**")
    steps.reload_until(page, "uw betaling is binnen")
    look(page)
    page.goto(f"{scene.house.origin}/afrekenen/gelukt/{steps.number_in(page)}/")
    expect(page.get_by_role("main")).not_to_contain_text("Niet alles is op voorraad")


def put_in_the_cart(page: Page) -> None:
    """Press the button, and wait for the page that follows."""
    steps.go_on(page, page.locator('main form[action$="/erbij/"] button').first)


def send(scene: Scene) -> None:
    """The warehouse scans the serial number; when the courier has the box the device is the practice's."""
    house, desk, page = scene.house, scene.desk, scene.page
    steps.let_in(desk, house, signed_in(a_colleague_of_the_house("warehouse"), second_factor=True))
    wait_until(scene.practice.orders.get().shipments.exists, "something to pick", within=60)
    steps.go_to_the_packing_table(desk, house, scene.eyes.look_at_the_desk)
    steps.pack(desk, [SERIAL])
    outside = Outside(house.simulator_origin)
    steps.scan_until_delivered(outside, steps.labelled_parcel(outside)["id"])
    shipping.ask_couriers()
    page.goto(f"{house.origin}/mijn/apparaten/")
    steps.reload_until(page, SERIAL)
    scene.eyes.look(page)


def the_visit_of_the_contract(scene: Scene) -> Visit:
    """The contract runs and covers the device; the job of the night has made its first visit."""
    page, contract = scene.page, Contract.objects.get(practice=scene.practice)
    assert contract.state == Contract.State.ACTIVE
    page.goto(f"{scene.house.origin}/mijn/contracten/")
    steps.follow(page, contract.number)
    steps.reload_until(page, SERIAL)
    expect(page.get_by_role("main")).to_contain_text("actief")
    scene.eyes.look(page)
    in_sight = clock.today() + timedelta(days=150)
    for _night in range(2):
        call_command("plan_visits", as_of=in_sight)
    visit = Visit.objects.get(due_on__lte=in_sight + timedelta(days=92))
    assert [seen.device.serial for seen in visit.devices.all()] == [SERIAL]
    return visit


def plan(scene: Scene, visit: Visit) -> None:
    """The desk offers two times, and the practice takes the second."""
    desk, day = scene.desk, next_working_day(clock.today() + timedelta(days=7))
    steps.let_in(desk, scene.house, signed_in(scene.engineer, second_factor=True))
    desk.goto(f"{scene.house.origin}/beheer/service/visit/{visit.pk}/offer/do/")
    scene.eyes.look_at_the_desk(desk)
    times = {"day_1": day, "hour_1": "09:00", "day_2": day, "hour_2": "13:00"}
    for name, answer in times.items():
        desk.locator(f'[name="{name}"]').fill(written(answer))
    desk.locator('[name="engineer"]').select_option(str(scene.engineer.subject.uuid))
    steps.go_on(desk, desk.locator("#content form .submit-row input").first)
    servicing.choose_a_time(scene.page, scene.house, "13:00", scene.eyes.look)
    visit.refresh_from_db()
    assert visit.state == Visit.State.PLANNED
    assert visit.starts_at
    assert clock.local(visit.starts_at).hour == 13


def written(answer: date | str) -> str:
    """As a browser sends a day or an hour."""
    return answer.isoformat() if isinstance(answer, date) else answer


def serviced(scene: Scene, visit: Visit) -> ServiceReport:
    """The engineer reports on a telephone, and the practice signs on it."""
    desk = scene.desk
    desk.set_viewport_size(servicing.TELEPHONE)
    desk.goto(f"{scene.house.origin}/beheer/service/visit/{visit.pk}/report/")
    scene.eyes.look_at_the_desk(desk)
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    servicing.fill_in_the_report(desk, visit)
    desk.get_by_label("Naam van wie").fill(SIGNED_BY)
    desk.get_by_role("button", name="Tekenen en versturen").click()
    expect(desk.get_by_text(f"getekend door {SIGNED_BY}")).to_be_visible()
    report = ServiceReport.objects.get(visit=visit)
    wait_until(lambda: hasattr(ServiceReport.objects.get(pk=report.pk), "sheet"), "the sheet", within=60)
    return report


def read_the_dossier(scene: Scene, report: ServiceReport, folder: Path) -> None:
    """One press makes the ZIP; the first page of its overview names the report, and the report is in it."""
    page, day = scene.page, clock.local(report.finished_at).date()
    page.goto(f"{scene.house.origin}/mijn/apparaten/")
    steps.follow(page, "Inspectiedossier")
    scene.eyes.look(page)
    steps.press(page, "Dossier maken")
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("link", name="Dossier ophalen").click(timeout=90_000)
    kept = folder / "dossier.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as dossier:
        (inside,) = [name for name in dossier.namelist() if name.endswith("onderhoudsverslag.pdf")]
        overview, sheet = (text_of(dossier.read(name)) for name in ("overzicht.pdf", inside))
    assert SERIAL.lower() in inside
    assert str(day) in inside
    assert f"Onderhoudsverslag, {day.day} " in overview[0]
    assert SERIAL in overview[0]
    assert inside in re.sub(r"\s", "", "".join(overview))
    assert SIGNED_BY in "".join(sheet)
    assert servicing.IN_ORDER in "".join(sheet)


def text_of(pdf: bytes) -> list[str]:
    """What stands on each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
