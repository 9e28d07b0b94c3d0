"""Moving in: all that is right comes over once, each defect is named, and nobody erased comes back."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Sum

from accounts.models import Practice, User
from contracts.agreements.models import Contract
from contracts.devices.models import Device, DeviceKind
from contracts.service.models import Visit
from d4d.moving_in import services
from d4d.moving_in.models import Moved
from privacy.consent.suppression import is_suppressed
from privacy.models import ConsentEvent, ConsentState
from privacy.vocabulary import NEWSLETTER, Channel
from shop.invoicing.models import EarlierInvoice, Invoice
from shop.orders.models import EarlierLine
from shop.payments.models import Mandate
from tests.moving_in import old_shop
from tests.promises.people import erased

PRACTICES, LINES = 20, 100
MOVING_IN = Path(__file__).parents[2] / "docs" / "moving-in.md"
NEW_YEAR = date(2027, 1, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(tmp_path: Path, settings) -> Iterator[old_shop.OldShop]:
    settings.STORAGES = settings.STORAGES | old_shop.archive_in(tmp_path / "archive")
    with time_machine.travel(old_shop.DAY, tick=False):
        old_shop.our_side()
        yield old_shop.write(tmp_path, PRACTICES, LINES)


def what_is_there() -> Counter[str]:
    models = (
        Practice,
        User,
        ConsentEvent,
        Device,
        EarlierLine,
        EarlierInvoice,
        Invoice,
        Mandate,
        Contract,
        Visit,
        Moved,
    )
    return Counter({model.__name__: model.objects.count() for model in models})


@pytest.mark.promise("PV47")
def test_everything_right_comes_over_once_and_every_defect_is_named(shop, tmp_path):
    account = services.move_in(tmp_path)
    named = [(tally.name, one.row, one.column) for tally in account.tallies for one in tally.complaints]
    assert sorted(named) == sorted(shop.defects)
    assert account.is_even
    # Of the two practices with a number that may not be kept, all but that number came.
    assert Practice.objects.count() == PRACTICES + 2
    assert User.objects.count() == PRACTICES
    assert EarlierLine.objects.aggregate(sum=Sum("amount_cents"))["sum"] == LINES * 4990
    assert EarlierInvoice.objects.aggregate(sum=Sum("total_cents"))["sum"] == LINES // 5 * 6038
    owed = Invoice.objects.all()
    assert list(owed.values_list("open_cents", flat=True)) == [1038] * (LINES // 25)
    assert Device.objects.count() == PRACTICES // 2
    paid = Contract.objects.order_by("pk").values_list("payment", "waits_for_mandate", "bill_on")
    collected, waiting = ("direct_debit", False, NEW_YEAR), ("on_account", True, NEW_YEAR)
    assert list(paid) == [collected, waiting, collected, waiting, collected]
    assert Visit.objects.count() == Contract.objects.count()
    before = what_is_there()
    again = services.move_in(tmp_path)
    assert what_is_there() == before
    assert sum(tally.moved for tally in again.tallies) == 0
    assert again.is_even


@pytest.mark.promise("PV47")
def test_who_was_erased_since_does_not_come_back(shop, tmp_path):
    services.move_in(tmp_path)
    gone = User.objects.get(email="oud3@example.nl")
    erased(gone.subject.uuid)
    people = User.objects.count()
    services.move_in(tmp_path)
    assert User.objects.count() == people
    assert not User.objects.filter(email="oud3@example.nl").exists()


def test_marketing_is_on_only_with_proof_and_never_for_who_wants_to_be_left_alone(shop, tmp_path):
    services.move_in(tmp_path)
    given = ConsentState.objects.filter(standing="given").values_list("subject", flat=True)
    people = User.objects.filter(subject__uuid__in=given).values_list("email", flat=True)
    assert sorted(people) == ["oud15@example.nl", "oud5@example.nl"]  # 0 and 10 are left alone
    event = ConsentEvent.objects.filter(action="given").order_by("pk").first()
    assert event.source == "import"
    assert event.evidence.note == "2026-03-01: webformulier"
    assert event.text.text == "Ja, nieuws"
    assert is_suppressed("oud10@example.nl", (NEWSLETTER, Channel.EMAIL))


def test_a_citizen_service_number_stands_nowhere_afterwards(shop, tmp_path, capsys):
    call_command("import_legacy", str(tmp_path), "--apply")
    report = (tmp_path / "report.txt").read_text()
    assert "practices.csv, row 25, vat_id: This number seems to" in report
    assert "practices.csv, row 27, billing_email: This is no e-mail address." in report
    assert "111222333" not in report + capsys.readouterr().out
    assert not Practice.objects.exclude(vat_id="").exists()


def test_a_rehearsal_says_the_same_and_changes_nothing(shop, tmp_path):
    before = what_is_there()
    rehearsed = list(services.rehearse(tmp_path).lines())
    assert what_is_there() == before
    assert not (tmp_path / "archive").exists()
    assert rehearsed == list(services.move_in(tmp_path).lines())
    assert len(list((tmp_path / "archive").rglob("*.pdf"))) == LINES // 5


def test_the_examples_of_the_paper_are_a_small_shop_that_moves_in_as_it_stands(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | old_shop.archive_in(tmp_path / "archive")
    (tmp_path / "invoices").mkdir()
    (tmp_path / "invoices" / "F-1.pdf").write_bytes(b"%PDF-1.4 F-1")
    for name, example in re.findall(r"## (\S+)\n.*?```csv\n(.*?)```", MOVING_IN.read_text(), re.DOTALL):
        (tmp_path / name).write_text(example)
    with time_machine.travel(old_shop.DAY, tick=False):
        old_shop.our_side()
        DeviceKind.objects.get_or_create(code="autoclave", defaults={"name": "Autoclaaf"})
        first, second = services.move_in(tmp_path), services.move_in(tmp_path)
    assert [complaint for one in first.tallies for complaint in one.complaints] == []
    assert [(one.rows, one.moved) for one in first.tallies] == [(1, 1)] * len(services.FILES)
    assert [(one.rows, one.known) for one in second.tallies] == [(1, 1)] * len(services.FILES)
