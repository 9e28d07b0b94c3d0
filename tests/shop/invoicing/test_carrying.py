"""What was open in the shop before this one is owed here, and its sale stays out of our books."""

from datetime import date
from typing import Any

import pytest
import time_machine

from accounts.models import Practice
from shop.catalogue import memory
from shop.debtors import services as debtors
from shop.debtors.models import Debtor, ReminderLine
from shop.invoicing import services
from shop.invoicing.books import ageing, revenue, vat
from shop.invoicing.books.journal import entries
from shop.invoicing.books.period import Period
from shop.invoicing.models import EarlierInvoice, Invoice, InvoiceLine, VatAmount, number_here
from tests.shop.builders import a_practice, the_tariffs
from tests.shop.invoicing.statements import OURS, an_invoice, camt, entry

pytestmark = pytest.mark.django_db
MAY, DUE, TODAY = date(2026, 5, 1), date(2026, 5, 31), date(2026, 11, 23)
NETS = (("high", 10_000), ("low", 1_001))  # 121.00 and 10.91: 131.91 in all


@pytest.fixture(autouse=True)
def _a_day_in_november(settings: Any, tmp_path: Any):
    options = {**settings.STORAGES["archive"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "archive": {**settings.STORAGES["archive"], "OPTIONS": options}}
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}
    memory.forget()
    the_tariffs()
    with time_machine.travel("2026-11-23 09:00+01:00", tick=False):
        yield


def an_earlier(practice: Practice | None = None, number: str = "2026/0007", **facts: Any) -> EarlierInvoice:
    practice = practice or a_practice()
    return services.keep_earlier(practice.pk, number, MAY, facts.pop("total", 13_191), b"%PDF-1.4 oud")


def carried(earlier: EarlierInvoice | None = None, **facts: Any) -> Invoice:
    usual = {"due_on": DUE, "open_cents": 10_000, "net_cents": NETS}
    return services.carry(services.OpenItem(earlier or an_earlier(), **(usual | facts)))


def test_it_is_owed_and_reminded_of_under_its_own_number() -> None:
    invoice = carried()
    assert (invoice.number, invoice.total_cents, invoice.open_now()) == ("2026-0007", 13_191, 10_000)
    assert Debtor.objects.get(pk=invoice.practice_id).balance_cents() == 10_000
    assert [one.cents for one in ageing.open_items(TODAY)] == [(0, 0, 0, 0, 10_000)]
    debtors.remind()
    assert ReminderLine.objects.get().invoice == invoice


def test_its_sale_and_its_vat_are_in_no_book_of_ours() -> None:
    carried()
    may = Period.named("2026-05")
    assert {(one.base_cents, one.vat_cents) for one in vat.boxes(may)} == {(0, 0)}
    assert (list(entries(may)), revenue.per_shelf(may)) == ([], [])
    assert sum(cents for _month, cents in revenue.per_month(TODAY)) == 0


def test_credited_here_its_vat_comes_back_here() -> None:
    invoice = carried()
    note = services.credit(invoice.pk, reason="toch niet geleverd", occasion="test")
    assert (note.total_cents, invoice.open_now(), note.open_now()) == (13_191, 0, 3_191)
    taken = VatAmount.objects.of_period(TODAY, TODAY).values_list("box", "base_cents", "vat_cents")
    assert sorted(taken) == [("1a", -10_000, -2_100), ("1b", -1_001, -90)]


def test_a_cent_of_rounding_stands_on_a_line_of_its_own() -> None:
    invoice = carried(an_earlier(total=13_193))
    assert list(InvoiceLine.objects.values_list("net_cents", flat=True)) == [10_000, 1_001, 2]
    assert (invoice.total_cents, invoice.vat_cents) == (13_193, 2_190)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"open_cents": 13_192}, "open"),
        ({"open_cents": 0}, "open"),
        ({"due_on": date(2026, 4, 30)}, "due_on"),
        ({"net_cents": (("high", 10_000),)}, "net_high"),
    ],
)
def test_what_contradicts_itself_is_refused(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(services.CannotBeCarried) as refusal:
        carried(**facts)
    assert refusal.value.field == field
    assert not Invoice.objects.exists()


def test_without_a_rate_for_its_day_it_is_refused() -> None:
    old = an_earlier()
    EarlierInvoice.objects.update(issued_on=date(2018, 5, 1))
    old.refresh_from_db()
    with pytest.raises(services.CannotBeCarried) as refusal:
        carried(old)
    assert refusal.value.field == "rates"


def test_the_same_invoice_is_carried_once() -> None:
    earlier = an_earlier()
    carried(earlier)
    with pytest.raises(services.CannotBeCarried) as refusal:
        carried(earlier)
    assert refusal.value.field == "invoice"


def test_its_own_paper_lies_beside_it_and_the_books_verify() -> None:
    invoice = carried()
    services.archive_carried(invoice.pk)
    services.archive_carried(invoice.pk)
    assert sorted(invoice.files.values_list("kind", flat=True)) == ["json", "pdf"]
    Invoice.objects.filter(pk=invoice.pk).update(closed_on=None)
    assert list(services.verify()) == []


@pytest.mark.parametrize(
    ("text", "cents", "left"),
    [
        ("factuur: 2026/0007, dank", 10_000, 0),
        ("2026-0007", 10_000, 0),
        ("2026/0007", 9_999, 10_000),  # by chance, or in part: somebody looks
        ("12026/0007", 10_000, 10_000),
    ],
)
def test_the_bank_knows_its_number_when_the_amount_fits(text: str, cents: int, left: int) -> None:
    invoice = carried()
    services.import_file(camt(entry(cents, text)))
    assert invoice.open_now() == left


@pytest.mark.parametrize(
    ("number", "here"),
    [
        ("F2026-000001", "OUD-F2026-000001"),
        ("f 2026.000001", "OUD-F-2026.000001"),
        ("Webshop F2026000001", "OUD-WEBSHOP-F2026000001"),
        ("OUD-F2026-000001", "OUD-F2026-000001"),
        ("F2026-0000012", "F2026-0000012"),
    ],
)
def test_a_number_like_ours_is_told_apart(number: str, here: str) -> None:
    assert number_here(number) == here


def a_pair(practice: Practice | None = None) -> tuple[Invoice, Invoice]:
    """One of ours of 12.10, and one of theirs of which 100.00 is open that bore the same number there."""
    ours = an_invoice(practice)
    return ours, carried(an_earlier(practice, number=ours.number))


@pytest.mark.parametrize(
    ("said", "cents", "left"),
    [
        ("OUD-{0}", 10_000, (1_210, 0)),
        ("OUD {0}", 10_000, (1_210, 0)),
        ("OUD-{0}", 1_210, (1_210, 10_000)),
        ("{0}", 1_210, (1_210, 10_000)),  # what the old paper says too: somebody looks
        ("{0}", 10_000, (1_210, 10_000)),
    ],
)
def test_a_number_of_theirs_never_pays_one_of_ours(said: str, cents: int, left: tuple[int, int]) -> None:
    ours, theirs = a_pair()
    services.import_file(camt(entry(cents, said.format(ours.number))))
    assert (ours.open_now(), theirs.open_now()) == left


@pytest.mark.parametrize(("cents", "left"), [(11_210, (0, 0)), (11_209, (0, 10_000))])
def test_one_transfer_may_pay_one_of_ours_and_one_of_theirs(cents: int, left: tuple[int, int]) -> None:
    practice = a_practice()
    ours, theirs = an_invoice(practice), carried(an_earlier(practice))
    services.import_file(camt(entry(cents, f"{ours.number} en 2026/0007")))
    assert (ours.open_now(), theirs.open_now()) == left


def test_given_up_late_its_vat_comes_back_now_and_in_no_return_of_before_this_shop() -> None:
    earlier = an_earlier()
    EarlierInvoice.objects.update(issued_on=date(2025, 5, 1))
    earlier.refresh_from_db()
    invoice = carried(earlier, due_on=date(2025, 5, 31))
    assert services.write_off(invoice.pk, 10_000, reason="failliet", by=None).vat_on == TODAY


@pytest.mark.parametrize(
    ("country", "vat_id", "box"),
    [("BE", "BE0403170701", "3b"), ("BE", "", "1e"), ("NL", "", "1e")],
)
def test_credited_here_what_crossed_a_border_falls_where_it_was_sold(
    country: str, vat_id: str, box: str
) -> None:
    practice = a_practice(vat_id=vat_id)
    practice.addresses.update(country=country)
    invoice = carried(an_earlier(practice, total=10_000), net_cents=(("zero", 10_000),))
    services.credit(invoice.pk, reason="toch niet geleverd", occasion="test")
    taken = VatAmount.objects.of_period(TODAY, TODAY).values_list("box", "base_cents", "vat_cents")
    assert list(taken) == [(box, -10_000, 0)]
