"""What the payment provider holds for us, as the test reckons it: payments, refunds, charge-backs, fees."""

from dataclasses import dataclass, field
from datetime import date

from shop.invoicing.models import Invoice
from shop.payments import services as payments
from shop.payments.models import BillPayment, Payment, Payout, Refund
from tests.journeys.month.books import Books, Paper
from tests.journeys.month.world import World, tell

FEES_E4 = {"ideal": 3_200, "creditcard": 2_500, "refund": 2_500}
VAT = 21


@dataclass
class PaidOut:
    """One transfer of the provider."""

    on: date
    payments: int
    refunds: int
    charge_backs: int
    fees_net_e4: int

    @property
    def fees(self) -> int:
        """With their VAT, in cents."""
        return (self.fees_net_e4 * (100 + VAT) + 5_000) // 10_000

    @property
    def amount(self) -> int:
        """What arrives."""
        return self.payments - self.refunds - self.charge_backs - self.fees


@dataclass
class Purse:
    """What came in and went back since the last payout."""

    world: World
    held: list[tuple[str, int, str]] = field(default_factory=list)  # kind, cents, what the fee is for
    to_go_back: list[tuple[Paper, int]] = field(default_factory=list)
    payouts: list[PaidOut] = field(default_factory=list)
    arriving: PaidOut | None = None

    @property
    def books(self) -> Books:
        """The test's own."""
        return self.world.books

    def ends(self, payment: Payment | BillPayment, status: str, method: str = "ideal") -> None:
        """The payment page says how it ended; the shop gets a hint and looks."""
        assert payment.provider_id
        self.world.till.pay(payment.provider_id, status, method)
        self.hear(payment)

    def hear(self, payment: Payment | BillPayment) -> None:
        """The provider's hint arrives."""
        assert payment.provider_id
        assert payments.hint(payment.token, payment.provider_id)
        tell()

    def came_in(self, payment: Payment | BillPayment, cents: int, method: str) -> None:
        """Somebody has paid."""
        payment.refresh_from_db()
        assert (payment.state, payment.amount_cents) == ("paid", cents), payment.state
        self.held.append(("payment", cents, method))

    def pays_bill(self, paper: Paper) -> BillPayment:
        """A practice pays what is open of an invoice through its link."""
        bill = payments.pay_bill(Invoice.objects.get(number=paper.number))
        self.ends(bill, "paid")
        self.came_in(bill, paper.debt, "ideal")
        paper.moves.append((self.world.today, -paper.debt))
        return bill

    def goes_back(self, note: Paper) -> None:
        """What a credit note gives back is on its way."""
        self.to_go_back.append((note, -note.debt))

    def carry_out(self) -> None:
        """The bank carries out what is on its way."""
        for note, cents in self.to_go_back:
            refund = Refund.objects.get(credit_note=Invoice.objects.get(number=note.number), state="pending")
            assert refund.amount_cents == cents
            self.world.till.bank(refund=refund.provider_id, status="refunded")
            self.hear(refund.payment)
            note.moves.append((self.world.today, cents))
            self.held.append(("refund", cents, "refund"))
        self.to_go_back.clear()

    def charge_back(self, payment: Payment | BillPayment, paper: Paper) -> None:
        """A bank takes back what was paid; the invoice is open again."""
        assert payment.provider_id
        self.world.till.bank(chargeback=payment.provider_id)
        self.hear(payment)
        paper.moves.append((self.world.today, payment.amount_cents))
        self.held.append(("chargeback", payment.amount_cents, ""))

    def pay_out(self) -> None:
        """The provider transfers what it holds; while that is nothing or less, nothing comes."""
        sums = {
            kind: sum(cents for one, cents, _fee in self.held if one == kind)
            for kind in ("payment", "refund", "chargeback")
        }
        fees = sum(FEES_E4[fee] for _kind, _cents, fee in self.held if fee)
        self.world.till.bank(pay_out="1")
        paid = PaidOut(self.world.today, *sums.values(), fees)
        if paid.amount > 0:
            self.arriving = paid
            self.payouts.append(paid)
            self.held.clear()

    def arrives(self) -> tuple[int, str]:
        """The morning after: the amount on the statement, and the reference that stands with it."""
        if self.arriving is None:
            return 0, ""
        paid, self.arriving = self.arriving, None
        return paid.amount, Payout.objects.latest("pk").reference
