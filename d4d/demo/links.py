"""Demo: software of a practice that is told of news, a chain, and somebody who waits for an article."""

from django.conf import settings

from accounts import services as accounts
from accounts.models import Practice, User
from accounts.services.register import NewAddress, NewPerson, NewPractice
from d4d.api import services as api
from d4d.api.models import News
from d4d.demo.people import PASSWORD
from shop.cart.models import ShoppingList
from shop.cart.services import alerts
from shop.catalogue.models import Variant


def link(practice: Practice) -> None:
    """A practice has software that listens; its buyer waits for what is not there."""
    buyer = User.objects.get(username="buyer")
    webhook, _shown_once = api.register(
        practice.pk, f"{settings.SIMULATOR_ORIGIN}/software/nieuws", News.values, by=None
    )
    api.send_test(webhook.pk)
    gone = Variant.objects.for_sale().exclude(pk__in=Variant.objects.in_stock()).order_by("pk")
    if awaited := gone.filter(product__is_service=False).first():
        alerts.ask_alert(practice, buyer, awaited)
    for kept in ShoppingList.objects.filter(practice=practice)[:1]:
        alerts.watch_prices(buyer, kept)


def join(debtor: Practice) -> None:
    """A second place of the first practice orders itself and is invoiced with it."""
    place = accounts.register(
        NewPractice("De Linde Colmschate", "dentist", "colmschate@delinde.example", kvk_number="12345678"),
        NewPerson("colmschate@voorbeeld.example", PASSWORD, "Pien", "Blom", username="colmschate"),
        NewAddress("Holterweg", "40", "7429 AE", "Colmschate"),
    )
    accounts.approve(place.pk, by=None, reason="vestiging van De Linde")
    accounts.join_chain(place.pk, debtor.number)
