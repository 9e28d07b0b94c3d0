"""Day by day: the clock strikes, the bank tells, people order, parcels leave, and people pay."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.journeys.month.aftercare import Aftercare
from tests.journeys.month.bank import Bank, yesterday
from tests.journeys.month.books import Paper
from tests.journeys.month.deals import Basket, Deal, Trade
from tests.journeys.month.mollie import Purse
from tests.journeys.month.numbers import look_up
from tests.journeys.month.parcels import Parcels
from tests.journeys.month.world import Customer, World

TUESDAY = 1
SOON = timedelta(days=3)
Act = Callable[[], object]


@dataclass
class Month:
    """Everybody who takes part, and what they intend to do."""

    world: World
    purse: Purse = field(init=False)
    trade: Trade = field(init=False)
    parcels: Parcels = field(init=False)
    aftercare: Aftercare = field(init=False)
    bank: Bank = field(init=False)
    plans: defaultdict[date, list[Paper]] = field(default_factory=lambda: defaultdict(list))
    planned: set[int] = field(default_factory=set)
    leaves_alone: set[Customer] = field(default_factory=set)  # whom chance leaves to the story
    slow: list[Deal] = field(default_factory=list)  # who pays another day
    agenda: defaultdict[tuple[date, str], list[Act]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Everybody knows each other."""
        self.purse = Purse(self.world)
        self.trade = Trade(self.world, self.purse)
        self.parcels = Parcels(self.world, self.trade)
        self.aftercare = Aftercare(self.world, self.trade, self.purse)
        self.bank = Bank(self.world)

    def on(self, day: date, act: Act, when: str = "noon") -> None:
        """Something that happens on a day whatever chance does: morning, noon, evening or night."""
        self.agenda[day, when].append(act)

    def live(self, day: date, orders: int) -> None:
        """One day."""
        self.world.turn(day, 9)
        self.parcels.collect()
        self.world.strike()
        look_up(self.world.books)
        self.bank.hears_of(self.purse)
        told = yesterday(self.world)
        self.bank.morning(told, since=told - timedelta(days=day.day % 3))
        self._acts(day, "morning")
        self.world.turn(day, 12)
        self._people_order(orders)
        self._acts(day, "noon")
        self._afternoon(day)
        self.world.turn(day, 18)
        self._acts(day, "evening")
        self._evening(day)
        self._acts(day, "night")

    def end(self, day: date) -> None:
        """The morning after the last day: the bank tells of it."""
        self.world.turn(day + timedelta(days=1), 9)
        self.bank.morning(day)

    def _acts(self, day: date, when: str) -> None:
        for act in self.agenda.pop((day, when), []):
            act()
            look_up(self.world.books)

    def _people_order(self, count: int) -> None:
        chance = self.world.rng
        for deal in self.slow:
            self.trade.pay(deal)
        self.slow = []
        anybody = [one for one in self.world.customers.values() if one not in self.leaves_alone]
        for _order in range(count):
            customer = chance.choice(anybody)
            order = self.trade.by_mail if chance.random() < 0.3 else self.trade.by_web
            deal = order(customer, self._basket())
            deal.by_chance = True
            if not deal.on_account:
                self._pays(deal)

    def _basket(self) -> Basket:
        chance = self.world.rng
        articles = chance.sample(self.world.articles[:10], chance.choice((1, 1, 2, 2, 3)))
        return {article: chance.choice((1, 1, 2, 3, 5, 7, 12, 30)) for article in articles}

    def _pays(self, deal: Deal) -> None:
        chance = self.world.rng.random()
        if chance < 0.08:
            self.trade.begins_to_pay(deal)  # and never comes back
        elif chance < 0.16:
            self.slow.append(deal)
        else:
            if chance < 0.25:
                self.trade.fails_to_pay(deal)
            self.trade.pay(deal, "creditcard" if chance > 0.85 else "ideal")

    def _afternoon(self, day: date) -> None:
        chance = self.world.rng
        for deal in self.trade.deals:
            is_new = deal.is_released and deal.order.placed_at.date() == day and any(deal.ready.values())
            item = deal.items[0]
            if is_new and len(deal.items) > 1 and deal.ready[item] > 1 and chance.random() < 0.06:
                self.trade.call_off(deal, item, 1)
        self.world.turn(day, 15)
        self.parcels.send()
        look_up(self.world.books)
        for deal in self.trade.deals:
            is_sent = deal.by_chance and deal.is_sent and deal.papers
            if is_sent and (day - deal.order.placed_at.date()).days in {4, 9} and chance.random() < 0.07:
                self._sends_back(deal)

    def _sends_back(self, deal: Deal) -> None:
        chance = self.world.rng
        item = chance.choice(deal.items)
        (billed,) = [
            one for one in deal.papers[-1].items if (one.order, one.article) == (item.order, item.article)
        ]
        if billed.left:
            pieces = chance.randint(1, billed.left)
            carriage = chance.random() < 0.3
            self.aftercare.comes_back(deal, item, pieces, carriage=carriage, money=chance.random() < 0.7)

    def _evening(self, day: date) -> None:
        chance = self.world.rng
        for paper in self.world.books.papers:
            if paper.due > paper.on and id(paper) not in self.planned:
                self.planned.add(id(paper))
                if self._customer_of(paper) not in self.leaves_alone and chance.random() < 0.93:
                    self.plans[day + timedelta(days=chance.randint(1, 16))].append(paper)
            if paper.takes_back and paper.debt < 0 and id(paper) not in self.planned:
                self._give_money_back(paper)
        for paper in self.plans.pop(day, []):
            if self.bank.owed(paper) > 0:
                self._transfers(paper)
        self.purse.carry_out()
        if day.weekday() == TUESDAY:
            self.purse.pay_out()

    def _give_money_back(self, note: Paper) -> None:
        """What was paid on account and is credited goes back by transfer, and names its credit note."""
        self.planned.add(id(note))
        if not any(note is one for one, _cents in self.purse.to_go_back):
            customer, cents = self._customer_of(note), -note.debt
            text = f"Creditnota {note.number}"
            self.bank.goes(cents, text, customer.account, [(note, cents)])

    def _customer_of(self, paper: Paper) -> Customer:
        return next(one for one in self.world.customers.values() if one.practice.number == paper.customer)

    def _transfers(self, paper: Paper) -> None:
        """Some write the number, some that of an order, some nothing; some pay two at once, or a part."""
        chance, bank, customer = self.world.rng.random(), self.bank, self._customer_of(paper)
        owed = bank.owed(paper)
        others = [
            one for one in self.world.books.open_of(paper.customer) if one is not paper and bank.owed(one) > 0
        ]
        orders = {item.order for item in paper.items}
        billed_once = [one for one in self.world.books.papers if orders & {item.order for item in one.items}]
        is_alone = all(
            self._customer_of(pays) is not customer for one in bank.on_its_way for pays, _ in one.pays
        )
        if chance < 0.15 and customer.account in bank.known and is_alone:
            bank.pays(customer, paper, text="" if owed not in map(bank.owed, others) else None)
        elif chance < 0.3 and len(orders) == 1 and billed_once == [paper]:
            bank.pays(customer, paper, text=f"bestelling {min(orders)}")
        elif chance < 0.5 and others and others[0].on <= paper.on:
            bank.pays(customer, others[0], paper)
        elif chance < 0.6 and owed > 1_000:
            bank.pays(customer, paper, cents=owed // 3)
            self.plans[self.world.today + SOON].append(paper)
        else:
            bank.pays(customer, paper)
