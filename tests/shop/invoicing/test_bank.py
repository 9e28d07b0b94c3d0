"""Money that came in by bank: read once, booked on what it pays, and else left for somebody to look at."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shop.invoicing import services
from shop.invoicing.bank import matching, statement
from shop.invoicing.bank.matching import Part
from shop.invoicing.bank.transfer import Transfer, Unreadable
from shop.invoicing.models import BankFile, BankLine, Invoice, Settlement, archive
from tests.shop.builders import a_practice
from tests.shop.invoicing.statements import OURS, THEIRS, an_invoice, camt, entry, mt940

pytestmark = pytest.mark.django_db
State = BankLine.State


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}


def line() -> BankLine:
    return BankLine.objects.get()


def test_both_forms_tell_the_same_of_a_transfer() -> None:
    (told,) = statement.read(camt(entry(1_210, "F2026-000123")), OURS).transfers
    assert told == Transfer(date(2026, 11, 20), 1_210, "1", THEIRS, "F2026-000123")
    (read,) = statement.read(mt940(1_210, "F2026-000123"), OURS).transfers
    assert (read.booked_on, read.cents, read.other_account) == (told.booked_on, told.cents, THEIRS)
    assert (read.reference, "F2026-000123" in read.text) == ("26324012345678", True)


def test_a_batch_is_taken_apart() -> None:
    parts = "".join(
        f"""<TxDtls><Refs><AcctSvcrRef>b{n}</AcctSvcrRef></Refs><Amt Ccy="EUR">{n}.00</Amt></TxDtls>"""
        for n in (1, 2)
    )
    batch = f"""<Ntry><Amt Ccy="EUR">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls>{parts}</NtryDtls></Ntry>"""
    found = statement.read(camt(batch), OURS).transfers
    assert [(one.cents, one.reference) for one in found] == [(100, "b1"), (200, "b2")]


def test_what_is_turned_back_goes_the_way_that_the_bank_says() -> None:
    turned = entry(-1_210, more="<RvslInd>true</RvslInd>").replace("CdtrAcct", "DbtrAcct")
    (told,) = statement.read(camt(turned), OURS).transfers
    assert (told.cents, told.other_account) == (-1_210, THEIRS)
    (read,) = statement.read(mt940(1_210, "storno").replace(b"C12,10", b"RC12,10"), OURS).transfers
    assert read.cents == -1_210


def test_a_number_that_is_cut_in_two_by_the_bank_is_found() -> None:
    invoice = an_invoice()
    services.import_file(mt940(1_210, f"{invoice.number[:8]}\n{invoice.number[8:]}"))
    assert invoice.open_now() == 0


def test_the_same_day_in_two_forms_counts_once() -> None:
    practice = a_practice()
    first, second = an_invoice(practice), an_invoice(practice)
    assert services.import_file(camt(entry(1_210, first.number), balances=(1_000, 2_000))).booked == 1
    assert services.import_file(mt940(1_210, first.number)).known == 1
    assert (first.open_now(), second.open_now()) == (0, 1_210)


def test_who_pays_a_paid_invoice_again_pays_no_other() -> None:
    practice = a_practice()
    first, second = an_invoice(practice), an_invoice(practice)
    services.import_file(camt(entry(1_210, first.number), entry(1_210, first.number, reference="2")))
    assert (first.open_now(), second.open_now()) == (0, 1_210)
    assert BankLine.objects.to_look_at().get().left_cents() == 1_210


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document><Stmt>&b;</Stmt></Document>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no-statement"),
        (b"datum;bedrag\n1;2", "no-statement"),
        (b"<Document><Stm", "broken"),
        (b"<Document></Document>", "no-statement"),
        (BOMB, "broken"),
        (camt(), "empty"),
        (camt(entry(1), account="NL91ABNA0417164300"), "other-account"),
        (mt940(1, "x", account="NL91ABNA0417164300"), "other-account"),
        (camt(entry(1)).replace(b"EUR", b"USD"), "other-currency"),
        (camt(entry(1)).replace(b"0.01", b"0.001"), "broken"),
        (camt(entry(1)).replace(b"2026-11-20", b"gisteren"), "broken"),
    ],
)
def test_what_is_no_statement_of_ours_is_refused_whole(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        services.import_file(content)
    assert refused.value.reason == reason
    assert not BankFile.objects.exists()


def test_a_named_invoice_is_paid_and_what_the_payer_wrote_goes() -> None:
    invoice = an_invoice()
    done = services.import_file(
        camt(entry(1_210, f"factuur {invoice.number.lower().replace('-', ' ')} bedankt"))
    )
    assert (done.new, done.booked, done.known) == (1, 1, 0)
    assert invoice.open_now() == 0
    assert (line().state, line().text, line().account_end) == (State.BOOKED, "", "1234")
    assert line().practice == invoice.practice
    assert THEIRS not in str(BankLine.objects.values().get())


def test_the_same_file_and_an_overlapping_one_book_once() -> None:
    invoice = an_invoice(euros=20)
    rent, one = entry(-500, "huur", reference=""), entry(1_210, invoice.number, reference="")
    assert services.import_file(camt(rent, one)).new == 2
    assert services.import_file(camt(rent, one)).known == 2
    longer = services.import_file(camt(rent, one, one))
    assert (longer.new, longer.known, longer.doubtful) == (1, 2, 0)
    assert invoice.open_now() == 0
    assert (Settlement.objects.count(), BankLine.objects.count()) == (2, 3)


def test_a_file_whose_reading_was_cut_short_is_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    content = camt(entry(100, reference="a"), entry(200, reference="b"))
    whole = services.banking.matching.certain  # type: ignore[attr-defined]
    calls = iter([whole])
    monkeypatch.setattr("shop.invoicing.bank.matching.certain", lambda *said: next(calls)(*said))
    with pytest.raises((RuntimeError, StopIteration)):
        services.import_file(content)
    monkeypatch.undo()
    assert BankLine.objects.count() == 1
    assert services.import_file(content).new == 1
    assert sorted(BankLine.objects.values_list("amount_cents", flat=True)) == [100, 200]


def test_one_transfer_pays_several_invoices_the_oldest_first() -> None:
    practice = a_practice()
    first, second = an_invoice(practice), an_invoice(practice, 20)
    services.import_file(camt(entry(2_000, f"{second.number} en {first.number}")))
    assert (first.open_now(), second.open_now()) == (0, 2_420 - 790)
    assert line().state == State.BOOKED


def test_what_is_too_much_waits_for_somebody() -> None:
    invoice = an_invoice()
    services.import_file(camt(entry(1_500, invoice.number)))
    assert (invoice.open_now(), line().left_cents(), line().state) == (0, 290, State.OPEN)


def test_invoices_of_two_practices_are_left_to_somebody() -> None:
    one, other = an_invoice(), an_invoice()
    services.import_file(camt(entry(2_420, f"{one.number} {other.number}")))
    assert (one.open_now(), other.open_now(), line().state) == (1_210, 1_210, State.OPEN)


def test_a_known_account_pays_the_invoice_of_exactly_this_amount() -> None:
    practice = a_practice()
    services.import_file(camt(entry(1_210, an_invoice(practice).number)))
    small, large = an_invoice(practice), an_invoice(practice, 30)
    services.import_file(camt(entry(3_630, "bedankt", reference="2")))
    assert (small.open_now(), large.open_now()) == (1_210, 0)
    services.import_file(camt(entry(1_210, "bedankt", reference="3", account="NL91ABNA0417164300")))
    assert small.open_now() == 1_210


def test_what_left_our_account_is_set_aside_unless_it_names_an_invoice() -> None:
    services.import_file(camt(entry(-500, "huur"), entry(-1_210, "storno F2026-000001", reference="2")))
    states = dict(BankLine.objects.values_list("amount_cents", "state"))
    assert states == {-500: State.SET_ASIDE, -1_210: State.OPEN}


def test_a_booking_that_is_taken_back_brings_its_transfer_back() -> None:
    invoice = an_invoice()
    services.import_file(camt(entry(1_210, invoice.number)))
    services.take_back(Settlement.objects.get().pk, reason="andere praktijk", by=None)
    assert (invoice.open_now(), line().left_cents(), line().state) == (1_210, 1_210, State.OPEN)
    other = an_invoice()
    services.allocate(line().pk, [Part(other, 1_210)])
    assert (other.open_now(), line().state, line().practice) == (0, State.BOOKED, other.practice)


@pytest.mark.parametrize("cents", [0, 1_211])
def test_no_more_is_allocated_than_came_in(cents: int) -> None:
    invoice = an_invoice(euros=50)
    services.import_file(camt(entry(1_210)))
    with pytest.raises(services.NotAllocated):
        services.allocate(line().pk, [Part(invoice, cents)])
    assert invoice.open_now() == 6_050


def test_the_bytes_of_the_bank_stay_seven_years(time_machine: Any) -> None:
    content = camt(entry(100))
    file = services.import_file(content).file
    with archive().open(str(file.file)) as kept:
        assert kept.read() == content
    time_machine.move_to("2033-12-31 12:00")
    assert services.forget_statements() == 0
    time_machine.move_to("2034-01-01 12:00")
    assert services.forget_statements() == 1
    assert not archive().exists(str(file.file))


def test_the_command_says_how_it_went(tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "afschrift.xml"
    path.write_bytes(camt(entry(1_210, an_invoice().number)))
    call_command("bank_import", str(path))
    assert capsys.readouterr().out == "1 new, 1 booked, 0 known already.\n"
    path.write_bytes(b"niets")
    with pytest.raises(CommandError, match="This is no CAMT"):
        call_command("bank_import", str(path))


def an_open_credit_note(practice: Any = None) -> Invoice:
    """Of 12.10 euros that were paid already."""
    invoice = an_invoice(practice)
    services.receive(invoice.pk, 1_210, reference=f"R{invoice.pk}", on=date(2026, 11, 1))
    return services.credit(invoice.pk, reason="retour", occasion=f"staff:{invoice.pk}:1")


def test_what_we_transfer_back_settles_the_credit_note_that_it_names() -> None:
    note = an_open_credit_note()
    done = services.import_file(camt(entry(-1_210, f"terugbetaling {note.number}")))
    assert (done.new, done.booked) == (1, 1)
    note.refresh_from_db()
    assert (note.open_now(), note.closed_on is not None) == (0, True)
    assert (line().state, line().left_cents(), line().practice) == (State.BOOKED, 0, note.practice)
    assert not Invoice.objects.to_give_back().exists()
    services.take_back(note.settlements.get().pk, reason="andere praktijk", by=None)
    assert (note.open_now(), line().state, line().left_cents()) == (1_210, State.OPEN, 1_210)


def test_too_much_and_somebody_elses_money_back_is_left_to_somebody() -> None:
    one, other = an_open_credit_note(), an_open_credit_note()
    services.import_file(
        camt(entry(-2_420, f"{one.number} {other.number}"), entry(-1_500, one.number, reference="2"))
    )
    assert (one.open_now(), other.open_now()) == (0, 1_210)
    assert sorted(each.left_cents() for each in BankLine.objects.to_look_at()) == [290, 2_420]
    assert other in matching.likely(BankLine.objects.get(amount_cents=-2_420))


def test_money_that_left_pays_no_invoice_and_money_that_came_no_credit_note() -> None:
    invoice, note = an_invoice(), an_open_credit_note()
    services.import_file(camt(entry(-1_210, invoice.number), entry(1_210, note.number, reference="2")))
    assert (invoice.open_now(), note.open_now()) == (1_210, 1_210)
    for left, wrong in ((-1_210, invoice), (1_210, note)):
        with pytest.raises(services.NotAllocated):
            services.allocate(BankLine.objects.get(amount_cents=left).pk, [Part(wrong, 1_210)])
    services.allocate(BankLine.objects.get(amount_cents=-1_210).pk, [Part(note, 1_210)])
    assert note.open_now() == 0


def test_what_was_paid_twice_goes_back_on_the_invoice_that_was_paid_beyond() -> None:
    invoice = an_invoice()
    services.receive(invoice.pk, 1_210, reference="R1", on=date(2026, 11, 1))
    services.settle(invoice.pk, 1_210, "debit:1")  # collected before the news of the transfer came
    assert list(Invoice.objects.to_give_back()) == [invoice]
    services.import_file(camt(entry(-1_300, f"dubbel betaald {invoice.number}")))
    assert matching.likely(line()) == [invoice]
    with pytest.raises(services.MoreThanOpen):
        services.allocate(line().pk, [Part(invoice, 1_211)])
    services.allocate(line().pk, [Part(invoice, 1_210)])
    assert (invoice.open_now(), line().left_cents()) == (0, 90)
    assert not Invoice.objects.to_give_back().exists()
    services.take_back(line().parts.get().settlement_id, reason="verkeerd", by=None)
    assert (invoice.open_now(), line().left_cents()) == (-1_210, 1_300)
