"""Parcels that leave, and the invoices on account that follow them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from shop.shipping import services as shipping
from shop.shipping.models import Shipment
from tests.journeys.month.books import Item, Paper
from tests.journeys.month.deals import STAFF, Deal, Trade
from tests.journeys.month.world import MONTHLY, PER_SHIPMENT, WEEKLY, Article, World, tell
from tests.shop.builders import on_the_shelf


@dataclass
class Parcels:
    """What is sent, and what was sent on account and is not billed yet."""

    world: World
    trade: Trade
    waiting: defaultdict[str, list[tuple[Deal, Item]]] = field(default_factory=lambda: defaultdict(list))

    def send(self) -> None:
        """Everything on the pick list is packed and fetched; what is on account is billed or waits."""
        for shipment in Shipment.objects.filter(state=Shipment.State.TO_PICK).order_by("pk"):
            shipping.pack(shipment.pk, courier="manual", by=STAFF)
            shipping.hand_over(shipment.pk, by=STAFF)
        tell()
        for deal in self.trade.deals:
            ready = {item: pieces for item, pieces in deal.ready.items() if pieces}
            if deal.is_released and ready:
                deal.ready = dict.fromkeys(deal.ready, 0)
                if deal.on_account:
                    self._bill_or_wait(deal, ready)

    def collect(self) -> None:
        """In the morning the week or the month that is over is billed."""
        today = self.world.today
        for customer in self.world.customers.values():
            number, rhythm = customer.practice.number, customer.rhythm
            is_over = (rhythm == WEEKLY and today.weekday() == 0) or (rhythm == MONTHLY and today.day == 1)
            if is_over and (parts := self.waiting.pop(number, [])):
                self._billed(parts)

    def comes_in(self, article: Article, pieces: int) -> None:
        """Goods for which somebody waits; who ordered first is served first."""
        on_the_shelf(article.variant, pieces)
        tell()
        for deal in self.trade.deals:
            for item, short in deal.short.items():
                if item.article == article.number:
                    share = min(pieces, short)
                    deal.ready[item] += share
                    deal.short[item] -= share
                    pieces -= share
        self.trade.shelf[article] = pieces

    def _bill_or_wait(self, deal: Deal, ready: dict[Item, int]) -> None:
        parts = [
            (deal, Item(item.order, item.article, pieces, item.unit_e4, item.group))
            for item, pieces in ready.items()
        ]
        payer = deal.customer.practice.payer
        if payer.invoice_rhythm == PER_SHIPMENT:
            self._billed(parts)
        else:
            self.waiting[payer.number] += parts

    def _billed(self, parts: list[tuple[Deal, Item]]) -> Paper:
        """One invoice; the carriage of an order comes with its first."""
        deals = list(dict.fromkeys(deal for deal, _item in parts))
        carriage = {one.order.number: one.carriage for one in deals if one.bears_carriage and one.carriage}
        customer = deals[0].customer
        payer, today = customer.practice.payer, self.world.today
        paper = self.world.books.bill(
            payer.number,
            [item for _deal, item in parts],
            carriage,
            on=today,
            due=today + timedelta(days=payer.payment_days),
            vat_id=customer.practice.vat_id,
        )
        for deal in deals:
            deal.bears_carriage = False
            deal.papers.append(paper)
        if replaced := sum(deal.total for deal in deals if deal.replaces):
            self.world.books.use_credit(paper, today, replaced)
        return paper
