"""Who outside gets data: a closed list, each with the fields it may have."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary.purposes import (
    AUTHORITIES,
    BOOKS,
    CLAIM,
    DELIVERY,
    MANAGEMENT,
    NEWSLETTER,
    ORDER,
    PAYMENT,
    SUPPORT,
    TRACING,
    Purpose,
)

OPENING = date(2025, 1, 1)


class Role(StrEnum):
    """What a recipient is to the law."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who gets data: who, where, at most which fields, and from when until when.

    One that is no longer used keeps its line, with its last day: people may still ask who had their data.
    """

    code: str
    name: str | Promise
    country: str
    purpose: Purpose
    gets: frozenset[str]
    role: Role = Role.CONTROLLER
    since: date = OPENING
    until: date | None = None

    def is_used_on(self, day: date) -> bool:
        """Whether they get anything on this day; who was there from the beginning has no first day."""
        has_begun = self.since == OPENING or self.since <= day
        return has_begun and (self.until is None or day <= self.until)


_NAME = frozenset({"first_name", "last_name"})
_ADDRESS = frozenset({"practice", "street", "house_number", "addition", "postcode", "city", "country"})
_COURIER_FIELDS = _NAME | _ADDRESS
_DEBT = frozenset({"customer_number", "kvk_number", "invoice_number", "invoice_date", "due_on", "amount"})
POSTNL = Recipient("postnl", "PostNL", "NL", DELIVERY, _COURIER_FIELDS)
DHL = Recipient("dhl", "DHL eCommerce", "NL", DELIVERY, _COURIER_FIELDS)
DPD = Recipient("dpd", "DPD", "NL", DELIVERY, _COURIER_FIELDS)
MANUAL = Recipient("manual", _("Own delivery"), "NL", DELIVERY, _COURIER_FIELDS)
MOLLIE = Recipient(
    "mollie",
    "Mollie B.V.",
    "NL",
    PAYMENT,
    frozenset({"order_number", "invoice_number", "amount", "practice"}),
)
BREVO = Recipient("brevo", "Brevo", "FR", ORDER, frozenset({"email", "content"}), Role.PROCESSOR)
VIES = Recipient("vies", _("VIES (European Commission)"), "BE", BOOKS, frozenset({"vat_id"}), Role.AUTHORITY)
SPRYNG = Recipient("spryng", "Spryng", "NL", NEWSLETTER, frozenset({"phone", "content"}), Role.PROCESSOR)
COLLECTION = Recipient("collection", _("Collection agency"), "NL", CLAIM, _ADDRESS | _DEBT)
SUPPLIER = Recipient(
    "supplier",
    _("Supplier of the product"),
    "NL",
    SUPPORT,
    _NAME | {"practice", "customer_number", "serial_number"},
)
MANUFACTURER = Recipient(
    "manufacturer",
    _("Manufacturer of the device"),
    "NL",
    TRACING,
    frozenset({"lot_number", "serial_number", "content"}),
)
LAWYER = Recipient(
    "lawyer", _("Lawyer"), "NL", CLAIM, _NAME | _ADDRESS | _DEBT | {"email", "phone", "order_number"}
)
INSURER = Recipient(
    "insurer",
    _("Insurer"),
    "NL",
    CLAIM,
    frozenset({"practice", "customer_number", "serial_number", "amount"}),
)
ACCOUNTANT = Recipient("accountant", _("Accountant"), "NL", BOOKS, _DEBT | {"practice", "vat_id"})
GROUP = Recipient(
    "group", _("Group company"), "NL", MANAGEMENT, frozenset({"practice", "customer_number", "amount"})
)
AUTHORITY = Recipient(
    "authority",
    _("Police, justice or another authority"),
    "NL",
    AUTHORITIES,
    _NAME | _ADDRESS | _DEBT | {"email", "phone", "vat_id", "order_number"},
    Role.AUTHORITY,
)
RECIPIENTS = {
    one.code: one
    for one in (
        POSTNL,
        DHL,
        DPD,
        MANUAL,
        MOLLIE,
        BREVO,
        SPRYNG,
        VIES,
        COLLECTION,
        SUPPLIER,
        MANUFACTURER,
        LAWYER,
        INSURER,
        ACCOUNTANT,
        GROUP,
        AUTHORITY,
    )
}
