"""What comes back, what is made good, and what is said of debts."""

from dataclasses import dataclass

from shop.debtors import services as debtors
from shop.debtors.claimed import claim_of
from shop.debtors.models import Debtor
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.returns import services as returns
from shop.returns.models import Return
from shop.returns.services import Asked, CameBack, Settle
from tests.journeys.month.books import Item, Paper
from tests.journeys.month.deals import STAFF, Deal, Trade
from tests.journeys.month.mollie import Purse
from tests.journeys.month.numbers import look_up
from tests.journeys.month.world import World, tell


@dataclass
class Aftercare:
    """Returns, and debts that are chased or given up."""

    world: World
    trade: Trade
    purse: Purse

    def comes_back(
        self, deal: Deal, item: Item, pieces: int, *, carriage: bool = False, money: bool = True
    ) -> Paper:
        """Pieces that were sent are sent back and credited; money goes back, or is kept for what is open."""
        self._settled(deal, item, pieces, "credit", Settle(pieces, carriage, money))
        note = self._credited(deal, item, pieces, carriage=carriage)
        if not money:
            self._keep(note)
            for paper in self.world.books.open_of(note.customer):
                self.world.books.use_credit(paper, self.world.today)
        elif not deal.on_account and note.debt:
            self.purse.goes_back(note)
        return note

    def is_sent_anew(self, deal: Deal, item: Item, pieces: int) -> Deal:
        """Pieces are exchanged for others of the same article, at the price of then and without carriage."""
        back = self._settled(deal, item, pieces, "replace", Settle(pieces))
        note = self._credited(deal, item, pieces)
        self._keep(note)
        (article,) = [one for one in self.world.articles if one.number == item.article]
        assert back.replacement
        basket = {article: pieces}
        return self.trade.written(
            deal.customer, back.replacement, basket, {article: item.unit_e4}, is_free=True
        )

    def _settled(self, deal: Deal, item: Item, pieces: int, wish: str, how: Settle) -> Return:
        line = deal.order.lines.get(number=item.article)
        person = deal.customer.user.subject.uuid
        back = returns.ask(line, Asked(pieces, "too_many", wish), by=person)
        returns.accept(back.pk, "Stuur het naar Rosmalen.", by=STAFF)
        left = pieces
        for sent in returns.sent_of(back):
            if count := min(left, sent.left):
                returns.receive(back.pk, [CameBack(sent.line.pk, count, "shelf")], by=STAFF)
                left -= count
        back = returns.settle(back.pk, how, by=STAFF)
        tell()
        return back

    def _credited(self, deal: Deal, item: Item, pieces: int, *, carriage: bool = False) -> Paper:
        """The pieces stand on one invoice of the order, the last."""
        paper = deal.papers[-1]
        (billed,) = [one for one in paper.items if (one.order, one.article) == (item.order, item.article)]
        order = [item.order] if carriage and item.order in paper.carriage else []
        note = self.world.books.credit(paper, {billed: pieces}, self.world.today, order)
        look_up(self.world.books)
        return note

    def _keep(self, note: Paper) -> None:
        cents = -note.debt
        if cents:
            note.moves.append((self.world.today, cents))
            self.world.books.keep(note.customer, cents, self.world.today)

    def hands_over(self, paper: Paper, interest: int, costs: int) -> None:
        """Somebody looks at the dossier and decides that the agency collects; what the law adds is told."""
        debtor = Debtor.objects.get(number=paper.customer)
        claimed = claim_of(debtor, self.world.today)
        assert (claimed.interest_cents, claimed.costs_cents, claimed.lacks) == (interest, costs, None)
        dossier = debtors.dossier_for(debtor)
        assert dossier
        amount = f"{paper.debt // 100}.{paper.debt % 100:02d}"
        assert [(one.invoice_number, one.amount) for one in dossier.claims] == [(paper.number, amount)]
        debtors.hand_over(debtor.pk, seen=dossier.fingerprint(), reason="reageert niet", by=STAFF)
        tell()

    def gives_up(self, paper: Paper) -> None:
        """Nobody pays this any more; the VAT is asked back."""
        invoice = Invoice.objects.get(number=paper.number)
        invoicing.write_off(invoice.pk, paper.debt, reason="failliet", by=STAFF)
        tell()
        self.world.books.give_up(paper, self.world.today)
