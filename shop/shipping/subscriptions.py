"""What shipping listens to."""

from d4d.foundation import outbox
from shop.orders.events import BackOrderFilled, OrderChanged, OrderLinesCancelled, OrderReleased
from shop.orders.readers import contact, orderer
from shop.shipping import mails, services
from shop.shipping.events import CourierToAsk, LabelWanted, ParcelDelivered, ParcelHandedOver


def put_on_the_pick_list(event: OrderReleased) -> None:
    """A released order is picked."""
    services.queue(event.order_id)


def begin_its_services(event: OrderReleased) -> None:
    """What travels in no box is delivered when its order is released."""
    services.begin_services(event.order_id)


def begin_what_was_added(event: OrderChanged) -> None:
    """A service that was added to a released order is delivered too."""
    services.begin_services(event.order_id)


def send_what_came_in(event: BackOrderFilled) -> None:
    """Goods that were short are sent after all."""
    services.queue(event.order_id)


def take_off_the_pick_list(event: OrderLinesCancelled) -> None:
    """What was called off is not picked."""
    services.withdraw(event.order_id)


def pick_it_as_it_is_now(event: OrderChanged) -> None:
    """An order that was changed goes on the pick list anew."""
    services.withdraw(event.order_id)


def make_the_label(event: LabelWanted) -> None:
    """A packed box gets its label."""
    services.make_label(event.parcel_id)


def tell_how_to_follow(event: ParcelHandedOver) -> None:
    """Who ordered hears how to follow the parcel."""
    mails.parcel_on_its_way(event.parcel_id, orderer)


def tell_the_contact_how_to_follow(event: ParcelHandedOver) -> None:
    """Who manages the practice hears it too, when somebody else ordered."""
    mails.parcel_on_its_way(event.parcel_id, contact)


def tell_of_the_delivery(event: ParcelDelivered) -> None:
    """Who ordered hears that a parcel has arrived, if the practice wants that."""
    mails.parcel_delivered(event.parcel_id)


def ask_the_courier(event: CourierToAsk) -> None:
    """A courier says where its parcels are."""
    services.ask_courier(event.courier)


outbox.subscribe(OrderReleased, put_on_the_pick_list)
outbox.subscribe(OrderReleased, begin_its_services)
outbox.subscribe(OrderChanged, begin_what_was_added)
outbox.subscribe(BackOrderFilled, send_what_came_in)
outbox.subscribe(OrderLinesCancelled, take_off_the_pick_list)
outbox.subscribe(OrderChanged, pick_it_as_it_is_now)
outbox.subscribe(LabelWanted, make_the_label, queue="courier")
outbox.subscribe(ParcelHandedOver, tell_how_to_follow, queue="mail")
outbox.subscribe(ParcelHandedOver, tell_the_contact_how_to_follow, queue="mail")
outbox.subscribe(ParcelDelivered, tell_of_the_delivery, queue="mail")
outbox.subscribe(CourierToAsk, ask_the_courier, queue="courier")
