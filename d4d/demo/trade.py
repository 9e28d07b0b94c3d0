"""Orders of the demo, in every state, made through the same services as real ones."""

import http.client
import random
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db.models import F

from accounts.models import Address, Membership, Practice, User
from d4d.demo.calendar import Story, live
from shop.cart.quote import Wanted, quote
from shop.catalogue.demo.load import WantedStock
from shop.catalogue.models import Variant
from shop.orders import services as orders
from shop.orders.models import Order
from shop.payments import services as payments
from shop.shipping import services as shipping
from shop.shipping.models import Shipment
from shop.stock import services as stock
from shop.stock.models import Allocation, Supplier

SEED = 1126


def fill_shelves(wanted: Sequence[WantedStock]) -> None:
    """Receive everything that should lie on the shelf."""
    supplier, _made = Supplier.objects.get_or_create(name="Dental Groothandel Europa")
    for one in wanted:
        serials = [f"SN-{one.variant_id:04}-{number:03}" for number in range(one.quantity)]
        for serial in serials if one.has_serials else [""]:
            stock.receive(
                one.variant_id,
                1 if serial else one.quantity,
                supplier_id=supplier.pk,
                lot=one.lot,
                serial=serial,
                expires_on=one.expires_on,
                reference="beginvoorraad",
            )


def trade(practices: Sequence[Practice]) -> None:
    """Orders in every state, lived through day by day over the last two weeks."""
    linde, maas, kempen = practices
    chance = random.Random(SEED)  # noqa: S311 - the same demo every time
    on_account: dict[str, Any] = {"terms": Order.Terms.ON_ACCOUNT}
    live(
        [
            _brought(linde, chance, 13),
            *[_brought(one, chance, 12, pieces=[Wanted(called_back(), 2)]) for one in practices],
            _brought(linde, chance, 9),
            _brought(maas, chance, 8, **on_account),
            _brought(linde, chance, 6, **on_account),
            _brought(linde, chance, 5, more_than_there_is=True, **on_account),
            _called_off(linde, chance, 4),
            _sent(kempen, chance, 3, "dhl"),
            _sent(linde, chance, 2, "postnl", **on_account),
            _packed_only(maas, chance, 1, "dpd"),
            _ordered(linde, chance, 1, **on_account),
            _ordered(maas, chance, 0, needs_review=True, **on_account),
            _being_paid(linde, chance),
        ]
    )


def called_back() -> Variant:
    """An article whose lot every practice gets some of, and that is called back later."""
    devices = Variant.objects.for_sale().exclude(product__device_class="")
    found = devices.filter(product__is_lot_tracked=True, on_hand__gte=20).order_by("pk").first()
    assert found, "the demo sells a device with a lot"
    return found


def _brought(
    practice: Practice,
    chance: random.Random,
    day: int,
    *,
    pieces: Sequence[Wanted] = (),
    more_than_there_is: bool = False,
    **facts: Any,
) -> Story:
    """Ordered, packed the next day, and brought the day after by our own van."""
    yield day
    pieces = _more_than_there_is(chance) if more_than_there_is else pieces
    order = _paid_if_due(_order(practice, chance, pieces=pieces, **facts))
    yield day - 1
    shipment = _packed(order, "manual")
    yield day - 2
    for parcel in shipment.parcels.all():
        shipping.mark_delivered(parcel.pk)


def _sent(practice: Practice, chance: random.Random, day: int, courier: str, **facts: Any) -> Story:
    """Ordered, and with the courier the next day."""
    yield day
    order = _paid_if_due(_order(practice, chance, **facts))
    yield day - 1
    shipment = _packed(order, courier)
    for parcel in shipment.parcels.all():
        shipping.make_label(parcel.pk)  # the news of the box would ask for it a moment later
    shipping.hand_over(shipment.pk)


def _packed_only(practice: Practice, chance: random.Random, day: int, courier: str) -> Story:
    """Ordered, and packed for the courier."""
    yield day
    order = _paid_if_due(_order(practice, chance))
    yield day - 1
    _packed(order, courier)


def _ordered(practice: Practice, chance: random.Random, day: int, **facts: Any) -> Story:
    """Ordered on account: on the pick list, or held for somebody to look at."""
    yield day
    _order(practice, chance, **facts)


def _being_paid(practice: Practice, chance: random.Random) -> Story:
    """Ordered, and on the way to the payment page."""
    yield 0
    payments.start(_order(practice, chance))


def _called_off(practice: Practice, chance: random.Random, day: int) -> Story:
    """Ordered twice by mistake: the manager calls it off before it is paid."""
    yield day
    order = _order(practice, chance)
    orders.cancel(order.pk, reason="dubbel besteld", by=_manager(practice).subject.uuid)


def _order(
    practice: Practice,
    chance: random.Random,
    *,
    pieces: Sequence[Wanted] = (),
    terms: Order.Terms = Order.Terms.PREPAID,
    needs_review: bool = False,
) -> Order:
    address = Address.objects.get(practice=practice, is_delivery_default=True)
    return orders.place(
        orders.PlaceOrder(
            key=UUID(int=chance.getrandbits(128), version=4),
            practice=practice,
            placed_by=_manager(practice),
            address=address,
            quote=quote(practice, list(pieces) or _some(chance), address.country),
            terms=terms,
            needs_review=needs_review,
            reference=chance.choice(["", "Kamer 2", "Behandelunit 1", "Voorraadkast"]),
        )
    )


def _manager(practice: Practice) -> User:
    return User.objects.get(memberships__practice=practice, memberships__role=Membership.Role.MANAGER)


def _some(chance: random.Random) -> list[Wanted]:
    """A few articles that lie on the shelf."""
    free = list(Variant.objects.for_sale().filter(on_hand__gte=F("allocated") + 12).order_by("pk"))
    return [Wanted(variant, chance.randint(1, 4)) for variant in chance.sample(free, chance.randint(2, 5))]


def _paid_if_due(order: Order) -> Order:
    """Pay on the payment page of the simulator, and look what became of it."""
    if order.is_on_account:
        return order
    payment = payments.start(order, "ideal")
    page = urlsplit(payment.checkout_url)
    connection = http.client.HTTPConnection(page.netloc, timeout=20)
    form = urlencode({"status": "paid", "method": "ideal"})
    connection.request("POST", page.path, form, {"Content-Type": "application/x-www-form-urlencoded"})
    connection.getresponse().read()
    connection.close()
    payments.refresh(payment.pk)
    order.refresh_from_db()
    return order


def _packed(order: Order, courier: str) -> Shipment:
    shipment = order.shipments.get(state=Shipment.State.TO_PICK)
    references = [line.order_line.shelf_reference for line in shipment.lines.select_related("order_line")]
    batches = [
        one.batch for one in Allocation.objects.filter(reference__in=references).select_related("batch")
    ]
    scanned = [mark for batch in batches for mark in (batch.lot, batch.serial) if mark]
    shipping.pack(shipment.pk, courier=courier, scanned=scanned)
    return shipment


def _more_than_there_is(chance: random.Random) -> list[Wanted]:
    """More of something than lies on the shelf; the rest is still to come."""
    short = (
        Variant.objects.for_sale()
        .filter(expected_on__isnull=False, on_hand__gt=F("allocated"), product__is_serial_tracked=False)
        .order_by("pk")
        .first()
    ) or _some(chance)[0].variant
    return [Wanted(short, short.available + 5)]
