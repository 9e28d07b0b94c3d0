"""The books that the test keeps while it acts: papers, what was paid of them, and what is kept for whom."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.journeys.month.arithmetic import Amount, Amounts, Group, price_of, rounded, shares_of, split, taxed

COLUMNS = (0, 30, 60, 90)  # days past its day; the rest is older


@dataclass(eq=False)
class Item:
    """Pieces of an article that somebody ordered."""

    order: str
    article: str
    pieces: int
    unit_e4: int
    group: Group
    left: int = 0  # not credited yet

    @property
    def net(self) -> int:
        """What all of them cost."""
        return price_of(self.unit_e4, self.pieces)


@dataclass(eq=False)
class Paper:
    """An invoice, or a credit note with amounts below zero, and what was paid of it since."""

    customer: str
    on: date
    due: date
    amounts: Amounts
    items: list[Item]
    carriage: dict[str, int] = field(default_factory=dict)  # by order, not credited yet
    bears: dict[Group, int] = field(default_factory=dict)  # what each group bears of the carriage
    moves: list[tuple[date, int]] = field(default_factory=list)
    losses: list[tuple[date, int, Amounts]] = field(default_factory=list)
    vat_id: str = ""
    number: str = ""
    takes_back: "Paper | None" = None

    @property
    def net(self) -> int:
        """Without VAT."""
        return sum(one.base for one in self.amounts.values())

    @property
    def vat(self) -> int:
        """The VAT."""
        return sum(one.vat for one in self.amounts.values())

    @property
    def total(self) -> int:
        """With VAT."""
        return self.net + self.vat

    @property
    def debt(self) -> int:
        """What is owed of it; below zero we owe it."""
        return self.total + sum(cents for _day, cents in self.moves)

    def debt_on(self, day: date) -> int:
        """The same, at the end of a day."""
        if day < self.on:
            return 0
        return self.total + sum(cents for moved_on, cents in self.moves if moved_on <= day)

    def left(self) -> Amounts:
        """What it would say of what is not credited yet."""
        nets: dict[Group, int] = dict.fromkeys(self.amounts, 0)
        for item in self.items:
            nets[item.group] += price_of(item.unit_e4, item.left)
        groups = list(self.bears)
        parts = split(sum(self.carriage.values()), [self.bears[group] for group in groups])
        return taxed(nets, dict(zip(groups, parts, strict=True)))


@dataclass
class Books:
    """Everything that should stand in the shop's reports."""

    papers: list[Paper] = field(default_factory=list)
    kept: list[tuple[date, str, int]] = field(default_factory=list)  # to whose credit

    def bill(
        self,
        customer: str,
        items: Sequence[Item],
        carriage: Mapping[str, int],
        *,
        on: date,
        due: date,
        vat_id: str = "",
    ) -> Paper:
        """An invoice for these pieces."""
        nets: Counter[Group] = Counter()
        for item in items:
            nets[item.group] += item.net
            item.left = item.pieces
        bears = shares_of(sum(carriage.values()), nets)
        paper = Paper(
            customer, on, due, taxed(nets, bears), list(items), dict(carriage), bears, vat_id=vat_id
        )
        self.papers.append(paper)
        return paper

    def credit(
        self, paper: Paper, pieces: Mapping[Item, int], on: date, carriage: Sequence[str] = ()
    ) -> Paper:
        """A credit note: what the invoice says of what is left before and after it."""
        before = paper.left()
        for item, count in pieces.items():
            assert count <= item.left
            item.left -= count
        for order in carriage:
            paper.carriage.pop(order)
        after = paper.left()
        less = {
            group: Amount(after[group].base - one.base, after[group].vat - one.vat)
            for group, one in before.items()
            if after[group] != one
        }
        note = Paper(paper.customer, on, on, less, [], vat_id=paper.vat_id, takes_back=paper)
        self.papers.append(note)
        set_off = min(paper.debt, -note.total)
        if set_off > 0:
            paper.moves.append((on, -set_off))
            note.moves.append((on, set_off))
        return note

    def keep(self, customer: str, cents: int, on: date) -> None:
        """Money stands to somebody's credit; below zero it was used."""
        self.kept.append((on, customer, cents))

    def credit_of(self, customer: str) -> int:
        """What stands to somebody's credit now."""
        return sum(cents for _day, whose, cents in self.kept if whose == customer)

    def use_credit(self, paper: Paper, on: date, most: int | None = None) -> None:
        """What stands to somebody's credit pays an invoice, as far as it goes."""
        cents = min(paper.debt, self.credit_of(paper.customer), paper.debt if most is None else most)
        if cents > 0:
            paper.moves.append((on, -cents))
            self.keep(paper.customer, -cents, on)

    def give_up(self, paper: Paper, on: date) -> None:
        """Nobody pays the rest of an invoice: its VAT is asked back."""
        self._lose(paper, paper.debt, on)

    def take_up(self, paper: Paper, cents: int, on: date) -> None:
        """Something that was given up was paid after all."""
        self._lose(paper, -cents, on)

    def _lose(self, paper: Paper, cents: int, on: date) -> None:
        (group,) = paper.amounts  # one rate, so that nothing needs to be shared out
        before = -sum(amounts[group].base + amounts[group].vat for _day, _cents, amounts in paper.losses)
        after = before + cents
        rate = Fraction(group.permille, 1_000 + group.permille)
        vat = rounded(before * rate) - rounded(after * rate)
        paper.moves.append((on, -cents))
        paper.losses.append((on, cents, {group: Amount(-cents - vat, vat)}))

    def open_of(self, customer: str) -> list[Paper]:
        """Invoices of somebody that are to be paid, the one that is due first in front."""
        own = [paper for paper in self.papers if paper.customer == customer and paper.debt > 0]
        return sorted(own, key=lambda paper: paper.due)

    # --- what the reports should say ---

    def issued(self, first: date, last: date) -> Iterator[Paper]:
        """The papers of a period."""
        yield from (paper for paper in self.papers if first <= paper.on <= last)

    def turnover(self, first: date, last: date) -> int:
        """What was sold, less what was credited."""
        return sum(paper.net for paper in self.issued(first, last))

    def boxes(self, first: date, last: date) -> dict[str, Amount]:
        """The VAT return."""
        sums: defaultdict[str, Amount] = defaultdict(lambda: Amount(0, 0))
        told = [paper.amounts for paper in self.issued(first, last)]
        for paper in self.papers:
            told += [amounts for day, _cents, amounts in paper.losses if first <= day <= last]
        for amounts in told:
            for group, one in amounts.items():
                sums[group.box] = Amount(sums[group.box].base + one.base, sums[group.box].vat + one.vat)
        return {box: one for box, one in sums.items() if any(one)}

    def abroad(self, first: date, last: date) -> dict[str, tuple[int, int]]:
        """Goods and services by VAT number of a customer in the EU."""
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for paper in self.issued(first, last):
            for group, one in paper.amounts.items():
                if group.box == "3b":
                    sums[paper.vat_id][group.letter != "K"] += one.base
        return {vat_id: (goods, services) for vat_id, (goods, services) in sums.items() if goods or services}

    def open_items(self, day: date) -> dict[str, tuple[int, ...]]:
        """What each customer owed at the end of a day, by age."""
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
        for paper in self.papers:
            late = (day - paper.due).days
            column = next((place for place, limit in enumerate(COLUMNS) if late <= limit), 4)
            if debt := paper.debt_on(day):
                sums[paper.customer][column] += debt
        for customer, cents in self._kept_until(day).items():
            sums[customer][0] -= cents
        return {customer: tuple(cents) for customer, cents in sums.items()}

    def _kept_until(self, day: date) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for on, customer, cents in self.kept:
            sums[customer] += cents if on <= day else 0
        return {customer: cents for customer, cents in sums.items() if cents}
