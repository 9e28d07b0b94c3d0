"""A document as UBL 2.1: the file that bookkeeping software reads.

Invoices are an `Invoice`, credit notes a `CreditNote` with positive amounts. Each
function writes one aggregate and, because UBL fixes the order, in the order of
the schema. Empty elements are never written.
"""

from __future__ import annotations

import base64
from datetime import date

from lxml import etree

from shop.invoicing.document import CURRENCY, Delivery, Document, Line, Means, Party
from shop.invoicing.electronic_address import Identifier, buyers_address, electronic_address, legal_identifier
from shop.invoicing.exemptions import exemption_of
from shop.invoicing.render.figures import cents, decimal
from shop.invoicing.rules import Profile
from shop.invoicing.totals import Group, Share

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
ROOT = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
CUSTOMIZATIONS = {
    Profile.PEPPOL: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    Profile.NLCIUS: "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0",
}
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
MEANS_CODES = {Means.TRANSFER: "58", Means.DIRECT_DEBIT: "59", Means.CARD: "48", Means.OTHER: "30"}


def render(document: Document, profile: Profile = Profile.PEPPOL, pdf: bytes | None = None) -> bytes:
    """Write the document as UBL; with `pdf`, the picture of it travels inside."""
    name = "CreditNote" if document.is_credit else "Invoice"
    namespaces: dict[str | None, str] = {None: ROOT.format(name), "cac": CAC, "cbc": CBC}
    root = etree.Element(etree.QName(ROOT.format(name), name), nsmap=namespaces)  # type: ignore[arg-type]  # the default namespace has no prefix
    _head(root, document, profile)
    _references(root, document, pdf)
    _seller(_aggregate(root, "AccountingSupplierParty"), document)
    _buyer(_aggregate(root, "AccountingCustomerParty"), document)
    _delivery(root, document.delivery)
    _payment(root, document)
    _charges(root, document)
    _taxes(root, document)
    _total(root, document)
    for number, line in enumerate(document.lines, start=1):
        _line(root, document, number, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _aggregate(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, etree.QName(CAC, name))


def _basic(parent: etree._Element, name: str, value: str, **attributes: str) -> None:
    if value:
        given = {key: text for key, text in attributes.items() if text}
        etree.SubElement(parent, etree.QName(CBC, name), given).text = value


def _money(parent: etree._Element, name: str, amount: int) -> None:
    _basic(parent, name, cents(amount), currencyID=CURRENCY)


def _day(parent: etree._Element, name: str, day: date | None) -> None:
    _basic(parent, name, day.isoformat() if day else "")


def _head(root: etree._Element, document: Document, profile: Profile) -> None:
    _basic(root, "CustomizationID", CUSTOMIZATIONS[profile])
    _basic(root, "ProfileID", PROCESS)
    _basic(root, "ID", document.number)
    _day(root, "IssueDate", document.issued_on)
    if document.is_credit:
        _basic(root, "CreditNoteTypeCode", "381")
    else:
        _day(root, "DueDate", document.due_on)
        _basic(root, "InvoiceTypeCode", "380")
    _basic(root, "Note", document.note)
    _basic(root, "DocumentCurrencyCode", CURRENCY)
    _basic(root, "BuyerReference", document.reference)


def _references(root: etree._Element, document: Document, pdf: bytes | None) -> None:
    _period(root, document.period)
    if document.buyer_reference:
        order = _aggregate(root, "OrderReference")
        _basic(order, "ID", document.buyer_reference)
        _basic(order, "SalesOrderID", document.order_number)
    if document.credited_number:
        billing = _aggregate(root, "BillingReference")
        _basic(_aggregate(billing, "InvoiceDocumentReference"), "ID", document.credited_number)
    if pdf is not None:
        _picture(_aggregate(root, "AdditionalDocumentReference"), document.number, pdf)


def _period(parent: etree._Element, period: tuple[date, date] | None) -> None:
    if period:
        element = _aggregate(parent, "InvoicePeriod")
        _day(element, "StartDate", period[0])
        _day(element, "EndDate", period[1])


def _picture(reference: etree._Element, number: str, pdf: bytes) -> None:
    _basic(reference, "ID", number)
    content = base64.b64encode(pdf).decode("ascii")
    attachment = _aggregate(reference, "Attachment")
    file = {"mimeCode": "application/pdf", "filename": f"{number}.pdf"}
    _basic(attachment, "EmbeddedDocumentBinaryObject", content, **file)


def _seller(role: etree._Element, document: Document) -> None:
    party = _aggregate(role, "Party")
    _endpoint(party, electronic_address(document.seller))
    if document.payment.creditor and document.is_to_be_paid:
        _basic(_aggregate(party, "PartyIdentification"), "ID", document.payment.creditor, schemeID="SEPA")
    _party(party, document.seller)


def _buyer(role: etree._Element, document: Document) -> None:
    party = _aggregate(role, "Party")
    _endpoint(party, buyers_address(document))
    if document.buyer.customer_number:
        _basic(_aggregate(party, "PartyIdentification"), "ID", document.buyer.customer_number)
    _party(party, document.buyer)


def _endpoint(party: etree._Element, address: Identifier | None) -> None:
    if address:
        _basic(party, "EndpointID", address.value, schemeID=address.scheme)


def _party(party: etree._Element, facts: Party) -> None:
    _address(_aggregate(party, "PostalAddress"), facts)
    if facts.vat_id:
        scheme = _aggregate(party, "PartyTaxScheme")
        _basic(scheme, "CompanyID", facts.vat_id)
        _basic(_aggregate(scheme, "TaxScheme"), "ID", "VAT")
    legal = _aggregate(party, "PartyLegalEntity")
    _basic(legal, "RegistrationName", facts.name)
    if number := legal_identifier(facts):
        _basic(legal, "CompanyID", number.value, schemeID=number.scheme)
    if facts.attention or facts.phone or facts.email:
        contact = _aggregate(party, "Contact")
        _basic(contact, "Name", facts.attention)
        _basic(contact, "Telephone", facts.phone)
        _basic(contact, "ElectronicMail", facts.email)


def _address(address: etree._Element, place: Party | Delivery) -> None:
    _basic(address, "StreetName", place.street)
    _basic(address, "CityName", place.city)
    _basic(address, "PostalZone", place.postcode)
    if place.country:
        _basic(_aggregate(address, "Country"), "IdentificationCode", place.country)


def _delivery(root: etree._Element, place: Delivery | None) -> None:
    if not place or not (place.on or place.country or place.name):
        return
    delivery = _aggregate(root, "Delivery")
    _day(delivery, "ActualDeliveryDate", place.on)
    if place.country:
        _address(_aggregate(_aggregate(delivery, "DeliveryLocation"), "Address"), place)
    if place.name:
        _basic(_aggregate(_aggregate(delivery, "DeliveryParty"), "PartyName"), "Name", place.name)


def _payment(root: etree._Element, document: Document) -> None:
    if document.is_to_be_paid:
        _means(_aggregate(root, "PaymentMeans"), document)
    elif document.totals.payable_cents > 0:
        terms = _aggregate(root, "PaymentTerms")
        _basic(
            terms,
            "Note",
            "Wordt verrekend of teruggestort." if document.language == "nl" else "To be refunded.",
        )


def _means(means: etree._Element, document: Document) -> None:
    payment = document.payment
    _basic(means, "PaymentMeansCode", MEANS_CODES[payment.means])
    _basic(means, "PaymentID", document.number)
    if payment.means in {Means.TRANSFER, Means.OTHER}:
        account = _aggregate(means, "PayeeFinancialAccount")
        _basic(account, "ID", payment.iban)
    if payment.means is Means.DIRECT_DEBIT:
        mandate = _aggregate(means, "PaymentMandate")
        _basic(mandate, "ID", payment.mandate)
        if payment.payer_iban:
            _basic(_aggregate(mandate, "PayerFinancialAccount"), "ID", payment.payer_iban)


def _charges(root: etree._Element, document: Document) -> None:
    dutch = document.language == "nl"
    for share in document.totals.discounts:
        _charge(root, share, is_charge=False, reason="Korting" if dutch else "Discount")
    for share in document.totals.shippings:
        _charge(root, share, is_charge=True, reason="Verzendkosten" if dutch else "Shipping")


def _charge(root: etree._Element, share: Share, *, is_charge: bool, reason: str) -> None:
    charge = _aggregate(root, "AllowanceCharge")
    _basic(charge, "ChargeIndicator", "true" if is_charge else "false")
    _basic(charge, "AllowanceChargeReason", reason)
    _money(charge, "Amount", share.cents)
    _category(_aggregate(charge, "TaxCategory"), share.group)


def _category(category: etree._Element, group: Group, reason: str = "") -> None:
    _basic(category, "ID", group.category)
    _basic(category, "Percent", decimal(group.permille, 1))
    _basic(category, "TaxExemptionReason", reason)
    _basic(_aggregate(category, "TaxScheme"), "ID", "VAT")


def _taxes(root: etree._Element, document: Document) -> None:
    total = _aggregate(root, "TaxTotal")
    _money(total, "TaxAmount", document.totals.vat_cents)
    for line in document.totals.vat:
        subtotal = _aggregate(total, "TaxSubtotal")
        _money(subtotal, "TaxableAmount", line.base_cents)
        _money(subtotal, "TaxAmount", line.vat_cents)
        reason = exemption_of(document, line.group.category)
        _category(_aggregate(subtotal, "TaxCategory"), line.group, reason)


def _total(root: etree._Element, document: Document) -> None:
    totals = document.totals
    total = _aggregate(root, "LegalMonetaryTotal")
    _money(total, "LineExtensionAmount", totals.lines_cents)
    _money(total, "TaxExclusiveAmount", totals.net_cents)
    _money(total, "TaxInclusiveAmount", totals.gross_cents)
    if totals.discounts:
        _money(total, "AllowanceTotalAmount", totals.discount_cents)
    if totals.shippings:
        _money(total, "ChargeTotalAmount", totals.shipping_cents)
    if totals.prepaid_cents:
        _money(total, "PrepaidAmount", totals.prepaid_cents)
    _money(total, "PayableAmount", totals.payable_cents)


def _line(root: etree._Element, document: Document, number: int, line: Line) -> None:
    kind, quantity = ("CreditNoteLine", "Credited") if document.is_credit else ("InvoiceLine", "Invoiced")
    element = _aggregate(root, kind)
    _basic(element, "ID", str(number))
    _basic(element, f"{quantity}Quantity", decimal(line.quantity_e3, 3), unitCode=line.unit)
    _money(element, "LineExtensionAmount", line.net_cents)
    _period(element, line.period)
    if line.discount_cents:
        _line_discount(_aggregate(element, "AllowanceCharge"), document, line)
    item = _aggregate(element, "Item")
    _basic(item, "Description", line.description)
    _basic(item, "Name", line.name)
    if line.article:
        _basic(_aggregate(item, "SellersItemIdentification"), "ID", line.article)
    _category(_aggregate(item, "ClassifiedTaxCategory"), line.group)
    price = _aggregate(element, "Price")
    _basic(price, "PriceAmount", decimal(line.unit_price_e4, 4, shown=2), currencyID=CURRENCY)
    _basic(price, "BaseQuantity", decimal(line.base_quantity_e3, 3), unitCode=line.unit)


def _line_discount(allowance: etree._Element, document: Document, line: Line) -> None:
    _basic(allowance, "ChargeIndicator", "false")
    _basic(allowance, "AllowanceChargeReason", "Korting" if document.language == "nl" else "Discount")
    _basic(allowance, "MultiplierFactorNumeric", decimal(line.discount_ppm, 4))
    _money(allowance, "Amount", line.discount_cents)
    _money(allowance, "BaseAmount", line.gross_cents)
