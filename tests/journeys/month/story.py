"""What happens whatever chance does: the few things that go wrong or far, each on its day."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from shop.debtors.models import CollectionCase, InterestRate
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from tests.journeys.month.arithmetic import Amount, Group, rounded
from tests.journeys.month.bank import Transfer
from tests.journeys.month.books import Paper
from tests.journeys.month.deals import Deal
from tests.journeys.month.month import Month
from tests.journeys.month.world import PER_SHIPMENT, Customer, World, a_customer, an_article_of, tell

BEFORE, REMINDED = date(2026, 1, 6), (date(2026, 1, 23), date(2026, 2, 3), date(2026, 2, 19))
WARMING_UP, FIRST, LAST, END = date(2026, 2, 25), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 8)
PERCENT = 1_015  # hundredths


def orders_on(day: date) -> int:
    """How many orders chance brings on a day."""
    if FIRST <= day <= LAST:
        return 6 if day < LAST else 8
    return 1


def in_march(day: int) -> date:
    """A day of the month itself."""
    return FIRST.replace(day=day)


def a_service(world: World, customer: Customer, cents: int) -> Paper:
    """A repair is billed; for who declares the VAT elsewhere it is shifted."""
    practice, today = customer.practice, world.today
    line = invoicing.ServiceLine("Reparatie", 1_000, cents * 100)
    invoice = invoicing.issue_for_service(practice.pk, [line], occasion=f"repair:{practice.number}/{today}")
    tell()
    group = Group("AE", 0) if customer.crosses_a_border else Group("S", 210)
    tax = rounded(Fraction(cents * group.permille, 1_000))
    due = today + timedelta(days=customer.days)
    paper = Paper(practice.number, today, due, {group: Amount(cents, tax)}, [], vat_id=practice.vat_id)
    paper.number = invoice.number
    world.books.papers.append(paper)
    return paper


def what_went_before(month: Month) -> None:
    """Two practices owe us for a repair; one of them was reminded three times."""
    world = month.world
    InterestRate.objects.create(
        from_on=date(2026, 1, 1), until_on=date(2026, 6, 30), basis_points=PERCENT, source="toets"
    )
    for name in ("Olm", "Populier", "Zilver"):
        month.leaves_alone.add(a_customer(world, name, PER_SHIPMENT, 14))
    a_service(world, world.customers["Olm"], 100_000)
    for day in REMINDED:
        world.turn(day)
        world.strike()
    world.turn(date(2026, 2, 20))
    a_service(world, world.customers["Populier"], 54_321)


def what_is_to_happen(month: Month) -> None:
    """The agenda of the month."""
    _ordered_specially(month)
    _debts(month)
    _on_our_account(month)
    _over_the_border_of_the_month(month)


def _ordered_specially(month: Month) -> None:
    world, trade = month.world, month.trade
    customers, (first, second, third, *_rest) = world.customers, world.articles
    month.on(
        in_march(3),
        lambda: trade.by_quote(customers["Duin"], {first: 40, second: 3}, {first: 30_001, second: 119_999}),
    )
    month.on(in_march(13), lambda: trade.by_mail(customers["Heide"], {third: 25, first: 3}, {third: 8_333}))
    month.on(in_march(6), lambda: a_service(world, customers["Kleve"], 20_007))

    def more_than_there_is() -> None:
        scarce = an_article_of(77_777, "high", 7)
        world.articles.append(scarce)
        trade.shelf[scarce] = 7
        trade.by_web(customers["Eik"], {scarce: 12, second: 2})
        month.on(in_march(9), lambda: month.parcels.comes_in(scarce, 50))

    month.on(in_march(4), more_than_there_is)

    to_exchange: list[Deal] = []

    def in_advance_and_on_account() -> None:
        both = (customers[name] for name in ("Aker", "Zilver"))
        to_exchange.extend(trade.by_web(one, {first: 7, second: 1}) for one in both)
        trade.pay(to_exchange[0])

    def exchanged() -> None:
        for deal in to_exchange:
            month.aftercare.is_sent_anew(deal, deal.items[0], 2)

    month.on(in_march(16), in_advance_and_on_account)
    month.on(in_march(26), exchanged)


def _debts(month: Month) -> None:
    world = month.world
    olm, populier = (world.customers[name] for name in ("Olm", "Populier"))
    owed, lost = (next(_of(month, one)) for one in (olm, populier))
    handed_over = in_march(5)
    late = (handed_over - owed.due).days
    interest = rounded(Fraction(owed.total * PERCENT * late, 10_000 * 365))
    costs = rounded(Fraction(owed.total * 15, 100))
    month.on(handed_over, lambda: month.aftercare.hands_over(owed, interest, costs))
    month.on(in_march(12), lambda: month.aftercare.gives_up(lost))

    def pays_everything() -> None:
        transfer = month.bank.pays(olm, owed, cents=owed.total + interest + costs)
        month.on(in_march(24), lambda: month.bank.put_aside(transfer, "rente en kosten"), "morning")
        month.on(in_march(24), _recalled, "noon")

    month.on(in_march(23), pays_everything, "evening")

    def pays_after_all() -> None:
        transfer = month.bank.comes(10_000, lost.number, populier.account)
        month.on(END - timedelta(days=5), lambda: _taken_up(month, lost, transfer), "morning")

    month.on(END - timedelta(days=6), pays_after_all, "evening")


def _recalled() -> None:
    case = CollectionCase.objects.get()
    assert (case.state, case.lines.get().recall_sent_at is not None) == ("recalled", True)


def _taken_up(month: Month, lost: Paper, transfer: Transfer) -> None:
    month.bank.allocate(transfer, lost)
    month.world.books.take_up(lost, transfer.cents, transfer.on)


def _of(month: Month, customer: Customer) -> Iterator[Paper]:
    """The papers of a customer."""
    number = customer.practice.number
    yield from (paper for paper in month.world.books.papers if paper.customer == number)


def _on_our_account(month: Month) -> None:
    """One practice pays too much, then twice, then by the link; and money comes of which nobody knows why."""
    world, bank, zilver = month.world, month.bank, month.world.customers["Zilver"]
    papers: list[Paper] = []

    def orders() -> None:
        for price, place in ((3, 0), (5, 1), (7, 4), (9, 3)):
            deal = month.trade.by_web(zilver, {world.articles[place]: price, world.articles[9]: 2})
            month.on(in_march(18), lambda deal=deal: papers.extend(deal.papers))

    month.on(in_march(17), orders)

    def too_much_and_in_time() -> None:
        too_much = bank.pays(zilver, papers[0], cents=papers[0].total + 5_000)
        bank.pays(zilver, papers[1])
        month.on(in_march(19), lambda: bank.keep(too_much, zilver), "morning")

    month.on(in_march(18), too_much_and_in_time, "evening")

    def twice() -> None:
        again = bank.comes(papers[1].total, f"Factuur {papers[1].number}", zilver.account)
        month.on(in_march(20), lambda: bank.keep(again, zilver), "morning")

    month.on(in_march(19), twice, "evening")

    def goes_back() -> None:
        text = f"Dubbel betaald {papers[1].number}"
        back = bank.goes(papers[1].total, text, zilver.account)
        month.on(in_march(25), lambda: bank.give_back(back, zilver), "morning")

    month.on(in_march(24), goes_back, "evening")

    def credit_is_used() -> None:
        invoicing.use_credit(Invoice.objects.get(number=papers[2].number).pk)
        world.books.use_credit(papers[2], world.today)

    month.on(in_march(25), credit_is_used)
    month.on(in_march(27), lambda: month.purse.pays_bill(papers[2]))
    month.on(in_march(20), lambda: bank.comes(12_345, "hartelijk dank", "NL99ONBE0000000099"), "evening")
    month.on(in_march(20), lambda: bank.goes(995, "Kosten rekening", ""), "evening")


def _over_the_border_of_the_month(month: Month) -> None:
    world, trade = month.world, month.trade
    customers, articles = world.customers, world.articles
    abroad: list[Deal] = []

    def to_belgium() -> None:
        deal = trade.by_web(customers["Jabbeke"], {articles[4]: 3, articles[1]: 5})
        trade.pay(deal)
        abroad.append(deal)

    month.on(date(2026, 2, 25), to_belgium)
    month.on(in_march(30), lambda: month.aftercare.comes_back(abroad[0], abroad[0].items[0], 1))
    month.on(
        date(2026, 4, 1),
        lambda: month.aftercare.comes_back(abroad[0], abroad[0].items[1], 5, carriage=True),
    )

    def at_midnight() -> None:
        world.turn(LAST, 23, 50)
        deal = trade.by_web(customers["Berk"], {articles[0]: 30, articles[3]: 1})
        world.turn(date(2026, 4, 1), 0, 30)
        trade.pay(deal)

    month.on(LAST, at_midnight, "night")

    def by_card() -> None:
        deal = trade.by_web(customers["Cipres"], {articles[8]: 2})
        payment = trade.pay(deal, "creditcard")
        paper = deal.papers[0]
        month.on(date(2026, 4, 2), lambda: month.purse.charge_back(payment, paper))
        month.on(date(2026, 4, 6), lambda: month.bank.pays(customers["Cipres"], paper), "evening")

    month.on(in_march(20), by_card)
