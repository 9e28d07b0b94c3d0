"""The acts of the shipping room, one file each."""

from shop.shipping.services.follow import ask_courier, ask_couriers, mark_delivered
from shop.shipping.services.hand_over import hand_over
from shop.shipping.services.label import make_label, make_label_again
from shop.shipping.services.pack import CannotPack, pack
from shop.shipping.services.queue import queue, withdraw

__all__ = [
    "CannotPack",
    "ask_courier",
    "ask_couriers",
    "hand_over",
    "make_label",
    "make_label_again",
    "mark_delivered",
    "pack",
    "queue",
    "withdraw",
]
