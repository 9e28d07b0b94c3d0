"""Held orders of the demo: the rules as a shop would begin with them, and one order that they hold."""

from datetime import date
from uuid import UUID

from django.db.models import F

from accounts.models import Address, Practice
from d4d.foundation import clock
from shop.cart.quote import Wanted, quote
from shop.catalogue.models import Variant
from shop.orders import services as orders
from shop.orders.models import Order
from shop.screening.models import Rule

KEY = UUID("6a1f6f0e-3c55-4a53-9d0a-5d2f7c1b9e10")


def look_first(practice: Practice) -> None:
    """Rules with dates, and an order that goes to another country than its practice is in."""
    for kind, amount_cents, times, days in (
        (Rule.Check.LARGE_FIRST_ORDER, 250_000, 1, 30),
        (Rule.Check.MANY_UNPAID, 0, 4, 60),
        (Rule.Check.MANY_FAILED_PAYMENTS, 0, 5, 7),
        (Rule.Check.OTHER_COUNTRY, 2_500, 1, 1),
    ):
        since = date(clock.today().year, 1, 1)
        Rule.objects.create(kind=kind, amount_cents=amount_cents, times=times, days=days, since=since)
    _order_for_elsewhere(practice)


def _order_for_elsewhere(practice: Practice) -> None:
    home = practice.addresses.get(is_delivery_default=True)
    address = Address.objects.create(
        practice=practice,
        label="Opslag",
        street="Havenweg",
        house_number="3",
        postcode="4901 AB" if home.country != "NL" else "2300",
        city="Oosterhout" if home.country != "NL" else "Turnhout",
        country="NL" if home.country != "NL" else "BE",
    )
    free = Variant.objects.for_sale().filter(on_hand__gte=F("allocated") + 20).order_by("pk").first()
    assert free, "something lies on the shelf"
    orders.place(
        orders.PlaceOrder(
            key=KEY,
            practice=practice,
            placed_by=None,
            address=address,
            quote=quote(practice, [Wanted(free, 10)], address.country),
            terms=Order.Terms.ON_ACCOUNT,
        )
    )
