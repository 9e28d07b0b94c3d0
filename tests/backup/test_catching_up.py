"""After a restore the house catches up: nobody pays twice, no number, invoice or label is made twice."""

from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from d4d.foundation import backup, relay, standstill
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments import services as payments
from shop.payments.models import Payment, Refund
from shop.shipping import services as shipping
from shop.shipping.models import Parcel, Shipment
from tests.backup.conftest import Places
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs
from tests.simulator_process import Outside


@pytest.fixture
def world(outside: Outside, places: Places, settings: Any) -> Outside:
    """Provider and couriers at the simulator, and goods on the shelf."""
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    settings.COURIERS = {
        name: {**courier, "endpoint": f"{outside.origin}/{name}"}
        for name, courier in settings.COURIERS.items()
    }
    cache.clear()
    the_tariffs()
    return outside


def ordered(**facts: Any) -> Order:
    article = an_article()
    on_the_shelf(article, 50)
    practice = a_practice(kvk_number="12345678")
    return an_order(practice, {article: 3}, placed_by=a_member(practice), **facts)


def told() -> None:
    while relay.run_once():
        pass


def paid(order: Order, world: Outside) -> Payment:
    payment = payments.start(order, "ideal")
    assert payment.provider_id
    world.pay(payment.provider_id)
    payments.refresh(payment.pk)
    told()
    return payment


def restored(places: Places) -> None:
    call_command("restore", str(places.backups), yes=True, stdout=StringIO())
    call_command("privacy_replay", stdout=StringIO())


def caught_up(**options: Any) -> str:
    said = StringIO()
    call_command("reconcile", stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize("courier", ["postnl", "dhl"])
def test_what_was_paid_billed_and_labelled_since_happens_once(
    world: Outside, places: Places, courier: str
) -> None:
    order = ordered()
    backup.make(places.backups)
    payment = paid(order, world)
    invoice = Invoice.objects.get()
    shipment = Shipment.objects.get()
    shipping.pack(shipment.pk, courier=courier)
    told()
    label = Parcel.objects.get()
    assert label.tracking_number

    restored(places)
    assert Order.objects.get().state == Order.State.AWAITING_PAYMENT
    assert payment.provider_id in caught_up()
    told()

    assert Order.objects.get().state == Order.State.RELEASED
    again = Invoice.objects.get()
    assert (again.number, again.seal, again.open_now()) == (invoice.number, invoice.seal, 0)
    assert len([call for call in world.ledger("mollie") if call["method"] == "POST"]) == 1
    shipping.pack(Shipment.objects.get().pk, courier=courier)
    told()
    assert Parcel.objects.get().tracking_number == label.tracking_number
    assert len(world.parcels()) == 1


def test_a_courier_that_cannot_tell_leaves_it_to_somebody(world: Outside, places: Places) -> None:
    order = ordered()
    paid(order, world)
    backup.make(places.backups)
    shipping.pack(Shipment.objects.get().pk, courier="dpd")
    told()
    restored(places)
    caught_up()
    shipping.pack(Shipment.objects.get().pk, courier="dpd")
    told()
    parcel = Parcel.objects.get()
    assert (parcel.state, len(world.parcels())) == (Parcel.State.WANTED, 1)
    shipping.make_label_again(parcel.pk)
    told()
    assert Parcel.objects.get().state == Parcel.State.REGISTERED


def test_a_refund_made_since_is_not_made_again(world: Outside, places: Places) -> None:
    order = ordered()
    payment = paid(order, world)
    backup.make(places.backups)
    payments.refund(order, 500, "test")
    told()
    restored(places)
    caught_up()
    again = Payment.objects.get()
    assert again.refunded_cents == 500
    with pytest.raises(payments.RefundTooLarge):
        payments.refund(order, payment.amount_cents, "test")
    assert Refund.objects.count() == 1


def test_a_refund_that_waited_in_the_backup_is_not_sent_again(world: Outside, places: Places) -> None:
    order = ordered()
    paid(order, world)
    payments.refund(order, 500, "test")
    backup.make(places.backups)
    told()
    sent = [call for call in world.ledger("mollie") if call["method"] == "POST"]
    restored(places)
    caught_up()
    told()
    assert [call for call in world.ledger("mollie") if call["method"] == "POST"] == sent
    assert Refund.objects.get().state != Refund.State.WANTED


def test_a_lost_order_gives_its_number_to_nobody_and_its_money_needs_somebody(
    world: Outside, places: Places
) -> None:
    known = ordered()
    backup.make(places.backups)
    lost, unpaid = ordered(), ordered()
    payment, open_one = paid(lost, world), payments.start(unpaid, "ideal")
    lost_invoice = Invoice.objects.get()
    restored(places)
    with pytest.raises(CommandError, match="need somebody"):
        caught_up()
    assert standstill.look() != []
    said = caught_up(accept=True)
    assert f"{payment.provider_id} of lost order {lost.number} is paid" in said
    assert standstill.look() == []
    assert _status(world, open_one) == "canceled"
    fresh = ordered()
    assert fresh.number not in {known.number, lost.number, unpaid.number}
    assert fresh.practice.number not in {one.practice.number for one in (known, lost, unpaid)}
    paid(fresh, world)
    assert lost_invoice.number not in {one.number for one in Invoice.objects.filter(lines__order=fresh)}


def _status(world: Outside, payment: Payment) -> str:
    return str(world.get(f"/mollie/v2/payments/{payment.provider_id}", Authorization=KEY).json()["status"])


KEY = "Bearer test_simulator0000000000000000000000"


def test_a_provider_that_does_not_answer_keeps_the_house_closed(world: Outside, places: Places) -> None:
    payments.start(ordered(), "ideal")
    backup.make(places.backups)
    restored(places)
    world.fault("mollie", "error", count=9)
    with pytest.raises(CommandError, match="The house stays closed"):
        caught_up()
    assert any("run reconcile" in reason for reason in standstill.look())


def test_catching_up_twice_changes_nothing(world: Outside, places: Places) -> None:
    order = ordered()
    backup.make(places.backups)
    paid(order, world)
    restored(places)
    caught_up()
    told()
    before = (Payment.objects.count(), Invoice.objects.count(), ordered().number)
    assert caught_up().strip() == "The rooms have caught up."
    assert (Payment.objects.count(), Invoice.objects.count(), Order.objects.latest("pk").number) == before
