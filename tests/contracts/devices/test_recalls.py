"""A recall reaches everybody who got the goods, once, whatever became of them since."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice, User
from contracts.devices.models import Recall, RecallNotice, Trace
from contracts.devices.services import recalls, tracing
from d4d.foundation import clock
from d4d.foundation.mail_reports import Kind, Report
from privacy import restriction, retention, undelivered
from privacy.models import Disclosure, Look
from shop.catalogue.models import Variant
from shop.orders.models import Order
from tests.accounts.people import link_in, manager_of, post_is_delivered, signed_in
from tests.contracts.devices.goods import GTIN, a_clinic, a_device, got
from tests.promises.people import erased
from tests.shop.builders import a_colleague_of_the_house, the_tariffs

pytestmark = pytest.mark.django_db
ABOUT = {"title": "Schroef kan breken", "instruction": "Gebruik ze niet en stuur ze terug."}
State, Way = RecallNotice.State, RecallNotice.Way


@pytest.fixture
def practices() -> list[Practice]:
    """Five practices that got screws: three of them some of lot X, two only others."""
    the_tariffs()
    variant = a_device()
    five = [a_clinic(f"Praktijk {number}") for number in range(5)]
    for practice, lot, pieces in zip(five, ("X", "X", "X", "Y", "Z"), (4, 2, 6, 5, 1), strict=True):
        got(practice, variant, pieces, lot)
    got(five[0], variant, 3, "X")
    Order.objects.update(state=Order.State.SHIPPED)
    post_is_delivered()
    mail.outbox.clear()
    return five


def called_back(goods: str = "X") -> Recall:
    row = recalls.prepare(recalls.marks_of(goods), **ABOUT)
    recalls.start(row.pk)
    return row


def notice_to(practice: Practice) -> RecallNotice:
    return RecallNotice.objects.get(subject=practice.subject)


def test_three_of_five_got_the_lot_and_one_was_erased_since(
    practices: list[Practice],
) -> None:
    erased(practices[2].subject.uuid)
    mail.outbox.clear()
    found = recalls.customers(recalls.marks_of("X"))
    assert [(one.trace.practice_name, one.pieces, one.has_mailbox) for one in found] == [
        ("Praktijk 0", 7, True),
        ("Praktijk 1", 2, True),
        ("Praktijk 2", 6, False),
    ]
    called_back()
    letters = post_is_delivered()
    assert sorted(to for one in letters for to in one.to) == sorted(
        manager_of(practice).email for practice in practices[:2]
    )
    on_paper = notice_to(practices[2])
    assert (on_paper.way, on_paper.state) == (Way.PAPER, State.WAITING)
    with on_paper.letter.open("rb") as paper:
        assert paper.read(5) == b"%PDF-"
    assert list(RecallNotice.objects.to_print()) == [on_paper]


@pytest.mark.parametrize("goods", [f"(01){GTIN}(10)X", f"01{GTIN}10X", "X"])
def test_a_scanned_code_or_a_typed_lot_finds_the_same(practices: list[Practice], goods: str) -> None:
    assert len(recalls.customers(recalls.marks_of(goods))) == 3


def test_a_whole_product_can_be_called_back(practices: list[Practice]) -> None:
    assert len(recalls.customers(recalls.marks_of(GTIN))) == 5


def test_the_same_recall_started_twice_writes_once(practices: list[Practice]) -> None:
    first, second = called_back(), called_back()
    assert (first, recalls.start(first.pk)) == (second, 0)
    assert len(post_is_delivered()) == 3
    assert len(post_is_delivered()) == 3


def test_the_same_recall_prepared_twice_at_once_is_one(practices: list[Practice]) -> None:
    others: list[Recall] = []

    def somebody_else(execute: Any, sql: str, *rest: Any) -> Any:
        if not others and sql.startswith("SELECT") and 'FROM "devices_trace"' in sql:
            others.append(Recall())
            others[0] = recalls.prepare({"lot": "X"}, **ABOUT)
        return execute(sql, *rest)

    with connection.execute_wrapper(somebody_else):
        row = recalls.prepare({"lot": "X"}, **ABOUT)
    assert [row] == others == list(Recall.objects.all())


def test_goods_that_nobody_got_are_not_called_back(practices: list[Practice]) -> None:
    with pytest.raises(recalls.NobodyGotThem):
        recalls.prepare({"lot": "nergens"}, **ABOUT)
    assert not Recall.objects.exists()


def test_a_restricted_practice_is_written_to_all_the_same(practices: list[Practice]) -> None:
    restriction.begin(practices[0].subject.uuid, "a", by=None)
    called_back()
    assert manager_of(practices[0]).email in {to for one in post_is_delivered() for to in one.to}


def test_a_practice_answers_without_signing_in_and_once(practices: list[Practice]) -> None:
    called_back()
    letter = next(one for one in post_is_delivered() if one.to == [manager_of(practices[0]).email])
    assert "7 ×" in str(letter.body)
    page, client = link_in(letter), Client()
    assert "7" in client.get(page).content.decode()
    assert client.post(page, {"left": "6", "used": "2"}).status_code == 200
    assert notice_to(practices[0]).state == State.SENT
    assert client.post(page, {"left": "5", "used": "2"}).status_code == 302
    client.post(page, {"left": "0", "used": "0"})
    answered = notice_to(practices[0])
    assert (answered.state, answered.pieces_left, answered.pieces_used) == (State.ACKNOWLEDGED, 5, 2)
    assert client.get("/terugroeping/iets-anders/").status_code == 404


@pytest.mark.parametrize(("reads", "browser"), [("en", "nl"), ("nl", "en")])
def test_the_answer_is_asked_in_the_language_of_the_letter_and_of_paper_in_dutch(
    practices: list[Practice], reads: str, browser: str
) -> None:
    User.objects.update(language=reads)
    erased(practices[2].subject.uuid)
    called_back()
    visitor = Client(headers={"Accept-Language": browser})
    by_mail, on_paper = (f"/terugroeping/{notice_to(one).token}/" for one in practices[1:3])
    assert [visitor.get(page)["Content-Language"] for page in (by_mail, on_paper)] == [reads, "nl"]
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = browser  # somebody chose
    assert visitor.get(by_mail)["Content-Language"] == browser


def test_whoever_is_silent_is_reminded_until_they_answer(practices: list[Practice]) -> None:
    called_back()
    post_is_delivered()
    assert recalls.remind() == 0
    recalls.acknowledge(notice_to(practices[0]).pk, left=0, used=7)
    RecallNotice.objects.update(sent_at=clock.now() - timedelta(days=8))
    mail.outbox.clear()
    assert recalls.remind() == 2
    assert recalls.remind() == 0
    letters = post_is_delivered()
    assert sorted(to for one in letters for to in one.to) == sorted(
        manager_of(practice).email for practice in practices[1:3]
    )
    assert all(str(one.subject).startswith("Herinnering") for one in letters)


def test_what_is_traced_after_the_letter_is_asked_for_until_somebody_answered(
    practices: list[Practice],
) -> None:
    called_back()
    recalls.acknowledge(notice_to(practices[0]).pk, left=0, used=7)
    variant = Variant.objects.get()
    for practice in practices[:2]:
        got(practice, variant, 3, "X")
    Order.objects.update(state=Order.State.SHIPPED)
    post_is_delivered()
    recalls.remind()
    assert [notice_to(practice).pieces for practice in practices[:3]] == [7, 5, 6]
    assert recalls.acknowledge(notice_to(practices[1]).pk, left=5, used=0).pieces_left == 5


def test_a_reminder_goes_on_paper_where_letters_bounce(practices: list[Practice]) -> None:
    called_back()
    post_is_delivered()
    for address in (manager_of(practices[0]).email, practices[0].billing_email):
        undelivered.take_in(Report(address, Kind.BOUNCED, f"bounce {address}"))
    RecallNotice.objects.update(sent_at=clock.now() - timedelta(days=8))
    recalls.remind()
    post_is_delivered()
    assert [notice_to(practice).way for practice in practices[:2]] == [Way.PAPER, Way.MAIL]
    assert notice_to(practices[0]).letter


def test_the_letters_of_a_recall_go_with_the_trace(practices: list[Practice]) -> None:
    erased(practices[2].subject.uuid)
    called_back()
    post_is_delivered()
    paper = notice_to(practices[2]).letter
    tracing.say_last_unit(Trace.objects.values_list("last_unit", flat=True)[0], date(2026, 6, 30), "brief")
    retention.night(date(2036, 6, 30))
    assert (RecallNotice.objects.count(), paper.storage.exists(str(paper.name))) == (3, True)
    retention.night(date(2036, 7, 1))
    assert (RecallNotice.objects.count(), Trace.objects.count()) == (0, 0)
    assert not paper.storage.exists(str(paper.name))
    assert Recall.objects.get().lot == "X"


def test_a_mailbox_that_refuses_gets_a_letter_on_paper(
    practices: list[Practice], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contracts.devices import subscriptions
    from d4d.foundation.errors import Rejected

    def refuse(*_: object) -> bool:
        raise Rejected("mail provider: 400")

    monkeypatch.setattr(subscriptions.mails, "recall_letter", refuse)
    called_back()
    post_is_delivered()
    assert {(one.way, bool(one.letter)) for one in RecallNotice.objects.all()} == {(Way.PAPER, True)}


def test_the_desk_prepares_starts_follows_and_reports(practices: list[Practice]) -> None:
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    preview = desk.get("/beheer/devices/recall/add/?goods=X").content.decode()
    assert all(f"Praktijk {number}" in preview for number in range(3))
    assert "Praktijk 3" not in preview
    assert Look.objects.filter(place="devices.Trace recall").count() == 3
    desk.post("/beheer/devices/recall/add/", {"goods": "X", "prepare": "1", **ABOUT})
    row = Recall.objects.get()
    assert "Praktijk 2" in desk.get(f"/beheer/devices/recall/{row.pk}/change/").content.decode()
    desk.post(f"/beheer/devices/recall/{row.pk}/start/do/")
    post_is_delivered()
    notice = notice_to(practices[1])
    desk.post(f"/beheer/devices/recallnotice/{notice.pk}/answered/do/", {"left": "2", "used": "0"})
    assert "Praktijk 1" in desk.get(f"/beheer/devices/recall/{row.pk}/change/").content.decode()
    sheet = desk.get(f"/beheer/devices/recall/{row.pk}/lijst.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[2] for line in sheet[1:]] == ["Praktijk 0", "Praktijk 1", "Praktijk 2"]
    assert Disclosure.objects.filter(recipient="authority", purpose="tracing").count() == 3
    desk.post(f"/beheer/devices/recall/{row.pk}/close/do/", {"conclusion": "Twee praktijken zwegen."})
    post_is_delivered()
    report = b"".join(desk.get(f"/beheer/devices/recall/{row.pk}/verslag.pdf").streaming_content)
    assert report.startswith(b"%PDF-")
    row.refresh_from_db()
    assert row.state == Recall.State.CLOSED


def test_the_list_counts_the_answers_of_all_recalls_at_once(practices: list[Practice]) -> None:
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    called_back("X")
    recalls.acknowledge(notice_to(practices[1]).pk, left=0, used=2)
    desk.get("/beheer/devices/recall/")  # not the first page of this process
    counts = []
    for goods in ("Y", "Z"):
        called_back(goods)
        with CaptureQueriesContext(connection) as queries:
            page = desk.get("/beheer/devices/recall/").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert ">1 / 3<" in page
    assert page.count(">0 / 1<") == 2


def test_no_name_of_a_practice_works_as_a_formula(practices: list[Practice]) -> None:
    got(a_clinic('=HYPERLINK("http://x.example")'), a_device(), 1, "X")
    post_is_delivered()
    row = called_back()
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    lines = desk.get(f"/beheer/devices/recall/{row.pk}/lijst.csv").content.decode("utf-8-sig").splitlines()
    names = [line[2] for line in csv.reader(lines, delimiter=";")]
    assert [name for name in names if "HYPERLINK" in name] == ['\'=HYPERLINK("http://x.example")']


def test_the_command_shows_who_got_them_and_starts_once(practices: list[Practice]) -> None:
    shown = StringIO()
    call_command("recall", "X", stdout=shown)
    assert shown.getvalue().splitlines()[-1] == "3 practices"
    assert not Recall.objects.exists()
    for _turn in range(2):
        call_command(
            "recall", "X", "--start", *[f"--{name}={text}" for name, text in ABOUT.items()], stdout=shown
        )
    assert len(post_is_delivered()) == 3
