"""What came back is made good: credited, and given back, set off, or sent anew."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import Sum

from accounts.models import Address, Practice, User
from privacy import ties
from shop.cart.quote import Wanted, goods_only
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice, InvoiceLine, InvoiceQuerySet
from shop.orders import services as orders
from shop.orders.models import Order
from shop.returns.models import Return
from shop.returns.services.moving import NotNow, go, lock
from shop.returns.services.receiving import NotWhatWasSent


class NotInvoiced(Exception):
    """So many pieces of this line stand on no invoice, or are credited already."""


class NowhereToSend(Exception):
    """The practice has no address to which the article anew could go."""


@dataclass(frozen=True, slots=True)
class Settle:
    """How a return is made good: pieces, the carriage too, money back or credit for a next invoice."""

    quantity: int
    carriage: bool = False
    gives_money_back: bool = True


@transaction.atomic
def settle(return_id: int, wanted: Settle, *, by: UUID) -> Return:
    """Credit what came back with its VAT; once per return.

    Money that was paid goes back the way it came, or becomes credit of whoever was invoiced that pays its
    open invoices first. Who wished the article anew gets an order for it at the old price, paid with that
    credit. Raises NotNow, NotWhatWasSent, NotInvoiced, NowhereToSend, CannotBeCredited or IsLeaving;
    nothing has changed then.
    """
    _tie(return_id)
    back = lock(return_id)
    if back.state != Return.State.RECEIVED:
        raise NotNow(back.state)
    if not 1 <= wanted.quantity <= back.received_pieces:
        raise NotWhatWasSent(back.number)
    is_replaced = back.wish == Return.Wish.REPLACE
    owed = _hold(back, with_owed=not is_replaced and not wanted.gives_money_back)
    if is_replaced:
        back.replacement = _sent_anew(back, wanted.quantity)
        back.save(update_fields=["replacement"])
    notes = [_credited(back, invoice_id, pieces, by) for invoice_id, pieces in _parts(back, wanted).items()]
    if is_replaced or not wanted.gives_money_back:
        kept = [note for note in notes if invoicing.keep_note(note.pk, by=by)]
        if not is_replaced:
            _pay_open_invoices(kept, owed, by)
    go(back, Return.State.SETTLED, by=by)
    return back


def _tie(return_id: int) -> None:
    """Neither the practice nor who was invoiced leaves meanwhile. Raises IsLeaving."""
    own = Return.objects.select_related("practice", "order_line").get(pk=return_id)
    payers = _invoices_of(own).exclude(practice=None).values_list("practice__subject_id", flat=True)
    ties.tie(own.practice.subject_id, *payers)


def _hold(back: Return, *, with_owed: bool) -> list[Invoice]:
    """Whoever was invoiced, then every invoice that this may touch; those that are to be paid, in turn."""
    billed = _invoices_of(back)
    payers = Practice.objects.filter(pk__in=billed.values("practice"))
    for _practice in payers.select_for_update(of=("self",), no_key=True).order_by("pk"):
        pass
    owed = Invoice.objects.unsettled().filter(kind=Invoice.Kind.INVOICE, practice__in=payers)
    owed_ids = set(owed.values_list("pk", flat=True)) if with_owed else set()
    touched = Invoice.objects.filter(pk__in=owed_ids | set(billed.values_list("pk", flat=True)))
    held = list(touched.select_for_update(of=("self",)).order_by("pk"))
    return sorted((one for one in held if one.pk in owed_ids), key=lambda one: (one.due_on, one.pk))


def _invoices_of(back: Return) -> InvoiceQuerySet:
    """On which the order stands that brought the goods."""
    lines = InvoiceLine.objects.filter(order=back.order_line.order_id)
    return Invoice.objects.filter(kind=Invoice.Kind.INVOICE, pk__in=lines.values("invoice"))


def set_off_replacement(invoice_id: int) -> int:
    """An invoice for goods that were sent anew is paid with the credit for the old ones; says how much."""
    lines = InvoiceLine.objects.filter(invoice=invoice_id, invoice__kind=Invoice.Kind.INVOICE)
    billed = Order.objects.filter(pk__in=lines.values("order")).exclude(replaces=None)
    amount = billed.aggregate(sum=Sum("total_cents"))["sum"]
    return invoicing.use_credit(invoice_id, in_all=amount) if amount else 0


def carriage_left(back: Return) -> bool:
    """Whether the carriage of the order stands on an invoice and was not credited yet."""
    return any(line.entry.is_carriage for line in _billed(back))


def _parts(back: Return, wanted: Settle) -> dict[int, dict[int, int]]:
    """What to credit of each invoice, by position: pieces of the line, the last invoiced first.

    The carriage is that of this order, on whichever invoice it stands. Raises NotInvoiced.
    """
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    quantity = wanted.quantity
    for line in _billed(back):
        is_carriage = line.entry.is_carriage
        pieces = min(line.left, wanted.carriage if is_carriage else quantity)
        if pieces:
            parts[line.entry.invoice_id][line.entry.position] = pieces
        quantity -= 0 if is_carriage else pieces
    if quantity:
        raise NotInvoiced(back.number)
    return parts


def _billed(back: Return) -> Iterator[invoicing.Line]:
    """Where the line and the carriage of its order can still be credited, the last invoice first."""
    order_id = back.order_line.order_id
    for invoice in _invoices_of(back).order_by("-pk"):
        for line in invoicing.left_of(invoice):
            is_of_it = line.entry.order_line_id in {None, back.order_line_id}
            if line.left and is_of_it and line.entry.order_id == order_id:
                yield line


def _credited(back: Return, invoice_id: int, pieces: dict[int, int], by: UUID) -> Invoice:
    return invoicing.credit(
        invoice_id, pieces, reason=back.number, occasion=f"return:{back.pk}/{invoice_id}", by=by
    )


def _pay_open_invoices(kept: list[Invoice], owed: list[Invoice], by: UUID) -> None:
    left = {note.practice_id: invoicing.balance_cents(note.customer.pk) for note in kept}
    for invoice in owed:
        if left.get(invoice.practice_id, 0) > 0:
            left[invoice.practice_id] -= invoicing.use_credit(invoice.pk, by=by)


def _sent_anew(back: Return, quantity: int) -> Order:
    """An order of the same article at the price of then, without carriage, to where the first one went."""
    line = back.order_line
    address = _where_it_went(back)
    if address is None:
        raise NowhereToSend(back.number)
    wanted = Wanted(line.variant, quantity, agreed_e4=line.unit_price_e4)
    return orders.place(
        orders.PlaceOrder(
            key=uuid5(NAMESPACE_URL, f"return:{back.pk}"),
            practice=back.practice,
            placed_by=_person(back),
            address=address,
            quote=goods_only(back.practice, [wanted], address.country),
            terms=Order.Terms.ON_ACCOUNT,
            reference=back.number,
        )
    )


def _where_it_went(back: Return) -> Address | None:
    """The address of the first order as long as it is in use, else the usual one."""
    in_use = back.practice.addresses.filter(is_retired=False)
    order = back.order_line.order
    parts = ("street", "house_number", "addition", "postcode", "city", "country")
    same = in_use.filter(**{part: getattr(order, f"delivery_{part}") for part in parts})
    return same.order_by("pk").first() or in_use.filter(is_delivery_default=True).first()


def _person(back: Return) -> User | None:
    if back.requested_by is None:
        return None
    members = User.objects.filter(memberships__practice=back.practice, memberships__is_active=True)
    return members.filter(subject__uuid=back.requested_by).first()
