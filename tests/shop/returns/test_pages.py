"""A practice follows its returns on pages of its own; the desk does everything from one page."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership
from contracts.devices import services as devices
from contracts.devices.models import DeviceKind, ProductService
from d4d import desk
from d4d.foundation import relay
from shop.invoicing.models import Invoice
from shop.orders.models import OrderLine
from shop.returns.models import Return
from tests.accounts.people import signed_in
from tests.contracts.service.faulting import a_picture
from tests.promises.desk import a_role
from tests.shop.builders import a_member, a_practice
from tests.shop.returns.sending_back import Scene, delivered, received, requested, told

pytestmark = pytest.mark.django_db


def as_(role: str) -> Client:
    return signed_in(a_role(role, f"{role}@d4d.example"), second_factor=True)


def do(client: Client, back: Return, act: str, **answers: Any) -> int:
    status = client.post(f"/beheer/returns/return/{back.pk}/{act}/do/", answers).status_code
    back.refresh_from_db()
    return status


def ask_page(scene: Scene) -> str:
    return f"/mijn/retouren/aanvragen/{scene.order.number}/1/"


def waiting() -> dict[str, int]:
    return {queue.query: queue.waiting().count() for queue in desk.QUEUES if "returns" in queue.page}


def test_from_the_order_to_the_money_in_the_browser(mailoutbox: Any) -> None:
    scene = delivered(3)
    browser = signed_in(scene.user)
    assert ask_page(scene) in browser.get(f"/mijn/bestellingen/{scene.order.number}/").content.decode()
    answers = {"quantity": "2", "reason": "damaged", "wish": "credit", "explanation": "Doos ingedeukt"}
    sent = browser.post(ask_page(scene), answers | {"photos": [a_picture()]})
    back = Return.objects.get()
    assert sent.url == f"/mijn/retouren/{back.number}/"  # type: ignore[attr-defined]
    assert waiting()["state__exact=requested"] == 1

    warehouse, finance = as_("warehouse"), as_("finance")
    assert do(warehouse, back, "accept", instructions="In de oude doos, wij halen het op.") == 302
    line = scene.line.shipment_lines.get().pk
    assert do(warehouse, back, "receive", **{f"pieces_{line}": "2", f"fate_{line}": "scrapped"}) == 302
    assert do(warehouse, back, "settle", quantity="2", way="back") == 403
    assert do(finance, back, "settle", quantity="2", way="back") == 302
    while relay.run_once():
        pass
    page = browser.get(f"/mijn/retouren/{back.number}/").content.decode()
    note = Invoice.objects.get(kind="credit_note")
    for word in ("Doos ingedeukt", "wij halen het op", "L-7", note.number):
        assert word in page
    assert b"JFIF" in browser.get(f"/mijn/retouren/foto/{back.photos.get().pk}/").content
    told = [mail.subject for mail in mailoutbox if back.number in mail.subject]
    assert len(told) == 4


def test_the_desk_closes_a_return_without_a_credit_note() -> None:
    back = received(delivered(3), fate="scrapped")
    assert do(as_("warehouse"), back, "close", why="Niet van ons.") == 403
    assert do(as_("finance"), back, "close", why="De verpakking is open.") == 302
    assert (back.state, back.answer) == ("refused", "De verpakking is open.")


def test_what_cannot_be_is_explained_at_its_field() -> None:
    scene = delivered(3)
    browser = signed_in(scene.user)
    answers = {"quantity": "4", "reason": "damaged", "wish": "repair"}
    errors = browser.post(ask_page(scene), answers).context["form"].errors
    assert errors.keys() == {"quantity", "wish"}
    requested(scene)
    assert "form" in browser.post(ask_page(scene), answers | {"quantity": "1", "wish": "credit"}).context
    assert Return.objects.count() == 1


def test_a_device_is_rather_repaired() -> None:
    scene = delivered(1)
    kind = DeviceKind.objects.order_by("pk").first()
    assert kind
    ProductService.objects.create(product=scene.line.variant.product, kind=kind)
    line = scene.line.shipment_lines.get()
    line.serial = "SN-1"
    line.save()
    (device,) = devices.catch_up(scene.line.variant.product_id)
    answers = {"quantity": "1", "reason": "faulty", "wish": "repair"}
    sent = signed_in(scene.user).post(ask_page(scene), answers)
    assert sent.url == f"/mijn/storingen/melden/?apparaat={device.pk}"  # type: ignore[attr-defined]
    assert not Return.objects.exists()

    received(scene, 1)
    while relay.run_once():
        pass
    device.refresh_from_db()
    assert device.state == "retired"


def test_another_practice_sees_nothing_of_it() -> None:
    scene = delivered(1)
    back = requested(scene, 1)
    stranger = signed_in(a_member(a_practice(), Membership.Role.MANAGER))
    for page in (f"/mijn/retouren/{back.number}/", ask_page(scene)):
        assert stranger.get(page).status_code == 404
    assert stranger.post(f"/mijn/retouren/{back.number}/intrekken/").status_code == 404
    back.refresh_from_db()
    assert back.state == "requested"


def test_the_desk_writes_down_what_was_asked_by_mail_or_phone(mailoutbox: Any) -> None:
    scene, sales = delivered(3), as_("sales")
    page = "/beheer/returns/return/add/"
    sent = {"order": scene.order.number.lower(), "article": scene.line.number, "quantity": "2"}
    sent |= {"reason": "damaged", "wish": "credit", "explanation": ""}
    assert as_("warehouse").post(page, sent).status_code == 403
    assert sales.post(page, sent | {"article": "NIETS"}).status_code == 200
    assert "3" in sales.post(page, sent | {"quantity": "4"}).context["form"].errors["quantity"][0]
    assert Return.objects.count() == 0
    assert sales.post(page, sent).status_code == 302
    back = Return.objects.get()
    assert (back.order_line, back.quantity, back.requested_by) == (scene.line, 2, None)
    assert sales.post(page, sent).status_code == 200  # one at a time
    assert Return.objects.count() == 1
    told()
    assert [one.to for one in mailoutbox if back.number in one.body] == [[scene.user.email]]


def test_of_an_article_that_stands_twice_in_an_order_each_line_can_come_back() -> None:
    scene, sales = delivered(3), as_("sales")
    again = OrderLine.objects.get(pk=scene.line.pk)
    again.pk, again.position = None, 9
    again.save()
    page = "/beheer/returns/return/add/"
    sent = {"order": scene.order.number, "article": scene.line.number.lower(), "quantity": "2"}
    sent |= {"reason": "damaged", "wish": "credit", "explanation": ""}
    assert [sales.post(page, sent).status_code for _ in range(3)] == [302, 302, 200]
    assert set(Return.objects.values_list("order_line", flat=True)) == {scene.line.pk, again.pk}
