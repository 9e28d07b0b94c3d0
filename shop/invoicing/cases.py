"""A written-down example of an invoice, read into a document.

A case is a JSON object as in `tests/data/invoice_cases.json`: amounts, prices,
quantities and percentages as text, dates as YYYY-MM-DD. Its totals are written
back in the same form, so that a case can be compared with what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from shop.invoicing.document import Delivery, Document, Kind, Line, Party, Payment
from shop.invoicing.render.figures import cents, decimal
from shop.invoicing.seller import payment_by_direct_debit, payment_by_transfer, seller
from shop.invoicing.totals import Group, Share

PAYMENT_DAYS = 14
LARGEST = Decimal(10) ** 12
ADDRESS = {"name": "name", "street": "street", "zip": "postcode", "city": "city", "cc": "country"}


class CaseUnreadable(Exception):
    """The case does not say what is needed; the text names the field."""


def read_case(case: object, issued_on: date) -> Document:
    """Turn a case into a document issued on the given day by the seller in the settings."""
    fields = _Fields(case, "")
    kind = {"invoice": Kind.INVOICE, "credit": Kind.CREDIT}.get(fields.text("type"))
    if kind is None:
        raise CaseUnreadable(_("type: must be “invoice” or “credit”."))
    buyer = _buyer(_Fields(fields.given("buyer"), "buyer."))
    document = Document(
        kind=kind,
        number=fields.text("id"),
        issued_on=issued_on,
        seller=seller(),
        buyer=buyer,
        lines=_lines(fields),
        payment=_payment(fields),
        due_on=issued_on + timedelta(days=PAYMENT_DAYS) if kind is Kind.INVOICE else None,
        order_discount_cents=fields.scaled("order_discount", 2),
        order_discount_ppm=fields.scaled("order_discount_pct", 4),
        shipping_cents=fields.scaled("shipping", 2),
        credited_number=fields.text("ref", ""),
        order_number=fields.text("id"),
        period=_period(fields),
        delivery=_delivery(fields, buyer, issued_on),
        exemption_text=fields.text("exempt", ""),
    )
    if fields.text("prepaid", "0") == "all":
        return replace(document, prepaid_cents=document.totals.gross_cents)
    return replace(document, prepaid_cents=fields.scaled("prepaid", 2))


def totals_as_case(document: Document) -> dict[str, Any]:
    """The totals in the form of a case's `expected` block."""
    totals = document.totals
    return {
        "line_net": [cents(net) for net in totals.line_nets],
        "order_discount": _by_group(totals.discounts),
        "shipping": _by_group(totals.shippings),
        "vat": {_label(line.group): [cents(line.base_cents), cents(line.vat_cents)] for line in totals.vat},
        "line_total": cents(totals.lines_cents),
        "excl": cents(totals.net_cents),
        "tax": cents(totals.vat_cents),
        "incl": cents(totals.gross_cents),
        "prepaid": cents(totals.prepaid_cents),
        "payable": cents(totals.payable_cents),
    }


def _by_group(shares: tuple[Share, ...]) -> dict[str, str]:
    return {_label(share.group): cents(share.cents) for share in shares}


def _label(group: Group) -> str:
    return f"{group.category}{decimal(group.permille, 1)}"


class _Fields:
    """The fields of one object in a case, with their place for a clear refusal."""

    def __init__(self, record: object, place: str) -> None:
        if not isinstance(record, Mapping):
            field = place.rstrip(".") or _("case")
            raise CaseUnreadable(_("%(field)s: must be an object.") % {"field": field})
        self._record = record
        self._place = place

    def given(self, name: str) -> Any:
        """The value of a field that must be there."""
        if self._record.get(name) in (None, "", [], {}):
            raise self.refusal(name, _("is missing."))
        return self._record[name]

    def optional(self, name: str) -> Any:
        """The value of a field, or nothing."""
        return self._record.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """The text of a field; without a default it must be there."""
        value = self.given(name) if default is None else self._record.get(name)
        if value is None:
            return default or ""
        if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
            raise self.refusal(name, _("must be text."))
        return str(value)

    def scaled(self, name: str, places: int, default: str = "0") -> int:
        """A number as a whole count of its smallest unit: 12.45 at 2 places is 1245."""
        number = self.number(name, default).scaleb(places)
        if number != int(number):
            raise self.refusal(name, _("has too many decimals."))
        return int(number)

    def number(self, name: str, default: str | None = None) -> Decimal:
        """A number of sensible size."""
        try:
            number = Decimal(self.text(name, default) or "0")
        except InvalidOperation:
            raise self.refusal(name, _("must be a number."))
        if not number.is_finite() or abs(number) > LARGEST or number.adjusted() < -LARGEST.adjusted():
            raise self.refusal(name, _("is no sensible number."))
        return number

    def day(self, name: str) -> date:
        """A date written YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.refusal(name, _("must be a date, written YYYY-MM-DD."))

    def refusal(self, name: str, reason: str) -> CaseUnreadable:
        """What is wrong with a field."""
        return CaseUnreadable(f"{self._place}{name}: {reason}")


def _buyer(fields: _Fields) -> Party:
    return Party(
        name=fields.text("name"),
        street=fields.text("street", ""),
        postcode=fields.text("zip", ""),
        city=fields.text("city", ""),
        country=fields.text("cc"),
        registration=fields.text("kvk", ""),
        vat_id=fields.text("vat", ""),
        email=fields.text("email", ""),
    )


def _lines(fields: _Fields) -> tuple[Line, ...]:
    lines = fields.given("lines")
    if not isinstance(lines, list):
        raise fields.refusal("lines", _("must be a list."))
    return tuple(_line(_Fields(line, f"lines.{number}.")) for number, line in enumerate(lines, start=1))


def _line(fields: _Fields) -> Line:
    price, base = fields.number("price"), fields.number("base", "1")
    if base <= 0:
        raise fields.refusal("base", _("must be above zero."))
    sign = -1 if price < 0 else 1  # a price is never negative; the quantity is
    while price.scaleb(4) != int(price.scaleb(4)):
        price, base = price.scaleb(1), base.scaleb(1)  # 0.00375 a piece is 0.0375 per 10
    if base.scaleb(3) != int(base.scaleb(3)):
        raise fields.refusal("base", _("has too many decimals."))
    return Line(
        name=fields.text("name"),
        quantity_e3=sign * fields.scaled("qty", 3),
        unit_price_e4=int(abs(price).scaleb(4)),
        vat_permille=fields.scaled("rate", 1),
        vat_category=fields.text("cat", "S"),
        unit=fields.text("unit", "C62"),
        base_quantity_e3=int(base.scaleb(3)),
        discount_ppm=fields.scaled("disc_pct", 4),
        article=fields.text("sku", ""),
        description=fields.text("description", ""),
    )


def _payment(fields: _Fields) -> Payment:
    mandate = fields.optional("mandate")
    if not mandate:
        return payment_by_transfer()
    if isinstance(mandate, Mapping):
        inner = _Fields(mandate, "mandate.")
        known = inner.text("id", "") or inner.text("reference", "") or inner.text("ref", "")
        return payment_by_direct_debit(known, inner.text("iban", ""))
    return payment_by_direct_debit(fields.text("mandate"))


def _period(fields: _Fields) -> tuple[date, date] | None:
    period = fields.optional("period")
    if not period:
        return None
    if isinstance(period, Mapping):
        days = [period.get("start") or period.get("from"), period.get("end") or period.get("to")]
    else:
        days = re.findall(r"\d{4}-\d\d-\d\d", str(period))
    inner = _Fields(dict(zip(("start", "end"), days, strict=False)), "period.")
    return inner.day("start"), inner.day("end")


def _delivery(fields: _Fields, buyer: Party, issued_on: date) -> Delivery:
    """Where the goods went: what the case says, else to the buyer on the day of issue."""
    given = fields.optional("delivery")
    to_buyer = Delivery(
        on=None if fields.optional("period") else issued_on,
        street=buyer.street,
        postcode=buyer.postcode,
        city=buyer.city,
        country=buyer.country,
    )
    if not given:
        return to_buyer
    if isinstance(given, Mapping):
        inner = _Fields(given, "delivery.")
        dated = "date" if inner.optional("date") else "on"
        place = {ours: inner.text(theirs, "") for theirs, ours in ADDRESS.items()}
        place["country"] = place["country"] or inner.text("country", "") or buyer.country
        return Delivery(on=inner.day(dated) if inner.optional(dated) else issued_on, **place)
    written = str(given)
    days, countries = re.findall(r"\d{4}-\d\d-\d\d", written), re.findall(r"\b[A-Z]{2}\b", written)
    if not (days or countries):
        raise fields.refusal("delivery", _("must be a date, a country or an address."))
    on = _Fields({"date": days[0]}, "delivery.").day("date") if days else issued_on
    return Delivery(on=on, country=countries[0]) if countries else replace(to_buyer, on=on)
