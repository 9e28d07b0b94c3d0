"""The main job, from end to end: a practice registers, orders, pays, and gets parcel and invoice."""

from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, expect

from d4d.demo import trade
from shop.catalogue.demo.load import load
from shop.invoicing import archive
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.shipping import services as shipping
from shop.shipping.models import Parcel
from tests.accounts.people import PERSON
from tests.journeys import steps
from tests.journeys.accessibility import Eyes
from tests.servers import House
from tests.simulator_process import Outside

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

BUR, SEALANT, BRUSHES = "KT-D801-014", "SV-FIS", "SV-RAG-ROZ"
EMAIL = PERSON["email"].lower()
ADDRESS_FIELDS = {"FirstName", "Name", "CompanyName", "Street", "HouseNr", "HouseNrExt", "Zipcode", "City"}
TOTAL = "{*}LegalMonetaryTotal/{*}TaxInclusiveAmount"


@pytest.fixture
def shelves(transactional_db: None) -> None:
    """All articles of the demo, and a few of them on the shelf."""
    trade.fill_shelves([one for one in load() if one.number in {BUR, SEALANT, BRUSHES}])


def test_from_registration_to_the_parcel_at_the_door(
    shelves: None, house: House, page: Page, chromium: Browser, eyes: Eyes
) -> None:
    outside = Outside(house.simulator_origin)
    look = eyes.look
    join(page, house, eyes)
    desk = steps.another_window(chromium)
    approve(desk, house, eyes)
    steps.mail_about(outside, EMAIL, "goedgekeurd")

    find_goods(page, house, eyes)
    steps.put_in_the_cart(page, house, f"{BUR};3\n{SEALANT} 2\n{BRUSHES}\t10", look)
    steps.check_out(page, "ideal", look)
    number = order_and_pay(page, house, eyes)
    page.goto(f"{house.origin}/mijn/bestellingen/{number}/")
    look(page)
    steps.mail_about(outside, EMAIL, number)
    invoice_is_in_the_mail(outside, number)

    parcel = pack(desk, house, number, eyes)
    only_name_and_address_left(outside)
    delivered(page, house, outside, parcel, eyes)
    desk.context.close()


def join(page: Page, house: House, eyes: Eyes) -> None:
    """Register, confirm the mailbox, sign in and look around."""
    look = eyes.look
    page.goto(house.origin)
    look(page)
    steps.register(page, house, look)
    steps.confirm_the_mailbox(page, house, look)
    steps.sign_in(page, house, EMAIL)
    page.wait_for_url("**/mijn/")
    for place in ("/mijn/", "/mijn/gegevens/", "/mijn/adressen/", "/mijn/privacy/", "/mijn/beveiliging/"):
        page.goto(f"{house.origin}{place}")
        look(page)


def approve(desk: Page, house: House, eyes: Eyes) -> None:
    """Staff sets up a second factor and approves the practice."""
    look = eyes.look_at_the_desk
    staff = steps.somebody_at_the_desk("sales", "warehouse")
    steps.enter_the_desk(desk, house, staff.email, look)
    look(desk)
    steps.go_on(desk, desk.get_by_role("link", name="Te beoordelen praktijken"))
    look(desk)
    steps.go_on(desk, desk.locator("#result_list tbody th a").first)
    look(desk)
    steps.follow(desk, "Goedkeuren, afwijzen of afsluiten")
    desk.locator('[name="reason"]').fill("staat in het handelsregister")
    look(desk)
    steps.press(desk, "Beslissen")
    expect(desk.locator(".messagelist")).to_contain_text("gedaan")


def find_goods(page: Page, house: House, eyes: Eyes) -> None:
    """Search with a slip of the finger, with half a number, and read about what was found."""
    for typed in ("diamntboor", "D801 01"):
        page.goto(house.origin)
        steps.enter(page, page.get_by_role("searchbox"), typed)
        expect(page.get_by_role("link", name="Diamantboor bol").first).to_be_visible()
    eyes.look(page)
    steps.go_on(page, page.get_by_role("link", name="Diamantboor bol").first)
    page.wait_for_url("**/product/diamantboor-bol/")
    eyes.look(page)
    page.goto(f"{house.origin}/producten/")
    eyes.look(page)


def order_and_pay(page: Page, house: House, eyes: Eyes) -> str:
    """Cross to the provider's own origin under the enforced policy, pay, and come back to a paid order."""
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "script-src 'self'" in [rule.strip() for rule in policy.split(";")]
    assert f"form-action 'self' {house.simulator_origin}" in policy
    with page.expect_request(f"{house.simulator_origin}/**") as crossing:
        steps.press(page, "Bestellen en betalen")
    came_from = crossing.value.redirected_from
    assert came_from
    assert (came_from.method, came_from.url) == ("POST", f"{house.origin}/afrekenen/controleren/")
    expect(page.get_by_text("iDEAL")).to_be_visible()
    steps.press(page, "Betaald")
    page.wait_for_url(f"{house.origin}/betaling/**")
    expect(page.get_by_text("uw betaling is binnen")).to_be_visible()
    eyes.look(page)
    return steps.number_in(page)


def invoice_is_in_the_mail(outside: Outside, number: str) -> None:
    """PDF and UBL as they lie in the archive travel along, and the UBL asks what the order costs."""
    mail = steps.mail_about(outside, "facturen@linde.example", "Factuur")
    order = Order.objects.get(number=number)
    invoice = Invoice.objects.get()
    kept = {f"{invoice.number}.{kind}": content for kind, content in _archived(invoice).items()}
    sent = {
        one["name"]: outside.attachment(int(mail["id"]), place)
        for place, one in enumerate(mail["attachments"], start=1)
    }
    assert sent == kept
    assert set(sent) == {f"{invoice.number}.pdf", f"{invoice.number}.xml"}
    total = etree.fromstring(sent[f"{invoice.number}.xml"]).findtext(TOTAL)
    assert Decimal(total or "0") * 100 == order.total_cents == invoice.total_cents


def _archived(invoice: Invoice) -> dict[str, bytes]:
    endings = {"pdf": "pdf", "ubl": "xml"}
    return {endings[file.kind]: archive.read(file) for file in invoice.files.all() if file.kind in endings}


def pack(desk: Page, house: House, number: str, eyes: Eyes) -> dict[str, Any]:
    """Packing is refused until each LOT is scanned; then the courier makes one label."""
    steps.go_to_the_packing_table(desk, house, eyes.look_at_the_desk)
    steps.pack(desk, [])
    expect(desk.locator("main, #content").first).to_contain_text(BUR)
    assert not Parcel.objects.exists()
    lots = (
        Order.objects.get(number=number)
        .shipments.get()
        .lines.values_list("order_line__variant__batches__lot", flat=True)
    )
    steps.pack(desk, filter(None, lots))
    return steps.labelled_parcel(Outside(house.simulator_origin))


def only_name_and_address_left(outside: Outside) -> None:
    """Of what the courier was told about the practice, everything is name or address."""
    (call,) = [call for call in outside.ledger("postnl") if "Shipments.Addresses" in call["keys"]]
    receiver = call["body"]["Shipments"][0]["Addresses"][0]
    assert set(receiver) - {"AddressType", "Countrycode"} <= ADDRESS_FIELDS
    assert "Shipments.Contacts" not in call["keys"]
    told = str(call["body"])
    for secret in (EMAIL, "facturen@linde.example", "73555", "12345678"):
        assert secret not in told


def delivered(page: Page, house: House, outside: Outside, parcel: dict[str, Any], eyes: Eyes) -> None:
    """The courier's scans reach the practice: a mail with the way to follow it, then its own page."""
    steps.scan_until_delivered(outside, parcel["id"])
    shipping.ask_couriers()
    steps.reload_until(page, "bezorgd")
    eyes.look(page)
    mail = steps.mail_about(outside, EMAIL, "onderweg")
    assert parcel["id"] in mail["text"]
    page.goto(f"{house.origin}/mijn/facturen/")
    eyes.look(page)
