"""No order keeps the name of somebody who is erased while it is on its way."""

from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection

from d4d.foundation import clock
from privacy import erasure, ties
from privacy.models import DataSubject, ErasureRun
from shop.cart import services as cart
from shop.checkout import services as checkout
from shop.checkout.choices import Choices
from shop.orders.models import Order
from shop.orders.services import placing
from tests.shop.builders import Buyer

State = DataSubject.State
AT_ONCE = 0.5


def order(buyer: Buyer) -> Order:
    address = buyer.practice.addresses.get()
    cart.put(buyer.practice, buyer.user, buyer.variant.pk, 2)
    seen = cart.priced(buyer.practice, buyer.user, address.country).fingerprint
    choices = Choices(address_id=address.pk, terms="prepaid")
    return checkout.place_order(buyer.practice, buyer.user, choices, key=uuid4(), seen=seen)


@pytest.mark.parametrize("state", [State.ERASING, State.ERASED])
@pytest.mark.parametrize("who", ["user", "practice"])
def test_nobody_orders_whose_erasure_has_begun(buyer: Buyer, state: str, who: str) -> None:
    subject = getattr(buyer, who).subject
    DataSubject.objects.filter(pk=subject.pk).update(state=state)
    with pytest.raises(ties.IsLeaving):
        order(buyer)
    assert not Order.objects.exists()


def test_who_only_wants_to_be_left_alone_can_order(buyer: Buyer) -> None:
    DataSubject.objects.filter(pk=buyer.user.subject_id).update(state=State.RESTRICTED)
    assert order(buyer).placed_by == buyer.user


@pytest.mark.django_db(transaction=True)
def test_an_erasure_waits_for_the_order_that_is_being_placed(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = erasure.ask(buyer.user.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    is_done = Event()

    def erase() -> None:
        erasure.carry_out(run.pk)
        is_done.set()
        connection.close()

    eraser, write = Thread(target=erase), placing._write

    def while_somebody_erases(wanted: placing.PlaceOrder) -> Order:
        placed = write(wanted)
        eraser.start()
        assert not is_done.wait(AT_ONCE)
        return placed

    monkeypatch.setattr(placing, "_write", while_somebody_erases)
    placed = order(buyer)
    eraser.join()
    assert is_done.is_set()
    placed.refresh_from_db()
    assert (placed.delivery_first_name, placed.delivery_last_name) == ("", "medewerker")
