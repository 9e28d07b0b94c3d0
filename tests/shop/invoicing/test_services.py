"""Repairs, visits and periods of contracts are billed through one door, once each."""

from datetime import date

import pytest
import time_machine
from lxml import etree

from d4d.foundation.models import Counter
from shop.catalogue import memory
from shop.invoicing import record, services, snapshot
from shop.invoicing.document import Document, Means
from shop.invoicing.models import Invoice
from shop.invoicing.render import ubl
from shop.invoicing.rules import Profile, check
from shop.invoicing.services import ServiceLine
from tests.shop.builders import a_practice, the_tariffs
from tests.shop.invoicing.paper import text_of
from tests.shop.invoicing.validation import judge

pytestmark = pytest.mark.django_db
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
CARE = ServiceLine("Onderhoud Autoclaaf", 1_000, 1_250_000, period=QUARTER)
HOURS = ServiceLine("Arbeid", 1_500, 895_000, unit="HUR")
NAMES = {"cac": ubl.CAC, "cbc": ubl.CBC}


@pytest.fixture(autouse=True)
def _tariffs() -> None:
    memory.forget()
    the_tariffs()


def document_of(invoice: Invoice) -> Document:
    return snapshot.from_json(invoice.snapshot.encode())


def found(document: Document, path: str) -> list[str]:
    root = etree.fromstring(ubl.render(document))
    return [element.text or "" for element in root.iterfind(path, NAMES)]


def test_services_are_invoiced_with_the_period_that_they_pay_for() -> None:
    practice = a_practice(kvk_number="12345678")
    invoice = services.issue_for_service(
        practice.pk, [CARE, HOURS], occasion="contract:M-1:1", period=QUARTER, reference="PO 9"
    )
    document = document_of(invoice)
    assert (invoice.net_cents, invoice.vat_cents, invoice.total_cents) == (25_925, 5_444, 31_369)
    assert [line.net_cents for line in document.lines] == [12_500, 13_425]
    assert found(document, "cac:InvoicePeriod/cbc:StartDate") == ["2026-10-01"]
    assert found(document, "cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate") == ["2026-12-31"]
    assert found(document, "cbc:BuyerReference") == ["PO 9"]
    assert judge(ubl.render(document)) == ([], [], [])
    for profile in Profile:
        assert check(document, profile) == []


def test_the_paper_says_the_period_on_its_line() -> None:
    practice = a_practice(kvk_number="12345678")
    invoice = services.issue_for_service(practice.pk, [CARE], occasion="contract:M-1:1")
    assert "Onderhoud Autoclaaf 1 oktober 2026 t/m 31 december 2026" in text_of(document_of(invoice))


def test_the_same_occasion_is_the_same_invoice() -> None:
    practice = a_practice()
    first = services.issue_for_service(practice.pk, [CARE], occasion="contract:M-1:1")
    assert services.issue_for_service(practice.pk, [HOURS], occasion="contract:M-1:1") == first
    assert Counter.objects.get(series__startswith="invoice:F").value == 1


@time_machine.travel("2026-09-20 10:00:00+00:00", tick=False)
def test_it_is_due_when_said_else_after_the_days_of_the_practice() -> None:
    practice = a_practice(payment_days=21)
    usual = services.issue_for_service(practice.pk, [CARE], occasion="a")
    said = services.issue_for_service(practice.pk, [CARE], occasion="b", due_on=date(2026, 10, 1))
    late = services.issue_for_service(practice.pk, [CARE], occasion="c", due_on=date(2026, 9, 1))
    assert [one.due_on for one in (usual, said, late)] == [
        date(2026, 10, 11),
        date(2026, 10, 1),
        date(2026, 9, 20),
    ]


def test_what_is_collected_names_the_mandate() -> None:
    practice = a_practice(kvk_number="12345678")
    document = document_of(
        services.issue_for_service(practice.pk, [CARE], occasion="contract:M-1:1", mandate="D4D-000017")
    )
    assert document.payment.means is Means.DIRECT_DEBIT
    assert found(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["59"]
    assert found(document, "cac:PaymentMeans/cac:PaymentMandate/cbc:ID") == ["D4D-000017"]
    assert judge(ubl.render(document)) == ([], [], [])


def test_a_practice_in_another_member_state_declares_the_vat_itself() -> None:
    practice = a_practice(vat_id="BE0403170701", vat_answer="valid")
    practice.addresses.update(country="BE", postcode="9000", city="Gent")
    document = document_of(services.issue_for_service(practice.pk, [CARE], occasion="repair:R-1"))
    assert [(line.vat_category, line.vat_permille) for line in document.lines] == [("AE", 0)]
    assert judge(ubl.render(document)) == ([], [], [])


def test_a_number_that_nobody_confirmed_shifts_nothing() -> None:
    practice = a_practice(vat_id="BE0403170701", vat_answer="unknown")
    invoice = services.issue_for_service(practice.pk, [CARE], occasion="repair:R-1")
    assert invoice.vat_cents == 2_625


def test_a_service_is_credited_as_a_whole_and_exactly() -> None:
    invoice = services.issue_for_service(a_practice().pk, [CARE, HOURS], occasion="repair:R-1")
    part = services.credit(invoice.pk, {2: 1}, reason="niet gewerkt", occasion="x:1")
    rest = services.credit(invoice.pk, reason="vervallen", occasion="x:2")
    assert [line.quantity_e3 for line in document_of(part).lines] == [1_500]
    assert (part.net_cents, rest.net_cents) == (13_425, 12_500)
    assert part.total_cents + rest.total_cents == invoice.total_cents
    with pytest.raises(services.CannotBeCredited):
        services.credit(invoice.pk, {1: 1}, reason="nogmaals", occasion="x:3")


def test_without_a_postcode_nothing_is_billed() -> None:
    practice = a_practice()
    practice.addresses.update(postcode="")
    with pytest.raises(services.CannotBeIssued, match="NL-R-004"):
        services.issue_for_service(practice.pk, [CARE], occasion="repair:R-1")
    assert not Invoice.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    wrong = ServiceLine("Onderhoud", 1_000, 100_000, period=QUARTER[::-1])
    with pytest.raises(services.CannotBeIssued, match="BR-30"):
        services.issue_for_service(a_practice().pk, [wrong], occasion="repair:R-1")


def test_after_a_restore_its_occasion_still_guards() -> None:
    invoice = services.issue_for_service(a_practice().pk, [CARE], occasion="contract:M-1:1")
    written = record.read(record.write(invoice, []))
    facts = written | {"number": "F2026-999999", "sequence": 999_999, "occasion": "contract:M-1:2"}
    assert record.restore(facts, "key", b"").occasion == "contract:M-1:2"
