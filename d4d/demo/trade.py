"""Orders of the demo, in every state, made through the same services as real ones."""

import http.client
import random
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db.models import F

from accounts.models import Address, Membership, Practice, User
from d4d.foundation import clock
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
    """Orders in every state, spread over the last two weeks."""
    linde, maas, kempen = practices
    chance = random.Random(SEED)  # noqa: S311 - the same demo every time
    _delivered(_paid(_order(linde, chance, days_ago=13)))
    _delivered(_paid(_order(linde, chance, days_ago=9)))
    _delivered(_order(maas, chance, days_ago=8, terms=Order.Terms.ON_ACCOUNT))
    _delivered(_order(linde, chance, days_ago=6, terms=Order.Terms.ON_ACCOUNT))
    _on_its_way(_paid(_order(kempen, chance, days_ago=3)), "dhl")
    _on_its_way(_order(linde, chance, days_ago=2, terms=Order.Terms.ON_ACCOUNT), "postnl")
    _packed(_paid(_order(maas, chance, days_ago=1)), "dpd")
    shipping.queue(_order(linde, chance, days_ago=1, terms=Order.Terms.ON_ACCOUNT).pk)
    _partly_shipped(linde, chance)
    _order(maas, chance, terms=Order.Terms.ON_ACCOUNT, needs_review=True)
    payments.start(_order(linde, chance))
    orders.cancel(_order(linde, chance, days_ago=4).pk, reason="dubbel besteld", by=None)


def _order(
    practice: Practice,
    chance: random.Random,
    *,
    days_ago: int = 0,
    pieces: Sequence[Wanted] = (),
    terms: Order.Terms = Order.Terms.PREPAID,
    needs_review: bool = False,
) -> Order:
    wanted = list(pieces) or _some(chance)
    address = Address.objects.get(practice=practice, is_delivery_default=True)
    order = orders.place(
        orders.PlaceOrder(
            key=UUID(int=chance.getrandbits(128), version=4),
            practice=practice,
            placed_by=User.objects.get(
                memberships__practice=practice, memberships__role=Membership.Role.MANAGER
            ),
            address=address,
            quote=quote(practice, wanted, address.country),
            terms=terms,
            needs_review=needs_review,
            reference=chance.choice(["", "Kamer 2", "Behandelunit 1", "Voorraadkast"]),
        )
    )
    Order.objects.filter(pk=order.pk).update(placed_at=clock.now() - timedelta(days=days_ago, hours=2))
    return order


def _some(chance: random.Random) -> list[Wanted]:
    """A few articles that lie on the shelf."""
    free = list(Variant.objects.for_sale().filter(on_hand__gte=F("allocated") + 12).order_by("pk"))
    return [Wanted(variant, chance.randint(1, 4)) for variant in chance.sample(free, chance.randint(2, 5))]


def _paid(order: Order) -> Order:
    """Pay on the payment page of the simulator, and look what became of it."""
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
    shipment = shipping.queue(order.pk)
    assert shipment is not None, "the goods lie on the shelf"
    references = [line.order_line.shelf_reference for line in shipment.lines.select_related("order_line")]
    batches = [
        one.batch for one in Allocation.objects.filter(reference__in=references).select_related("batch")
    ]
    scanned = [mark for batch in batches for mark in (batch.lot, batch.serial) if mark]
    shipping.pack(shipment.pk, courier=courier, scanned=scanned)
    return shipment


def _on_its_way(order: Order, courier: str) -> None:
    shipment = _packed(order, courier)
    for parcel in shipment.parcels.all():
        shipping.make_label(parcel.pk)
    shipping.hand_over(shipment.pk)


def _delivered(order: Order) -> None:
    shipment = _packed(order, "manual")
    for parcel in shipment.parcels.all():
        shipping.make_label(parcel.pk)
        shipping.mark_delivered(parcel.pk)


def _partly_shipped(practice: Practice, chance: random.Random) -> None:
    """More was ordered than lay on the shelf; the rest is still to come."""
    short = (
        Variant.objects.for_sale()
        .filter(expected_on__isnull=False, on_hand__gt=F("allocated"), product__is_serial_tracked=False)
        .order_by("pk")
        .first()
    ) or _some(chance)[0].variant
    pieces = [Wanted(short, short.available + 5)]
    order = _order(practice, chance, days_ago=5, pieces=pieces, terms=Order.Terms.ON_ACCOUNT)
    _delivered(order)
