"""Returns of the demo, in every state, and a credit that pays a next invoice."""

from collections.abc import Sequence

from accounts.models import Membership, Practice, User
from d4d.demo.calendar import Story, live
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders.models import OrderLine
from shop.returns import services as returns
from shop.returns.models import Return


def send_back(practices: Sequence[Practice]) -> None:
    """Four returns, each in another state, and an invoice that was paid beyond."""
    sales = User.objects.get(username="sales")
    finance = User.objects.get(username="finance")
    lines = [line for practice in practices for line in _delivered(practice)]
    live(
        [
            _made_good(lines[0], sales, finance),
            _accepted(lines[1], sales),
            _asked(lines[2]),
            _refused(lines[3], sales),
            _paid_beyond(practices[0]),
        ]
    )


def _made_good(line: OrderLine, sales: User, finance: User) -> Story:
    yield 3
    back = _request(line, "damaged", "De doos is ingedeukt aangekomen.")
    yield 2
    by = sales.subject.uuid
    returns.accept(back.pk, "Stuur het in de oude doos aan Oude baan 11, 5242 HT Rosmalen.", by=by)
    yield 1
    came = [returns.CameBack(one.line.pk, 1, "scrapped") for one in returns.sent_of(back) if one.left]
    returns.receive(back.pk, came[:1], by=by)
    yield 0
    returns.settle(back.pk, returns.Settle(1), by=finance.subject.uuid)


def _accepted(line: OrderLine, sales: User) -> Story:
    yield 2
    back = _request(line, "too_many")
    yield 1
    returns.accept(back.pk, "Onze bestelbus neemt het mee bij de volgende levering.", by=sales.subject.uuid)


def _asked(line: OrderLine) -> Story:
    yield 0
    _request(line, "wrong", "Wij bestelden de kleine maat.")


def _refused(line: OrderLine, sales: User) -> Story:
    yield 2
    back = _request(line, "other", "De verpakking is al open.")
    yield 1
    returns.refuse(back.pk, "Een geopende steriele verpakking nemen wij niet terug.", by=sales.subject.uuid)


def _paid_beyond(practice: Practice) -> Story:
    """A credit note on what was paid is kept for the next invoice."""
    yield 0
    for invoice in Invoice.objects.for_practice(practice).filter(kind="invoice", prepaid_cents__gt=0):
        lines = [line for line in invoicing.left_of(invoice) if line.left and not line.entry.is_carriage]
        if lines:
            note = invoicing.credit(
                invoice.pk,
                {lines[-1].entry.position: 1},
                reason="prijsafspraak",
                occasion=f"staff:{invoice.pk}:demo",
            )
            invoicing.keep_note(note.pk)
            return


def _request(line: OrderLine, reason: str, explanation: str = "") -> Return:
    managers = User.objects.filter(memberships__practice=line.order.practice)
    manager = managers.get(memberships__role=Membership.Role.MANAGER)
    asked = returns.Asked(quantity=1, reason=reason, wish="credit", explanation=explanation)
    return returns.ask(line, asked, by=manager.subject.uuid)


def _delivered(practice: Practice) -> list[OrderLine]:
    """Lines of this practice that were shipped, of goods without a serial number."""
    lines = OrderLine.objects.filter(order__practice=practice, order__state="shipped", shipped__gt=0)
    plain = lines.filter(variant__product__is_serial_tracked=False).select_related("order__practice")
    return list(plain.order_by("pk")[:2])
