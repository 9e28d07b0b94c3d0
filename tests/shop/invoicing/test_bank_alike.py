"""Two transfers that look the same in two files: once more the same money, other money, or nobody knows."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.invoicing import services
from shop.invoicing.models import BankFile, BankLine, archive
from tests.shop.builders import asked
from tests.shop.intake.desk import at_the_desk
from tests.shop.invoicing.statements import OURS, an_invoice, camt, entry, mt940

pytestmark = pytest.mark.django_db
State = BankLine.State


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}


def numbered(number: int) -> str:
    """A transfer that the bank numbers within its statement only, which names nothing."""
    return entry(1_210, "termijn", reference="").replace("<Sts>", f"<NtryRef>{number}</NtryRef><Sts>", 1)


PLAIN = numbered(1)


def read(content: bytes) -> tuple[int, int, int]:
    """How many were new, known, and in doubt."""
    done = services.import_file(content)
    return done.new, done.known, done.doubtful


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        # the bank's own reference
        (camt(entry(1_210, reference="a")), camt(entry(1_210, reference="b")), (1, 0, 0)),
        (camt(entry(1_210, reference="a")), camt(entry(1_210, "x", reference="a")), (0, 1, 0)),
        (mt940(1_210, "x", own="7"), mt940(1_210, "y", own="8"), (1, 0, 0)),
        (mt940(1_210, "x", own="7"), mt940(1_210, "y", own="7"), (0, 1, 0)),
        # the balances
        (camt(PLAIN, balances=(10, 22)), camt(PLAIN, balances=(22, 34)), (1, 0, 0)),
        (camt(PLAIN, balances=(-22, -10)), camt(PLAIN, balances=(-34, -22)), (1, 0, 0)),
        (camt(PLAIN, balances=(10, 22)), camt(PLAIN, entry(-500), balances=(10, 17)), (0 + 1, 1, 0)),
        (camt(entry(-500), PLAIN, balances=(5, 12)), camt(PLAIN, balances=(0, 12)), (0, 1, 0)),
        (camt(PLAIN, balances=(10, 22)), camt(PLAIN, balances=(30, 42)), (1, 0, 1)),
        # the whole day
        (camt(PLAIN, entry(-500)), camt(entry(-500), entry(99), PLAIN), (1, 2, 0)),
        (camt(PLAIN, entry(-500)), camt(PLAIN, entry(-600)), (2, 0, 1)),
        # nobody knows
        (camt(PLAIN), camt(numbered(2)), (1, 0, 1)),
        (camt(PLAIN), camt(PLAIN) + b" ", (1, 0, 1)),
        (camt(PLAIN), camt(PLAIN, PLAIN), (2, 0, 1)),
        (camt(PLAIN, PLAIN), camt(PLAIN) + b" ", (1, 0, 1)),
        (camt(entry(1_210, reference="a")), mt940(1_210, "x"), (1, 0, 1)),
        (camt(entry(1_210, reference="NOTPROVIDED")), camt(PLAIN), (1, 0, 1)),
        # other money: another day, account or amount
        (camt(PLAIN), camt(entry(1_210, on="2026-11-21")), (1, 0, 0)),
        (camt(PLAIN), camt(entry(1_210, account="NL91ABNA0417164300")), (1, 0, 0)),
    ],
)
def test_what_tells_one_transfer_from_another(
    first: bytes, second: bytes, found: tuple[int, int, int]
) -> None:
    whole = services.import_file(first)
    assert whole.doubtful == 0
    assert read(second) == found
    for content in (first, second):  # harmless to repeat, in either order
        assert read(content)[0] == 0
    assert BankLine.objects.count() == whole.new + found[0]


def test_two_equal_payments_in_two_files_pay_two_invoices_worth() -> None:
    invoice = an_invoice(euros=20)
    for reference in ("a", "b"):
        services.import_file(camt(entry(1_210, invoice.number, reference=reference)))
    assert invoice.open_now() == 0
    whole = camt(*(entry(1_210, invoice.number, reference=one) for one in ("b", "a", "c")))
    assert read(whole) == (1, 2, 0)


def test_what_is_doubtful_is_booked_by_nobody_but_somebody() -> None:
    invoice, client = an_invoice(euros=20), at_the_desk("finance")
    once = entry(1_210, invoice.number, reference="")
    services.import_file(camt(once))
    sent = {"file": SimpleUploadedFile("b.xml", camt(once) + b" ")}
    page = client.post("/beheer/invoicing/bankfile/read/", sent, follow=True).content.decode()
    assert "1 daarvan kan al eerder gemeld zijn" in page
    first, second = BankLine.objects.order_by("pk")
    assert (invoice.open_now(), first.state, second.state) == (1_210, State.BOOKED, State.OPEN)
    assert (first.may_be_known, second.may_be_known) == (False, True)
    book = f"/beheer/invoicing/bankline/{second.pk}/book/"
    assert f"/beheer/invoicing/bankline/{first.pk}/book/" in client.get(book).content.decode()
    assert client.post(book, {"number": invoice.number, "amount": "12,10"}).status_code == 302
    assert invoice.open_now() == 0


def test_what_left_our_account_asks_nobody() -> None:
    for content in (camt(entry(-500, reference="")), camt(entry(-500, reference="")) + b" "):
        services.import_file(content)
    assert set(BankLine.objects.values_list("state", flat=True)) == {State.SET_ASIDE}


def test_without_the_earlier_file_nobody_knows() -> None:
    file = services.import_file(camt(entry(1_210, reference="a"), entry(99))).file
    archive().delete(str(file.file))
    BankFile.objects.update(file="")
    assert read(camt(entry(1_210, reference="b"))) == (1, 0, 1)
    assert read(camt(entry(1_210, reference="a"))) == (0, 1, 0)


def test_the_command_says_what_is_unclear(tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "afschrift.xml"
    for content in (camt(PLAIN), camt(PLAIN) + b" "):
        path.write_bytes(content)
        call_command("bank_import", str(path))
    assert capsys.readouterr().out.endswith("Of 1 it is unclear whether they are new.\n")


def test_a_file_that_is_known_is_compared_with_few_questions() -> None:
    counts = []
    for pieces in (3, 30):
        content = camt(*(entry(cents, reference=f"{cents}") for cents in range(pieces, 2 * pieces)))
        services.import_file(content)
        with CaptureQueriesContext(connection) as heard:
            assert read(content + b" ") == (0, pieces, 0)
        counts.append(len(asked(heard)))
    assert counts[0] == counts[1]
