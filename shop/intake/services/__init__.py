"""Everything that may happen to an order that came by mail or phone."""

from shop.intake.services.editing import (
    LineWanted,
    NotOpen,
    TwiceTheSame,
    agree_price,
    choose_customer,
    drop,
    drop_forgotten,
    enter_customer,
    set_lines,
)
from shop.intake.services.links import (
    LinkNotUsable,
    close_link,
    link_of,
    make_link,
    pay,
    send_link_again,
    token_of,
)
from shop.intake.services.placing import NotPlaced, place, quote_of
from shop.intake.services.putting_right import put_right
from shop.intake.services.taking_in import take_in

__all__ = [
    "LineWanted",
    "LinkNotUsable",
    "NotOpen",
    "NotPlaced",
    "TwiceTheSame",
    "agree_price",
    "choose_customer",
    "close_link",
    "drop",
    "drop_forgotten",
    "enter_customer",
    "link_of",
    "make_link",
    "pay",
    "place",
    "put_right",
    "quote_of",
    "send_link_again",
    "set_lines",
    "take_in",
    "token_of",
]
