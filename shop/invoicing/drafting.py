"""Turns orders into a document without a number: who, what, where, and how it is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accounts.models import Address, Practice
from shop.invoicing.document import Delivery, Document, Kind, Line, Party, Payment
from shop.invoicing.seller import payment_by_transfer, seller
from shop.orders.models import Order, OrderLine

DUTCH_SPEAKING = {"NL", "BE"}


@dataclass(frozen=True, slots=True)
class Billed:
    """Pieces of an order line that go on an invoice."""

    line: OrderLine
    quantity: int


def prepaid(order: Order, lines: Sequence[Billed], today: date) -> Document:
    """The invoice of an order that is paid in advance; nothing remains to be paid."""
    draft = _draft(
        order.practice.payer,
        lines,
        vat_id=order.vat_id,
        today=today,
        due_on=today,
        carriage_cents=order.carriage_cents,
    )
    on = today if _crosses_a_border(order) else None
    return replace(_of_one_order(draft, order, on=on), prepaid_cents=draft.totals.gross_cents)


def delivered(
    order: Order, lines: Sequence[Billed], *, carriage_cents: int, delivered_on: date, today: date
) -> Document:
    """The invoice of one shipment on account."""
    due_on = today + timedelta(days=order.practice.payer.payment_days)
    draft = _draft(
        order.practice.payer,
        lines,
        vat_id=order.vat_id,
        today=today,
        due_on=due_on,
        carriage_cents=carriage_cents,
    )
    return _of_one_order(draft, order, on=delivered_on)


def collected(
    practice: Practice,
    lines: Sequence[Billed],
    *,
    carriage_cents: int,
    period: tuple[date, date],
    today: date,
) -> Document:
    """One invoice for everything that was delivered on account in a period."""
    orders = {billed.line.order_id: billed.line.order for billed in lines}
    due_on = today + timedelta(days=practice.payment_days)
    newest = max(orders.values(), key=lambda order: (order.placed_at, order.pk))
    draft = _draft(
        practice,
        lines,
        vat_id=newest.vat_id,
        today=today,
        due_on=due_on,
        carriage_cents=carriage_cents,
    )
    if len(orders) > 1:
        draft = replace(draft, lines=tuple(_naming_its_order(billed) for billed in lines))
    draft = replace(draft, period=period, delivery=_common_place(orders.values()))
    if len(orders) > 1:
        return draft
    (order,) = orders.values()
    return replace(draft, order_number=order.number, buyer_reference=order.reference)


def of_services(
    practice: Practice,
    lines: tuple[Line, ...],
    *,
    period: tuple[date, date] | None,
    due_on: date | None,
    reference: str,
    payment: Payment,
    today: date,
) -> Document:
    """The invoice of work, visits or a period of a contract."""
    party = buyer(practice, practice.vat_id)
    return Document(
        kind=Kind.INVOICE,
        number="",
        issued_on=today,
        seller=seller(),
        buyer=party,
        lines=lines,
        payment=payment,
        due_on=max(today, due_on or today + timedelta(days=practice.payment_days)),
        buyer_reference=reference,
        period=period,
        language=language_of(party.country),
    )


def buyer(practice: Practice, vat_id: str) -> Party:
    """The practice as it stands on invoices from now on, with the VAT number of its order."""
    address = _invoice_address(practice)
    return Party(
        name=practice.name,
        street=address.street_line() if address else "",
        postcode=address.postcode if address else "",
        city=address.city if address else "",
        country=address.country if address else "NL",
        registration=practice.kvk_number,
        vat_id=vat_id,
        customer_number=practice.number,
        email=practice.billing_email,
    )


def net_cents(billed: Billed) -> int:
    """What these pieces count for on a document, excluding VAT."""
    return line_of(billed).net_cents


def line_of(billed: Billed) -> Line:
    """These pieces as a document tells of them."""
    line = billed.line
    return Line(
        name=line.name,
        quantity_e3=billed.quantity * 1_000,
        unit_price_e4=line.unit_price_e4,
        vat_permille=line.vat_permille,
        vat_category=line.vat_category,
        article=line.number,
        is_service=line.is_service,
    )


def language_of(country: str) -> str:
    """Dutch where it is spoken, English elsewhere."""
    return "nl" if country in DUTCH_SPEAKING else "en"


def _draft(
    practice: Practice,
    lines: Sequence[Billed],
    *,
    vat_id: str,
    today: date,
    due_on: date,
    carriage_cents: int,
) -> Document:
    party = buyer(practice, vat_id)
    return Document(
        kind=Kind.INVOICE,
        number="",
        issued_on=today,
        seller=seller(),
        buyer=party,
        lines=tuple(line_of(billed) for billed in lines),
        payment=payment_by_transfer(),
        due_on=due_on,
        shipping_cents=carriage_cents,
        language=language_of(party.country),
    )


def _naming_its_order(billed: Billed) -> Line:
    order = billed.line.order
    reference = f" ({order.reference})" if order.reference else ""
    location = f", {order.practice.name}" if order.practice.debtor_id else ""
    return replace(line_of(billed), description=f"{order.number}{reference}{location}")


def _of_one_order(draft: Document, order: Order, *, on: date | None) -> Document:
    name, street, postcode, city, country = _place(order)
    delivery = Delivery(on=on, name=name, street=street, postcode=postcode, city=city, country=country)
    return replace(draft, order_number=order.number, buyer_reference=order.reference, delivery=delivery)


def _crosses_a_border(order: Order) -> bool:
    """The law wants a date on a delivery without VAT; paid in advance, that is the day of payment."""
    return order.vat_treatment == Order.VatTreatment.INTRA_COMMUNITY


def _common_place(orders: Iterable[Order]) -> Delivery | None:
    """The place to which all went; of several places only their country, where that is the same."""
    places = {_place(order) for order in orders}
    if len(places) == 1:
        name, street, postcode, city, country = places.pop()
        return Delivery(name=name, street=street, postcode=postcode, city=city, country=country)
    countries = {country for *_, country in places}
    return Delivery(country=countries.pop()) if len(countries) == 1 else None


def _place(order: Order) -> tuple[str, str, str, str, str]:
    street = order.delivery_street_line()
    city, country = order.delivery_city, order.delivery_country
    return (order.delivery_practice, street, order.delivery_postcode, city, country)


def _invoice_address(practice: Practice) -> Address | None:
    """The address for invoices, else the usual one for parcels, else any that is in use."""
    in_use = [address for address in practice.addresses.all() if not address.is_retired]
    return min(
        in_use, key=lambda one: (not one.is_billing, not one.is_delivery_default, one.pk), default=None
    )
