"""Everything that may happen to a cart, and to the lists that a practice keeps."""

from shop.cart.services.filling import (
    NotInCart,
    contents,
    empty,
    priced,
    put,
    remove,
    set_quantity,
    usual_country,
)
from shop.cart.services.lists import (
    ListNameTaken,
    NotOnList,
    add_to_list,
    delete_list,
    keep_as_list,
    make_list,
    rename_list,
    set_on_list,
)
from shop.cart.services.many import Added, LeftOut, put_all

__all__ = [
    "Added",
    "LeftOut",
    "ListNameTaken",
    "NotInCart",
    "NotOnList",
    "add_to_list",
    "contents",
    "delete_list",
    "empty",
    "keep_as_list",
    "make_list",
    "priced",
    "put",
    "put_all",
    "remove",
    "rename_list",
    "set_on_list",
    "set_quantity",
    "usual_country",
]
