"""What somebody is about to order, and the lists of a practice."""

from privacy.register import declare
from privacy.vocabulary import ONE_YEAR, ORDER, WHILE_ACTIVE, Category, Erase, Keep

line = declare(
    "cart.CartLine",
    subject="user__subject",
    purposes=(ORDER,),
    keep=Keep(days=180, after="put in", since="added_at"),
)
line.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
line.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, subject="practice__subject")
line.personal(
    "variant", "quantity", "seen_price_e4", "added_at", category=Category.ORDER, erase=Erase.DELETE_ROW
)

shopping_list = declare(
    "cart.ShoppingList", subject="practice__subject", purposes=(ORDER,), keep=WHILE_ACTIVE
)
shopping_list.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
shopping_list.personal("name", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
shopping_list.impersonal("created_at", why="the life of the list")

wish = declare(
    "cart.ShoppingListLine", subject="list__practice__subject", purposes=(ORDER,), keep=WHILE_ACTIVE
)
wish.personal("list", category=Category.LINK, erase=Erase.DELETE_ROW)
wish.personal("variant", "quantity", category=Category.ORDER, erase=Erase.DELETE_ROW)

alert = declare(
    "cart.StockAlert", subject="user__subject", purposes=(ORDER,), keep=ONE_YEAR.counted_from("asked_at")
)
alert.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
alert.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, subject="practice__subject")
alert.personal("variant", category=Category.CHOICE, erase=Erase.DELETE_ROW)
alert.impersonal("asked_at", why="since when somebody waits")

watch = declare("cart.PriceWatch", subject="user__subject", purposes=(ORDER,), keep=WHILE_ACTIVE)
watch.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
watch.personal("list", category=Category.LINK, erase=Erase.DELETE_ROW, subject="list__practice__subject")
watch.personal(
    "prices",
    category=Category.CHOICE,
    erase=Erase.DELETE_ROW,
    source="us",
    schema={"article": Category.CHOICE},
)
watch.impersonal("asked_at", why="since when somebody wants to hear")

# What people recognise in a copy, and where they change it themselves.
line.shown_with("variant__number")
line.edited_at("cart:show")
shopping_list.edited_at("cart:lists")
wish.shown_with("list__name", "variant__number")
wish.edited_at("cart:lists")
alert.shown_with("variant__number", "asked_at")
alert.edited_at("cart:alerts")
watch.shown_with("asked_at")
watch.edited_at("cart:alerts")
