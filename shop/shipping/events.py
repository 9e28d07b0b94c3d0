"""What happens to parcels."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class LabelWanted(Event):
    """A parcel is packed and needs a label."""

    topic = "shipping.label-wanted"
    parcel_id: int


@dataclass(frozen=True, slots=True)
class ParcelHandedOver(Event):
    """A courier has a parcel: the practice hears how to follow it."""

    topic = "shipping.parcel-handed-over"
    parcel_id: int


@dataclass(frozen=True, slots=True)
class ParcelDelivered(Event):
    """A parcel has arrived."""

    topic = "shipping.parcel-delivered"
    parcel_id: int


@dataclass(frozen=True, slots=True)
class ServicesBegun(Event):
    """Services of an order are delivered and billed; `occasion` is unlike at each delivery."""

    topic = "shipping.services-begun"
    order_id: int
    occasion: str


@dataclass(frozen=True, slots=True)
class CourierToAsk(Event):
    """It is time to ask a courier where its parcels are."""

    topic = "shipping.courier-to-ask"
    courier: str
