"""Our account: who transfers what and with which words, the statements of it, and who looks at the rest."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from shop.invoicing import services as invoicing
from shop.invoicing.bank.matching import Part
from shop.invoicing.models import BankLine, Invoice
from tests.journeys.month.books import Paper
from tests.journeys.month.deals import STAFF
from tests.journeys.month.mollie import Purse
from tests.journeys.month.world import Customer, World, tell
from tests.shop.invoicing.statements import camt, entry

PROVIDER = "NL55INGB0000000044"
BOOKED, ASIDE, OPEN = "booked", "set_aside", "open"


@dataclass(eq=False)
class Transfer:
    """Money that came, or went below zero."""

    on: date
    cents: int
    text: str
    account: str
    pays: list[tuple[Paper, int]]
    fate: str

    @property
    def left(self) -> int:
        """What of it is for no paper."""
        return abs(self.cents) - sum(cents for _paper, cents in self.pays)


@dataclass
class Bank:
    """Every transfer, told the morning after."""

    world: World
    transfers: list[Transfer] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # accounts of which the shop knows whose they are
    on_its_way: list[Transfer] = field(default_factory=list)

    def pays(self, customer: Customer, *papers: Paper, cents: int = 0, text: str | None = None) -> Transfer:
        """A customer pays papers in the order of their days; without an amount what is open of them."""
        rest = cents = cents or sum(self.owed(paper) for paper in papers)
        parts = []
        for paper in papers:
            share = max(0, min(rest, self.owed(paper)))
            if share:
                parts.append((paper, share))
            rest -= share
        words = " ".join(paper.number for paper in papers) if text is None else text
        return self.comes(cents, words, customer.account, parts)

    def owed(self, paper: Paper) -> int:
        """What is open of a paper when everything on its way has arrived."""
        coming = [cents for one in self.on_its_way for pays, cents in one.pays if pays is paper]
        return paper.debt - sum(coming)

    def comes(
        self, cents: int, text: str, account: str = "", pays: list[tuple[Paper, int]] | None = None
    ) -> Transfer:
        """Money moves on our account; the shop books by itself what `pays` says, and leaves the rest open."""
        transfer = Transfer(self.world.today, cents, text, account, pays or [], OPEN)
        transfer.fate = BOOKED if pays and not transfer.left else OPEN
        self.transfers.append(transfer)
        self.on_its_way.append(transfer)
        return transfer

    def goes(
        self, cents: int, text: str, account: str, pays: list[tuple[Paper, int]] | None = None
    ) -> Transfer:
        """Money leaves; what names no document is put aside."""
        transfer = self.comes(-cents, text, account, pays)
        if not pays and not any(letter in text for letter in ("F20", "C20", "D20")):
            transfer.fate = ASIDE
        return transfer

    def hears_of(self, purse: Purse) -> None:
        """What the provider transferred stands on the statement, and the shop finds it by itself."""
        cents, reference = purse.arrives()
        if cents:
            transfer = self.comes(cents, f"Mollie {reference}", PROVIDER)
            transfer.on, transfer.fate = yesterday(self.world), ASIDE

    def morning(self, day: date, *, since: date | None = None) -> None:
        """The statement of a day is read, perhaps from an earlier day on, and what it pays is paid."""
        told = [one for one in self.transfers if (since or day) <= one.on <= day]
        if not told:
            return
        content = camt(*(self._entry(one) for one in told))
        before = BankLine.objects.count()
        done = invoicing.import_file(content, by=STAFF)
        tell()
        new, self.on_its_way = self.on_its_way, []
        assert (done.new, BankLine.objects.count()) == (len(new), before + len(new)), new
        assert invoicing.import_file(content, by=STAFF).new == 0
        for one in new:
            for paper, cents in one.pays:
                paper.moves.append((one.on, -cents if one.cents > 0 else cents))
                self.known.add(one.account)

    def _entry(self, one: Transfer) -> str:
        place = self.transfers.index(one) + 1
        return entry(one.cents, one.text, account=one.account, reference=f"{place}", on=one.on.isoformat())

    def row(self, transfer: Transfer) -> BankLine:
        """What the shop knows of a transfer; several alike are one as good as another."""
        rows = BankLine.objects.filter(booked_on=transfer.on, amount_cents=transfer.cents)
        ends = rows.filter(account_end=transfer.account[-4:], state=BankLine.State.OPEN)
        found = ends.order_by("-pk").first()
        assert found
        return found

    def keep(self, transfer: Transfer, customer: Customer) -> None:
        """The desk: what is left of it is kept for the customer."""
        payer = customer.practice.payer
        invoicing.keep_rest(self.row(transfer).pk, payer, by=STAFF)
        self.world.books.keep(payer.number, transfer.left, transfer.on)
        transfer.fate = BOOKED

    def give_back(self, transfer: Transfer, customer: Customer) -> None:
        """The desk: what left us gave a customer its credit back."""
        payer = customer.practice.payer
        invoicing.give_back_credit(self.row(transfer).pk, payer, by=STAFF)
        self.world.books.keep(payer.number, transfer.cents, transfer.on)
        transfer.fate = BOOKED

    def put_aside(self, transfer: Transfer, reason: str) -> None:
        """The desk: what is left of it is for no invoice."""
        invoicing.set_aside(self.row(transfer).pk, reason, by=STAFF)
        transfer.fate = ASIDE

    def allocate(self, transfer: Transfer, paper: Paper) -> None:
        """The desk: what is left of it pays this paper."""
        share, invoice = transfer.left, Invoice.objects.get(number=paper.number)
        invoicing.allocate(self.row(transfer).pk, [Part(invoice, share)], by=STAFF)
        tell()
        transfer.pays.append((paper, share))
        paper.moves.append((transfer.on, -share))
        transfer.fate = BOOKED

    def by_fate(self) -> Counter[tuple[date, int, str]]:
        """What each line of the statements should have become."""
        return Counter((one.on, one.cents, one.fate) for one in self.transfers)


def yesterday(world: World) -> date:
    """The day before this one."""
    return world.today - timedelta(days=1)
