"""What came back goes on the shelf or away, is credited with its VAT, and the money finds its way."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.services import chains
from contracts.devices.models import Trace
from d4d.foundation import clock
from privacy.models import DataSubject
from privacy.ties import IsLeaving
from shop.catalogue.models import Product
from shop.invoicing import services as invoicing
from shop.invoicing.models import BalanceEntry, Invoice
from shop.orders.models import Order
from shop.payments import services as payments
from shop.payments.models import Payment, Refund
from shop.returns import services
from shop.returns.forms import ReceiveForm, SettleForm
from shop.returns.models import Return, ReturnedPieces
from shop.returns.services import Settle
from shop.returns.ties import ties_of
from shop.stock.services import NotReceived
from tests.accounts.people import signed_in
from tests.shop.builders import a_practice, an_address, an_order
from tests.shop.returns.sending_back import (
    STAFF,
    accepted,
    another_order,
    came,
    delivered,
    paid_in_advance,
    received,
    sent,
    told,
)
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


def notes() -> list[int]:
    credited = Invoice.objects.filter(kind=Invoice.Kind.CREDIT_NOTE).order_by("pk")
    return list(credited.values_list("total_cents", flat=True))


def test_what_can_be_sold_goes_back_into_its_lot_and_the_rest_away() -> None:
    scene = delivered(3)
    back = accepted(scene, 3)
    services.receive(back.pk, came(scene, 1), by=STAFF)
    services.receive(back.pk, came(scene, 2, "scrapped"), by=STAFF)
    scene.batch.refresh_from_db()
    assert (scene.batch.on_hand, scene.batch.variant.on_hand) == (8, 8)
    pieces = ReturnedPieces.objects.order_by("pk").values_list("quantity", "lot", "fate")
    assert list(pieces) == [(1, "L-7", "shelf"), (2, "L-7", "scrapped")]


def test_more_than_was_announced_is_not_received() -> None:
    scene = delivered(3)
    back = accepted(scene, 2)
    with pytest.raises(services.NotWhatWasSent):
        services.receive(back.pk, came(scene, 3), by=STAFF)
    back.refresh_from_db()
    assert (back.state, ReturnedPieces.objects.count()) == ("accepted", 0)


def test_what_has_expired_does_not_go_on_the_shelf() -> None:
    scene = delivered(3)
    back = accepted(scene)
    scene.batch.expires_on = clock.today()
    scene.batch.save()
    with pytest.raises(NotReceived):
        services.receive(back.pk, came(scene, 2), by=STAFF)
    assert not ReturnedPieces.objects.exists()


def test_a_part_is_credited_and_what_was_open_need_not_be_paid() -> None:
    scene = delivered(3)
    services.settle(received(scene).pk, Settle(2, carriage=True), by=STAFF)
    assert notes() == [3_261]  # 2 × 10.00 and 6.95 carriage, with 21 %
    assert Invoice.objects.get(kind="invoice").open_now() == 1_210


def test_the_carriage_of_another_order_on_the_same_invoice_stays() -> None:
    scene = delivered(3, a_practice(invoice_rhythm="weekly"))
    another_order(scene)
    (invoice,) = invoicing.issue_collected(clock.today() + timedelta(days=8))
    services.settle(received(scene).pk, Settle(2, carriage=True), by=STAFF)
    assert notes() == [3_261]  # 2 × 10.00 and one time 6.95, with 21 %
    charges = [line for line in invoicing.left_of(invoice) if line.entry.is_carriage]
    assert [(line.left, line.entry.order == scene.order) for line in charges] == [(0, True), (1, False)]


def test_the_carriage_goes_back_from_the_invoice_on_which_it_stands() -> None:
    scene = delivered(1)
    first = Invoice.objects.get()
    order = an_order(scene.practice, {scene.line.variant: 3}, terms=Order.Terms.ON_ACCOUNT)
    line = order.lines.get()
    with_carriage, later = (
        invoicing.bill_shipment(order.pk, f"P-{pieces}", {line.pk: pieces}, clock.today())
        for pieces in (1, 2)
    )
    assert with_carriage
    assert later
    back = Return.objects.create(
        number="R2026-00009",
        practice=scene.practice,
        order_line=line,
        quantity=2,
        reason="wrong",
        wish="credit",
        state=Return.State.RECEIVED,
        requested_at=clock.now(),
    )
    ReturnedPieces.objects.create(back=back, quantity=2, fate="scrapped")
    services.settle(back.pk, Settle(2, carriage=True), by=STAFF)
    assert (with_carriage.open_now(), later.open_now()) == (1_210, 0)
    assert first.open_now() == first.total_cents
    assert not services.carriage_left(back)


def test_more_than_came_back_is_not_credited_and_nothing_twice() -> None:
    scene = delivered(3)
    back = received(scene)
    with pytest.raises(services.NotWhatWasSent):
        services.settle(back.pk, Settle(3), by=STAFF)
    assert notes() == []
    assert SettleForm(back, {"quantity": "3", "way": "back"}).errors.keys() == {"quantity"}
    services.settle(back.pk, Settle(1), by=STAFF)
    with pytest.raises(services.NotNow):
        services.settle(back.pk, Settle(1), by=STAFF)
    assert notes() == [1_210]


def test_what_was_credited_by_hand_is_not_credited_again() -> None:
    scene = delivered(3)
    back = received(scene)
    invoicing.credit(Invoice.objects.get().pk, {1: 2}, reason="vergissing", occasion="staff:1:1")
    with pytest.raises(services.NotInvoiced):
        services.settle(back.pk, Settle(2), by=STAFF)
    back.refresh_from_db()
    assert (back.state, notes()) == ("received", [2_420])


def test_money_that_was_paid_becomes_credit_and_pays_what_is_open() -> None:
    scene = delivered(3)
    invoice = Invoice.objects.get()
    invoicing.receive(invoice.pk, invoice.total_cents, reference="1", on=clock.today())
    another_order(scene)
    later = Invoice.objects.latest("pk")
    back = received(scene)
    services.settle(back.pk, Settle(2, gives_money_back=False), by=STAFF)
    told()
    assert (later.total_cents, later.open_now()) == (2_051, 0)
    assert invoicing.balance_cents(scene.practice.pk) == 2_420 - 2_051
    assert not Invoice.objects.to_give_back().exists()


def test_the_article_anew_comes_at_the_old_price_and_is_paid_with_the_credit() -> None:
    scene = delivered(3)
    invoice = Invoice.objects.get()
    invoicing.receive(invoice.pk, invoice.total_cents, reference="1", on=clock.today())
    scene.line.variant.unit_price_e4 = 990_000
    scene.line.variant.save()
    back = services.settle(received(scene, wish="replace").pk, Settle(2), by=STAFF)
    told()
    assert back.replacement
    assert (back.replacement.total_cents, back.replacement.carriage_cents) == (2_420, 0)
    anew = back.replacement
    sent(type(scene)(scene.practice, scene.user, anew, anew.lines.get(), scene.batch))
    told()
    again = Invoice.objects.filter(kind="invoice", lines__order=anew).get()
    assert (again.total_cents, again.open_now()) == (2_420, 0)
    assert invoicing.balance_cents(scene.practice.pk) == 0
    assert BalanceEntry.objects.count() == 2


def test_of_a_location_its_debtor_has_the_credit_and_the_notes() -> None:
    location, debtor = a_practice(), a_practice()
    chains.join_chain(location.pk, debtor.number)
    location.refresh_from_db()
    scene = delivered(3, location)
    invoice = Invoice.objects.get()
    invoicing.receive(invoice.pk, invoice.total_cents, reference="1", on=clock.today())
    another_order(scene)
    later = Invoice.objects.latest("pk")
    back = services.settle(received(scene).pk, Settle(2, gives_money_back=False), by=STAFF)
    assert {one.practice for one in Invoice.objects.all()} == {debtor}
    assert later.open_now() == 0
    assert invoicing.balance_cents(debtor.pk) == 2_420 - later.total_cents
    page = signed_in(scene.user).get(f"/mijn/retouren/{back.number}/").content.decode()
    assert back.credit_notes().get().number not in page


def test_the_article_anew_goes_where_the_first_one_went() -> None:
    practice = a_practice()
    branch = an_address(practice, street="Zijstraat", city="Vught")
    scene = delivered(3, practice, address=branch)
    back = services.settle(received(scene, wish="replace").pk, Settle(2), by=STAFF)
    assert back.replacement
    assert back.replacement.delivery_street == "Zijstraat"


def test_what_replaces_is_paid_with_no_more_credit_than_it_costs(mailoutbox: list[Any]) -> None:
    scene = delivered(3, a_practice(invoice_rhythm="weekly"))
    invoicing.issue_collected(clock.today() + timedelta(days=8))
    back = services.settle(received(scene, wish="replace").pk, Settle(2), by=STAFF)
    assert back.replacement
    told()
    said = [mail.body for mail in mailoutbox if back.number in mail.subject][-1]
    assert back.replacement.number in said
    assert not back.keeps_credit()  # nothing had been paid
    assert "betaalt" not in said
    BalanceEntry.objects.create(
        practice=scene.practice, kind="paid_beyond", amount_cents=9_000, occasion="x", booked_on=clock.today()
    )
    anew = back.replacement
    another_order(scene)
    sent(type(scene)(scene.practice, scene.user, anew, anew.lines.get(), scene.batch))
    (invoice,) = invoicing.issue_collected(clock.today() + timedelta(days=8))
    for _ in range(2):
        services.set_off_replacement(invoice.pk)
    assert invoicing.balance_cents(scene.practice.pk) == 9_000 - 2_420


def test_what_came_back_spoilt_is_closed_without_a_credit_note(mailoutbox: list[Any]) -> None:
    back = received(delivered(3), fate="scrapped")
    services.refuse(back.pk, "De verpakking is open.", by=STAFF)
    told()
    back.refresh_from_db()
    assert (back.state, back.closed_at is None, notes()) == ("refused", False, [])
    said = [mail.body for mail in mailoutbox if back.number in mail.subject][-1]
    assert "De verpakking is open." in said
    assert not ties_of(back.practice.subject.uuid)


def test_what_is_of_no_batch_cannot_be_put_on_the_shelf() -> None:
    scene = delivered(3)
    back = accepted(scene)
    scene.line.shipment_lines.update(batch=None)
    with pytest.raises(services.NoShelf):
        services.receive(back.pk, came(scene, 2), by=STAFF)
    offered = ReceiveForm(back).fields[f"fate_{scene.line.shipment_lines.get().pk}"]
    assert [value for value, _label in offered.choices] == ["scrapped"]  # type: ignore[attr-defined]
    assert not ReturnedPieces.objects.exists()


def test_without_an_address_nothing_is_sent_anew_and_nothing_credited() -> None:
    scene = delivered(3)
    back = received(scene, wish="replace")
    scene.practice.addresses.update(is_retired=True)
    with pytest.raises(services.NowhereToSend):
        services.settle(back.pk, Settle(2), by=STAFF)
    back.refresh_from_db()
    assert (back.state, back.replacement, notes()) == ("received", None, [])


def test_nothing_is_made_good_for_whoever_is_being_erased() -> None:
    scene = delivered(3)
    back = received(scene)
    DataSubject.objects.filter(pk=scene.practice.subject_id).update(state="erasing")
    with pytest.raises(IsLeaving):
        services.settle(back.pk, Settle(2), by=STAFF)
    back.refresh_from_db()
    assert (back.state, notes()) == ("received", [])


def test_the_ledger_of_devices_keeps_which_lot_came_back() -> None:
    scene = delivered(3)
    Product.objects.update(
        device_class="IIa", has_ce_mark=True, has_dutch_instructions=True, has_udi=True, is_implantable=False
    )
    received(scene, 2)
    told()
    told_of = Trace.objects.get().returns.get()
    assert (told_of.quantity, told_of.reference.split("/")[0][:2]) == (2, "R2")


@pytest.fixture
def till(outside: Outside, settings: Any) -> Outside:
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    return outside


def test_what_was_paid_in_advance_goes_back_the_way_it_came_and_never_more(till: Outside) -> None:
    scene = paid_in_advance(3)
    payment = payments.start(scene.order)
    assert payment.provider_id
    till.pay(payment.provider_id)
    payments.refresh(payment.pk)
    back = received(sent(scene), 3)
    services.settle(back.pk, Settle(3, carriage=True), by=STAFF)
    told()
    payment = Payment.objects.get()
    assert (Refund.objects.get().amount_cents, payment.room_cents) == (payment.amount_cents, 0)
    with pytest.raises(payments.RefundTooLarge):
        payments.refund(Order.objects.get(), 1, "te veel")
    assert Refund.objects.count() == 1
