"""What stands on the page, word for word, so that the template only places it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shop.catalogue.models import VatCategory
from shop.invoicing.countries import name_of
from shop.invoicing.document import Delivery, Document, Line, Means, Party
from shop.invoicing.exemptions import exemption_of
from shop.invoicing.render.figures import decimal, euro, figure
from shop.invoicing.totals import VatLine


class Fact(NamedTuple):
    """A label and what belongs to it."""

    label: str
    value: str


class Row(NamedTuple):
    """One line of the document as text."""

    article: str
    name: str
    description: str
    quantity: str
    price: str
    per: str
    discount: str
    vat: str
    net: str


def sheet_of(document: Document) -> dict[str, Any]:
    """Every text on the page, in the document's language (which must be active)."""
    rows = [_row(document, line) for line in document.lines]
    return {
        "language": document.language,
        "title": _("Credit note") if document.is_credit else _("Invoice"),
        "number": document.number,
        "issued_on": document.issued_on.isoformat(),
        "seller": document.seller,
        "seller_facts": _seller_facts(document),
        "buyer": document.buyer,
        "buyer_country": _foreign(document.buyer.country, document),
        "facts": _facts(document),
        "delivery": _address(document),
        "rows": rows,
        "has_discount": any(row.discount for row in rows),
        "sums": _sums(document),
        "payable": _payable(document),
        "vat": [_vat_row(document, line) for line in document.totals.vat],
        "reasons": _reasons(document),
        "note": document.note,
        "payment": _payment(document),
        "payment_facts": _payment_facts(document) if document.is_to_be_paid else [],
        "payment_link": document.payment.link if document.is_to_be_paid else "",
    }


def _row(document: Document, line: Line) -> Row:
    language = document.language
    unit = _unit(line.unit)
    per = figure(decimal(line.base_quantity_e3, 3), language) if line.base_quantity_e3 != 1_000 else ""
    return Row(
        article=line.article,
        name=line.name,
        description=" · ".join(filter(None, (line.description, _span(line.period)))),
        quantity=f"{figure(decimal(line.quantity_e3, 3), language)} {unit}".strip(),
        price=_price(line.unit_price_e4, language),
        per=_("per %(quantity)s") % {"quantity": f"{per} {unit}".strip()} if per else "",
        discount=_percentage(line.discount_ppm, 4, language) if line.discount_ppm else "",
        vat=_rate(line.vat_category, line.vat_permille, language),
        net=euro(line.net_cents, language),
    )


def _price(price_e4: int, language: str) -> str:
    plain = figure(decimal(price_e4, 4, shown=2), language)
    return f"€\u00a0{plain}" if language == "nl" else f"€{plain}"


def _percentage(value: int, places: int, language: str) -> str:
    plain = figure(decimal(value, places), language)
    return f"{plain}\u00a0%" if language == "nl" else f"{plain}%"


def _rate(category: str, permille: int, language: str) -> str:
    words: dict[str, str] = {VatCategory.EXEMPT: _("exempt"), VatCategory.REVERSE_CHARGE: _("shifted")}
    return words.get(category) or _percentage(permille, 1, language)


def _unit(code: str) -> str:
    return {
        "KGM": "kg",
        "GRM": "g",
        "LTR": "l",
        "MLT": "ml",
        "MTR": "m",
        "HUR": _("hours"),
        "DAY": _("days"),
        "MON": _("months"),
        "ANN": _("years"),
        "XBX": _("boxes"),
        "XPK": _("packs"),
        "SET": _("sets"),
        "PR": _("pairs"),
    }.get(code, "")


def _facts(document: Document) -> list[Fact]:
    registration, is_dutch = document.buyer.registration, document.buyer.country == "NL"
    number = _("Credit note number") if document.is_credit else _("Invoice number")
    facts = [
        Fact(number, document.number),
        Fact(_("Date"), _day(document.issued_on)),
        Fact(_("Due on"), _day(document.due_on) if document.due_on and document.is_to_be_paid else ""),
        Fact(_("Credits invoice"), document.credited_number),
        Fact(_("Delivered on"), _delivered(document)),
        Fact(_("Period"), _period(document)),
        Fact(_("Your reference"), document.buyer_reference),
        Fact(_("Our order"), document.order_number),
        Fact(_("Customer number"), document.buyer.customer_number),
        Fact(_("Your KvK number"), registration if is_dutch else ""),
        Fact(_("Your register number"), "" if is_dutch else registration),
        Fact(_("Your VAT number"), document.buyer.vat_id),
    ]
    return [fact for fact in facts if fact.value]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _delivered(document: Document) -> str:
    return _day(document.delivery.on) if document.delivery and document.delivery.on else ""


def _period(document: Document) -> str:
    return _span(document.period)


def _span(period: tuple[date, date] | None) -> str:
    if not period:
        return ""
    first, last = period
    return _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


def _address(document: Document) -> list[str]:
    """The place of delivery, where it is another than the buyer's address."""
    place, buyer = document.delivery, document.buyer
    if not place or not place.street or _place(place) == _place(buyer):
        return []
    town = f"{place.postcode} {place.city}".strip()
    return [text for text in (place.name, place.street, town, _foreign(place.country, document)) if text]


def _place(place: Delivery | Party) -> tuple[str, str, str, str]:
    return (place.street, place.postcode, place.city, place.country)


def _foreign(country: str, document: Document) -> str:
    return "" if country == document.seller.country else name_of(country)


def _seller_facts(document: Document) -> list[Fact]:
    facts = [
        Fact(_("KvK"), document.seller.registration),
        Fact(_("VAT"), document.seller.vat_id),
        Fact("IBAN", _grouped(document.payment.iban)),
    ]
    return [fact for fact in facts if fact.value]


def _grouped(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _sums(document: Document) -> list[Fact]:
    totals, language = document.totals, document.language
    discount = _("Discount")
    if document.order_discount_ppm:
        discount = f"{discount} {_percentage(document.order_discount_ppm, 4, language)}"
    sums = [
        Fact(_("Lines"), euro(totals.lines_cents, language) if totals.discounts or totals.shippings else ""),
        Fact(discount, euro(-totals.discount_cents, language) if totals.discounts else ""),
        Fact(_("Shipping"), euro(totals.shipping_cents, language) if totals.shippings else ""),
        Fact(_("Total excluding VAT"), euro(totals.net_cents, language)),
        *(_vat_sum(document, line) for line in totals.vat),
        Fact(_("Total including VAT"), euro(totals.gross_cents, language)),
        Fact(_("Already paid"), euro(-totals.prepaid_cents, language) if totals.prepaid_cents else ""),
    ]
    return [fact for fact in sums if fact.value]


def _vat_sum(document: Document, line: VatLine) -> Fact:
    language = document.language
    rate = _rate(line.group.category, line.group.permille, language)
    return Fact(f"{_('VAT')} {rate}", euro(line.vat_cents, language))


def _payable(document: Document) -> Fact:
    label = _("To be refunded") if document.is_credit else _("To be paid")
    return Fact(label, euro(document.totals.payable_cents, document.language))


def _vat_row(document: Document, line: VatLine) -> dict[str, str]:
    language = document.language
    return {
        "rate": _rate(line.group.category, line.group.permille, language),
        "base": euro(line.base_cents, language),
        "vat": euro(line.vat_cents, language),
    }


def _reasons(document: Document) -> list[str]:
    categories = [line.group.category for line in document.totals.vat]
    return list(dict.fromkeys(filter(None, (exemption_of(document, category) for category in categories))))


def _payment(document: Document) -> str:
    if document.is_credit:
        return _("We settle this amount with you or pay it back the way you paid.")
    if not document.is_to_be_paid:
        return _("This invoice has been paid. You need not do anything.") if document.prepaid_cents else ""
    words = {"amount": euro(document.totals.payable_cents, document.language), "number": document.number}
    words["day"] = _day(document.due_on) if document.due_on else ""
    if document.payment.means is Means.DIRECT_DEBIT:
        return _("We collect %(amount)s from your account around %(day)s.") % words
    if document.payment.means is Means.CARD:
        return _("The amount of %(amount)s is charged to your card.") % words
    return _("Please pay %(amount)s by %(day)s, quoting %(number)s.") % words


def _payment_facts(document: Document) -> list[Fact]:
    payment = document.payment
    facts = [
        Fact(_("Account"), _grouped(payment.iban) if payment.means is not Means.DIRECT_DEBIT else ""),
        Fact(_("In the name of"), document.seller.name if payment.means is not Means.DIRECT_DEBIT else ""),
        Fact(_("Mandate"), payment.mandate),
        Fact(_("Creditor identifier"), payment.creditor),
        Fact(_("Your account"), _grouped(payment.payer_iban)),
        Fact(_("Quoting"), document.number),
    ]
    return [fact for fact in facts if fact.value]
