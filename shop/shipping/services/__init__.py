"""The acts of the shipping room, one file each."""

from shop.shipping.services.expired import book_as_left, has_left, take_other_batches
from shop.shipping.services.follow import ask_courier, ask_couriers, mark_delivered
from shop.shipping.services.hand_over import hand_over
from shop.shipping.services.label import make_label, make_label_again, sweep_labels
from shop.shipping.services.pack import CannotPack, pack
from shop.shipping.services.queue import queue, withdraw
from shop.shipping.services.refusals import REFUSALS, in_words
from shop.shipping.services.serve import begin_services
from shop.shipping.services.unpack import unpack

__all__ = [
    "REFUSALS",
    "CannotPack",
    "ask_courier",
    "ask_couriers",
    "begin_services",
    "book_as_left",
    "hand_over",
    "has_left",
    "in_words",
    "make_label",
    "make_label_again",
    "mark_delivered",
    "pack",
    "queue",
    "sweep_labels",
    "take_other_batches",
    "unpack",
    "withdraw",
]
