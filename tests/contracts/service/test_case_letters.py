"""Mails to customer service: each finds its question, once, without its history and without its tricks."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from PIL import Image

from contracts.service.letters_in import read, without_history
from contracts.service.models import Case, CaseAttachment, CaseMessage
from contracts.service.services import case_letters
from d4d.foundation.errors import Temporary
from tests.accounts.people import post_is_delivered
from tests.contracts.service.letters import STRANGER, a_letter, taken_in
from tests.simulator_process import Outside, simulator_on, started
from tools.processes import free_port

pytestmark = pytest.mark.django_db
TRAP = b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 2_000


def test_a_mail_of_a_stranger_is_a_question_by_mail() -> None:
    assert taken_in(a_letter())
    case = Case.objects.get()
    assert (case.channel, case.about, case.email, case.name) == ("mail", "Prijs", STRANGER, "Kees")
    assert case.messages.get().text == "Wat kost hij?"


def test_the_same_mail_twice_is_one_message() -> None:
    assert [taken_in(a_letter()), taken_in(a_letter())] == [True, False]
    assert CaseMessage.objects.count() == 1


def test_a_mail_without_a_message_id_is_kept_once_too() -> None:
    bare, other = a_letter(), a_letter("Nog iets.")
    del bare["Message-ID"], other["Message-ID"]
    assert [taken_in(bare), taken_in(bare), taken_in(other)] == [True, False, True]


def test_a_reply_finds_its_question_by_our_letter(case: Case) -> None:
    ours = case.messages.get(direction="out").message_id
    sent = [str(one.extra_headers["Message-ID"]) for one in post_is_delivered()]
    assert ours in sent
    taken_in(a_letter("Te duur.", Message_ID="<2@elders.example>", In_Reply_To=str(ours), Subject="Re: iets"))
    assert [one.text for one in case.messages.filter(direction="in").order_by("pk")] == [
        "Wat kost hij?",
        "Te duur.",
    ]
    case.refresh_from_db()
    assert case.state == Case.State.WAITING_FOR_US


def test_a_number_in_the_subject_works_for_its_asker_only(case: Case) -> None:
    subject = f"Nog iets [{case.number}]"
    taken_in(a_letter("Van mij.", Message_ID="<2@elders.example>", Subject=subject))
    assert case.messages.filter(direction="in").count() == 2
    taken_in(a_letter("Van een ander.", "ander@elders.example", Message_ID="<3@x.example>", Subject=subject))
    assert case.messages.filter(direction="in").count() == 2
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
    ],
)
def test_what_nobody_wrote_is_no_question(headers: dict[str, str]) -> None:
    assert not taken_in(a_letter(**headers))
    assert not Case.objects.exists()


def test_somebody_who_wants_no_automatic_answer_asks_all_the_same() -> None:
    assert taken_in(a_letter(X_Auto_Response_Suppress="All"))


def test_our_own_letters_are_no_questions() -> None:
    assert not taken_in(a_letter(sender="info@d-4-d.com"))


@pytest.mark.parametrize(
    "history",
    [
        "> Wat wij schreven",
        "Op 3 november 2026 om 10:12 schreef Dentists4Dentists <info@d-4-d.com>:\n> Tien euro.",
        "On Tue, 3 Nov 2026 at 10:12, D4D wrote:\n> Ten euros.",
        "-----Oorspronkelijk bericht-----\nTien euro.",
        "Van: Dentists4Dentists\nVerzonden: dinsdag\nTien euro.",
    ],
)
def test_what_we_wrote_before_is_not_kept_again(history: str) -> None:
    assert without_history(f"Te duur.\n\n{history}") == "Te duur."


def test_a_page_becomes_words_without_its_scripts() -> None:
    letter = a_letter()
    letter.set_content("<p>Te <b>duur</b></p><script>steal()</script><p>Groet</p>", subtype="html")
    text = read(letter.as_bytes()).text
    assert (text.split(), "steal" in text) == (["Te", "duur", "Groet"], False)


def test_only_pictures_and_pdfs_come_along_and_pictures_are_drawn_anew() -> None:
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "zqlocatie"
    Image.new("RGB", (8, 8), "red").save(picture, "JPEG", exif=exif)
    letter = a_letter()
    for content, main, sub in (
        (picture.getvalue(), "image", "jpeg"),
        (b"%PDF-1.4 zq", "application", "pdf"),
        (b"<svg onload='x()'/>", "image", "svg+xml"),
        (b"MZ", "application", "octet-stream"),
        (b"GIF", "image", "png"),
    ):
        letter.add_attachment(content, maintype=main, subtype=sub, filename="../../x")
    taken_in(letter)
    kept = [one.file for one in CaseAttachment.objects.order_by("pk")]
    assert [str(file.name).rpartition(".")[2] for file in kept] == ["jpg", "pdf"]
    assert b"zqlocatie" in picture.getvalue()
    with kept[0].open("rb") as drawn:
        assert b"zqlocatie" not in drawn.read()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"From: \nSubject: =?x?q?=\n\n",
        b"Content-Type: text/plain; charset=nonsense\nFrom: a@b.example\n\nhallo",
    ],
)
def test_rubbish_stops_nothing(raw: bytes) -> None:
    case_letters.take_in(raw)


def test_nothing_hides_in_the_heads_of_a_mail() -> None:
    heads = (
        "From: =?utf-8?q?Ke=00es?= <a=00b@c.example>",
        "Message-ID: <1\x00@c.example>",
        "In-Reply-To: <2\x00@c.example>",
        "Subject: =?utf-8?q?Pri=00js?=",
    )
    raw = "\n".join(heads).encode()
    letter = read(raw + b"\n\nhal\x00lo")
    assert "\x00" not in "".join((letter.sender, letter.name, letter.subject, letter.message_id))
    assert case_letters.take_in(raw + b"\n\nhallo")
    assert Case.objects.get().about == "Prijs"


def test_an_address_that_is_too_long_for_one_is_none() -> None:
    assert read(b"From: a@" + b"b" * 300 + b".example\n\nhallo").sender == ""


def test_what_no_page_has_costs_only_what_follows_it() -> None:
    letter = a_letter()
    letter.set_content("<p>Te duur</p><![x[", subtype="html")
    assert read(letter.as_bytes()).text == "Te duur"


class Pile:
    """A mailbox in memory."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = {str(number): mail for number, mail in enumerate(mails, start=7)}

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Whatever still lies there."""
        yield from list(self.mails.items())

    def mark_read(self, number: str) -> None:
        """Take it off the pile."""
        del self.mails[number]


def test_a_mail_that_breaks_us_stops_none_after_it(caplog: pytest.LogCaptureFixture) -> None:
    box = Pile(TRAP, a_letter().as_bytes())
    assert case_letters.empty(box) == 1
    assert (box.mails, Case.objects.get().email) == ({}, STRANGER)
    (line,) = [one.getMessage() for one in caplog.records if one.name == "d4d.service"]
    assert line == "mail 7 of the mailbox cannot be taken in"


def test_a_mail_waits_while_the_trouble_is_ours() -> None:
    def broken(*_: object) -> None:
        raise OperationalError

    box = Pile(a_letter().as_bytes())
    with connection.execute_wrapper(broken), pytest.raises(OperationalError):
        case_letters.empty(box)
    assert box.mails
    assert case_letters.empty(box) == 1


# --- the mailbox itself ---------------------------------------------------------------------------------


def test_the_mailbox_is_read_over_imap_once_and_a_reply_comes_back(tmp_path: Path, settings: object) -> None:
    port, mailbox_port = free_port(), free_port()
    process = simulator_on(tmp_path, port, mailbox_port=mailbox_port)
    try:
        outside: Outside = started(process, port)
        settings.CASES_MAILBOX_URL = f"imap://shop:geheim@127.0.0.1:{mailbox_port}/INBOX"  # type: ignore[attr-defined]
        outside.write(STRANGER, "Prijs van een turbine", "Wat kost hij? Groet, Renée")
        assert [case_letters.fetch(), case_letters.fetch()] == [1, 0]
        case = Case.objects.get()
        assert (case.email, case.messages.get().text) == (STRANGER, "Wat kost hij? Groet, Renée")
        for proof in ("pass", "fail", "forged"):
            outside.write(STRANGER, "Nog iets", proof, proof=proof)
        assert case_letters.fetch() == 3
        found = dict(CaseMessage.objects.values_list("text", "is_proven"))
        assert [found[one] for one in ("pass", "fail", "forged")] == [True, False, False]
    finally:
        process.stop()
    with pytest.raises(Temporary):
        case_letters.fetch()


def test_without_a_mailbox_nothing_is_fetched() -> None:
    assert case_letters.fetch() == 0
