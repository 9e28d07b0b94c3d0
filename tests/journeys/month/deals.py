"""Orders by web, mail and quote, and their payment; in the shop and in the test's own books."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.test import Client

from shop.cart import services as cart
from shop.checkout import services as checkout
from shop.checkout.choices import Choices
from shop.intake import services as intake
from shop.intake.models import DraftLine
from shop.intake.services import quoting
from shop.intake.services.links import token_of
from shop.orders import services as orders
from shop.orders.models import Order
from shop.payments import services as payments
from shop.payments.models import Payment
from tests.journeys.month.arithmetic import Group, carriage_of, group_of, shares_of, taxed, total_of
from tests.journeys.month.books import Item, Paper
from tests.journeys.month.mollie import Purse
from tests.journeys.month.world import Article, Customer, World, tell

STAFF = uuid4()
Basket = Mapping[Article, int]


@dataclass(eq=False)
class Deal:
    """An order as the test knows it."""

    customer: Customer
    order: Order
    items: list[Item]
    carriage: int
    on_account: bool
    ready: dict[Item, int]  # lies on the shelf for it, and did not leave yet
    short: dict[Item, int]  # must still come in
    papers: list[Paper] = field(default_factory=list)
    is_released: bool = False
    bears_carriage: bool = True  # on its next invoice
    by_chance: bool = False  # and so sent back by chance too
    replaces: bool = False  # what came back: the credit for that pays it

    @property
    def total(self) -> int:
        """What it comes to, VAT included."""
        nets: dict[Group, int] = {}
        for item in self.items:
            nets[item.group] = nets.get(item.group, 0) + item.net
        return total_of(taxed(nets, shares_of(self.carriage, nets)))

    @property
    def is_sent(self) -> bool:
        """Whether all of it has left."""
        return self.is_released and not any(self.ready.values()) and not any(self.short.values())


@dataclass
class Trade:
    """What is ordered and paid."""

    world: World
    purse: Purse
    deals: list[Deal] = field(default_factory=list)
    shelf: dict[Article, int] = field(default_factory=dict)  # of what is scarce

    def by_web(self, customer: Customer, basket: Basket) -> Deal:
        """Somebody fills a cart and presses the button."""
        practice, user = customer.practice, customer.user
        for article, pieces in basket.items():
            cart.put(practice, user, article.variant.pk, pieces)
        terms = Order.Terms.ON_ACCOUNT if customer.rhythm else Order.Terms.PREPAID
        seen = cart.priced(practice, user, customer.address.country).fingerprint
        choices = Choices(address_id=customer.address.pk, terms=terms)
        order = checkout.place_order(practice, user, choices, key=uuid4(), seen=seen)
        return self.written(customer, order, basket)

    def by_mail(self, customer: Customer, basket: Basket, agreed: Basket | None = None) -> Deal:
        """Somebody writes what they want; the desk pastes it, agrees a price perhaps, and places it."""
        wanted = "\n".join(f"{pieces} x {article.number}" for article, pieces in basket.items())
        text = f"Goedemorgen,\n\nGraag bestellen wij:\n{wanted}\n\nMet vriendelijke groet"
        draft = intake.take_in(text, origin="mail", email=customer.user.email, by=STAFF)
        for article, unit_e4 in (agreed or {}).items():
            line = DraftLine.objects.get(draft=draft, variant=article.variant)
            intake.agree_price(draft.pk, line.pk, unit_e4, reason="afspraak", by=STAFF)
        order = intake.place(draft.pk, by=STAFF)
        return self.written(customer, order, basket, agreed)

    def by_quote(self, customer: Customer, basket: Basket, offered: Basket) -> Deal:
        """Somebody asks our price for what lies in the cart, and orders at it."""
        practice, user = customer.practice, customer.user
        for article, pieces in basket.items():
            cart.put(practice, user, article.variant.pk, pieces)
        asked = quoting.ask_quote(practice, user)
        cart.empty(practice, user)
        prices = {article.variant.pk: unit_e4 for article, unit_e4 in offered.items()}
        lines = {line.pk: prices[line.variant_id] for line in asked.lines.all()}
        quoting.offer(asked.pk, lines, self.world.today + timedelta(days=14), by=STAFF)
        return self.written(customer, quoting.order_quote(asked.pk, practice, user), basket, offered)

    def written(
        self,
        customer: Customer,
        order: Order,
        basket: Basket,
        agreed: Basket | None = None,
        *,
        is_free: bool = False,
    ) -> Deal:
        """The same order in the test's own books, at prices that were agreed or those of the catalogue."""
        prices = {article: article.unit_e4 for article in basket} | dict(agreed or {})
        grams = sum(article.grams * pieces for article, pieces in basket.items())
        deal = Deal(customer, order, [], 0, order.is_on_account, {}, {}, is_released=order.is_on_account)
        for article, pieces in basket.items():
            group = group_of(article.vat_class, crosses_a_border=customer.crosses_a_border)
            item = Item(order.number, article.number, pieces, prices[article], group)
            deal.items.append(item)
            deal.ready[item] = self._taken(article, pieces)
            deal.short[item] = pieces - deal.ready[item]
        deal.replaces = is_free
        if not is_free:
            goods = sum(item.net for item in deal.items)
            deal.carriage = carriage_of(customer.address.country, grams, goods)
        assert order.total_cents == deal.total
        self.deals.append(deal)
        tell()
        return deal

    def _taken(self, article: Article, pieces: int) -> int:
        """So many pieces of it lie ready."""
        ready = min(pieces, self.shelf.get(article, pieces))
        if article in self.shelf:
            self.shelf[article] -= ready
        return ready

    def begins_to_pay(self, deal: Deal, method: str = "") -> Payment:
        """Somebody is on the payment page: from the shop, or by the link in a letter."""
        link = getattr(deal.order, "pay_link", None)
        if link is None:
            return payments.start(deal.order, method)
        answer = Client().post(f"/bevestigen/{token_of(link)}/")
        payment = deal.order.payments.latest("pk")
        assert answer["Location"] == payment.checkout_url
        return payment

    def fails_to_pay(self, deal: Deal) -> None:
        """The payment page ends without money."""
        self.purse.ends(self.begins_to_pay(deal), "failed")

    def pay(self, deal: Deal, method: str = "ideal") -> Payment:
        """The money is in, and the invoice with it."""
        payment = self.begins_to_pay(deal)
        self.purse.ends(payment, "paid", method)
        today, customer = self.world.today, deal.customer
        paper = self.world.books.bill(
            customer.payer,
            deal.items,
            {deal.order.number: deal.carriage},
            on=today,
            due=today,
            vat_id=customer.practice.vat_id,
        )
        paper.moves.append((today, -paper.total))
        deal.papers.append(paper)
        deal.is_released = True
        self.purse.came_in(payment, paper.total, method)
        return payment

    def call_off(self, deal: Deal, item: Item, pieces: int) -> None:
        """Pieces are called off before they were packed; what was paid for them goes back."""
        line = deal.order.lines.get(number=item.article)
        orders.cancel_lines(deal.order.pk, {line.pk: pieces}, reason="vergissing", by=STAFF)
        tell()
        deal.ready[item] -= pieces
        if not deal.on_account:
            (paper,) = deal.papers
            note = self.world.books.credit(paper, {item: pieces}, self.world.today)
            self.purse.goes_back(note)
