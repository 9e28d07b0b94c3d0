"""The packing table says what cannot be, shipment by shipment, and shows addresses to who may see them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from privacy.vocabulary import RECIPIENTS
from shop.catalogue.models import Document
from shop.orders import services as orders
from shop.orders.models import Order
from shop.orders.readers import orderer
from shop.shipping import services
from shop.shipping.forms import PackForm
from shop.shipping.mails import parcel_on_its_way
from shop.shipping.models import Parcel, Shipment
from shop.stock.models import Allocation
from tests.accounts.people import dutch, signed_in, somebody_of_the_staff
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf, the_tariffs
from tests.shop.shipping.stations import a_shipment

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """Staff with a used second factor."""
    return signed_in(somebody_of_the_staff(), second_factor=True)


def somebody_with_the_role(role: str) -> Client:
    """Staff with one role and nothing more."""
    user = somebody_of_the_staff(f"{role}@d4d.example")
    User.objects.filter(pk=user.pk).update(is_superuser=False, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    return signed_in(User.objects.get(pk=user.pk), second_factor=True)


def a_packed_shipment(**facts: Any) -> Shipment:
    """A closed box of a practice of its own; the tariffs are the same for all."""
    shipment = a_shipment(**facts)
    services.pack(shipment.pk, courier="manual")
    return shipment


def states_of(*rows: Shipment) -> list[str]:
    return [Shipment.objects.get(pk=row.pk).state for row in rows]


def chosen(desk: Client, act: str, *rows: Shipment) -> str:
    """What staff reads after doing something with shipments in the list."""
    page = reverse("admin:shipping_shipment_changelist")
    ticked: dict[str, Any] = {"action": act, "_selected_action": [row.pk for row in rows]}
    before = states_of(*rows)
    asked = desk.post(page, ticked, follow=True)
    assert asked.status_code == 200
    if not asked.context["to_do"]:
        return asked.content.decode()
    assert states_of(*rows) == before  # it asks first
    answer = desk.post(page, {**ticked, "confirmed": "1"}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_shipment_whose_goods_are_gone_says_so(desk: Client) -> None:
    shipment = a_packed_shipment()
    Allocation.objects.all().delete()
    said = chosen(desk, "hand_over", shipment)
    assert (
        dutch("What was packed is no longer set aside: unpack it, or decide about it if it has expired.")
        in said
    )
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.PACKED


def test_a_shipment_that_cannot_be_billed_says_why(desk: Client) -> None:
    shipment = a_packed_shipment()
    Order.objects.filter(pk=shipment.order_id).update(terms=Order.Terms.ON_ACCOUNT, delivery_country="DE")
    Order.objects.filter(pk=shipment.order_id).update(vat_treatment=Order.VatTreatment.INTRA_COMMUNITY)
    shipment.order.lines.update(vat_category="K", vat_permille=0)
    said = chosen(desk, "hand_over", shipment)
    assert dutch("The invoice cannot be made: %(why)s").split("%")[0] in said
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.PACKED


def test_an_order_that_expects_nothing_more_says_so(desk: Client) -> None:
    shipment = a_packed_shipment()
    Order.objects.filter(pk=shipment.order_id).update(state=Order.State.AWAITING_REVIEW)
    said = chosen(desk, "hand_over", shipment)
    assert dutch("The order no longer expects these pieces; unpack it.") in said


def test_boxes_are_opened_again_and_their_labels_destroyed(desk: Client) -> None:
    shipment = a_packed_shipment()
    Parcel.objects.update(state=Parcel.State.REGISTERED, tracking_number="3SDEVC1")
    said = chosen(desk, "unpack", shipment)
    assert Parcel.objects.get().reference in said
    shipment.refresh_from_db()
    assert shipment.state == Shipment.State.CANCELLED
    assert dutch("This shipment is not packed, or has left already.") in chosen(desk, "unpack", shipment)


def test_what_cannot_be_packed_is_said_in_dutch(desk: Client) -> None:
    shipment = a_shipment(is_lot_tracked=True, lot="ABC123")
    page = reverse("admin:shipping_shipment_pack", args=[shipment.pk])
    said = desk.post(page, {"courier": "manual", "boxes": 1, "scanned": ""}).content.decode()
    article = shipment.order.lines.get().number
    assert dutch("%(article)s: scan %(mark)s.") % {"article": article, "mark": "ABC123"} in said


@pytest.mark.parametrize(("role", "status"), [("finance", 404), ("warehouse", 200)])
def test_addresses_on_paper_are_for_who_may_see_shipments(
    role: str, status: int, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    shipment = a_packed_shipment()
    parcel = shipment.parcels.get()
    parcel.label.save("label.pdf", ContentFile(b"%PDF-1.4"))
    browser = somebody_with_the_role(role)
    for page in (
        reverse("admin:shipping_shipment_slip", args=[shipment.pk]),
        reverse("admin:shipping_parcel_label", args=[parcel.pk]),
    ):
        answer = browser.get(page)
        assert answer.status_code == status
        assert answer.getvalue()


def test_only_couriers_with_an_account_are_offered(settings: Any) -> None:
    settings.COURIERS = {
        "postnl": {"endpoint": "https://api.example", "key": "one"},
        "dhl": {"endpoint": "https://api.example", "key": ""},
    }
    offered = [code for code, _name in PackForm().fields["courier"].choices]
    assert offered == ["postnl", "manual"]


def test_our_own_delivery_has_a_name_in_both_languages() -> None:
    with translation.override("nl"):
        assert str(RECIPIENTS["manual"].name) == "Eigen bezorging"
    with translation.override("en"):
        assert str(RECIPIENTS["manual"].name) == "Own delivery"


def test_the_page_of_a_shipment_names_its_courier_as_people_do(desk: Client) -> None:
    shipment = a_packed_shipment()
    page = desk.get(reverse("admin:shipping_shipment_change", args=[shipment.pk])).content.decode()
    head = page.partition('class="inline-group')[0]
    assert "Eigen bezorging" in head
    assert "manual" not in head


@pytest.mark.parametrize(
    ("content", "kind"), [(b"%PDF-1.4 sheet", "application/pdf"), (b"sheet", "application/octet-stream")]
)
def test_a_safety_sheet_travels_as_what_it_is(
    content: bytes, kind: str, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    shipment = a_packed_shipment()
    product = shipment.order.lines.get().variant.product
    sheet = Document(product=product, kind=Document.Kind.SAFETY)
    sheet.file.save("blad.pdf", ContentFile(content))
    parcel_on_its_way(shipment.parcels.get().pk, orderer)
    assert [one[2] for one in mail.outbox[-1].attachments] == [kind]


def test_a_pick_list_costs_the_same_for_one_line_and_for_many(desk: Client) -> None:
    the_tariffs()
    practice = a_practice()
    counts = []
    for lines in (1, 1, 5):  # the first is also the first page of this process
        articles = [an_article() for _ in range(lines)]
        for article in articles:
            on_the_shelf(article, 7)
        order = an_order(practice, {article: pieces for pieces, article in enumerate(articles, start=1)})
        shipment = services.queue(orders.mark_paid(order.pk).pk)
        assert shipment
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(f"/beheer/shipping/shipment/{shipment.pk}/change/").content.decode()
        counts.append(len(queries))
    assert counts[1] == counts[2]
    rows = re.findall(r'field-quantity">\s*<p>(\d)</p>.*?field-shelf">\s*<p>(\d) × ', page, re.DOTALL)
    assert sorted(rows) == [(str(pieces), str(pieces)) for pieces in range(1, 6)]
