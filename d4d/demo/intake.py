"""Orders by mail, a quote and an order that repeats, as practices send them."""

from collections.abc import Sequence
from datetime import timedelta

from accounts import services as accounts
from accounts.models import Membership, Practice, User
from d4d.foundation import clock
from shop.cart import services as cart
from shop.catalogue.models import Variant
from shop.intake import services
from shop.intake.models import PriceQuote
from shop.intake.services import quoting, recurring

OFFERED_FOR = timedelta(days=30)


def take_in(practices: Sequence[Practice]) -> None:
    """A mail of a customer and one of a stranger, a quote to make, one that was offered, and a reminder."""
    linde, maas, _kempen = practices
    buyer = _manager(linde)
    articles = list(Variant.objects.for_sale().filter(on_hand__gte=10).order_by("pk")[:4])
    lines = "\n".join(f"- {number}x {one.number}" for number, one in enumerate(articles, start=1))
    mail = f"Goedemorgen,\n\nGraag bestellen wij:\n{lines}\n- 2 doosjes wonderfilter\n\nVriendelijke groet"
    services.take_in(mail, origin="mail", email=buyer.email, by=None)
    text = f"Beste, kunt u mij 2x {articles[0].number} sturen?\nGroet"
    services.take_in(text, origin="mail", email="balie@mondzorg-nieuw.example", by=None)
    _asked(maas, articles[:2])
    offered = _asked(linde, articles[2:])
    prices = {line.pk: line.variant.unit_price_e4 * 9 // 10 for line in offered.lines.all()}
    quoting.offer(offered.pk, prices, clock.today() + OFFERED_FOR, by=None)
    recurring.repeat(linde, buyer, {articles[0].pk: 4}, name="Maandvoorraad", weeks=4)
    limited = Membership.objects.filter(practice=linde, role=Membership.Role.BUYER).first()
    if limited:
        accounts.change_colleague(limited.pk, limited.role, 50_000)


def _asked(practice: Practice, articles: Sequence[Variant]) -> PriceQuote:
    user = _manager(practice)
    for article in articles:
        cart.put(practice, user, article.pk, 10)
    asked = quoting.ask_quote(practice, user, "Voor de inrichting van een tweede behandelkamer")
    cart.empty(practice, user)
    return asked


def _manager(practice: Practice) -> User:
    return User.objects.get(memberships__practice=practice, memberships__role=Membership.Role.MANAGER)
