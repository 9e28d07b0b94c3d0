"""A yes from the old shop lasts from its own day, and never goes before what somebody chose here."""

from datetime import date
from pathlib import Path

import pytest

from accounts.models import User
from d4d.foundation import clock
from d4d.moving_in import services
from d4d.moving_in.books import Account
from privacy import consent
from privacy.consent import chain
from privacy.consent.ledger import Source
from privacy.consent.verifying import verify
from privacy.models import ConsentEvent
from privacy.vocabulary import NEWSLETTER, Channel

pytestmark = pytest.mark.django_db
PAIR = (NEWSLETTER, Channel.EMAIL)
A_PRACTICE = (
    "number;name;kind;billing_email;kvk_number;street;house_number;postcode;city;approved\n"
    "P1;De Eik;dentist;eik@example.nl;12345678;Laan;1;5211 AB;Den Bosch;ja\n"
)
SOMEBODY = "number;practice;first_name;last_name;email;role\nM1;P1;Robin;Boom;robin@example.nl;manager\n"
A_YES = "number;person;channel;given_on;text;source\nC1;M1;email;2026-03-01;Ja, nieuws;webformulier\n"


def moved(folder: Path, **files: str) -> Account:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return services.move_in(folder)


def test_an_old_yes_counts_from_the_day_on_which_it_was_given(tmp_path):
    assert moved(tmp_path, practices=A_PRACTICE, persons=SOMEBODY, consents=A_YES).is_even
    state = consent.standing(User.objects.get().subject.uuid, PAIR)
    assert state is not None
    assert (state.standing, state.changed_at) == ("given", clock.midnight(date(2026, 3, 1)))
    assert list(verify()) == []
    assert chain.seal_pending() == 1
    assert list(verify()) == []


def test_who_said_no_here_is_not_overruled_by_an_old_yes(tmp_path):
    moved(tmp_path, practices=A_PRACTICE, persons=SOMEBODY)
    subject = User.objects.get().subject.uuid
    consent.withdraw(subject, [PAIR], consent.Circumstances(Source.ACCOUNT))
    chosen = ConsentEvent.objects.count()
    tally = moved(tmp_path, consents=A_YES).tallies[-1]
    assert [(one.row, one.column) for one in tally.complaints] == [(2, "person")]
    assert (tally.refused, tally.is_even, ConsentEvent.objects.count()) == (1, True, chosen)
    assert not consent.is_on(subject, PAIR)


def test_a_file_that_cannot_be_read_is_not_accounted_for(tmp_path):
    account = moved(tmp_path, practices=A_PRACTICE, persons=SOMEBODY.replace("role", "rol"))
    assert not account.is_even
    assert "NOT EVEN" in "".join(account.lines())
    assert not User.objects.exists()


def test_of_a_row_that_stays_out_nothing_is_said_of_the_next_one(tmp_path):
    wrong = A_PRACTICE.replace("kvk_number", "vat_id;kvk_number").replace(";123", ";NL111222333B01;123")
    wrong = wrong.replace("5211 AB", "ABCDE")  # found after the VAT number, of which there is a remark
    right = "P2;De Es;dentist;es@example.nl;;12345679;Laan;2;5211 AB;Den Bosch;ja\n"
    (tally,) = moved(tmp_path, practices=wrong + right).tallies
    assert [(one.row, one.column) for one in tally.complaints] == [(2, "postcode")]


def test_a_mandate_without_numbers_comes_as_soon_as_its_row_has_them(tmp_path):
    bare = "number;practice;given_on;customer;mandate\nI1;P1;2025-01-01;;\n"
    tally = moved(tmp_path, practices=A_PRACTICE, mandates=bare).tallies[-1]
    assert [(one.row, one.column) for one in tally.complaints] == [(2, "mandate")]
    assert (tally.refused, tally.moved) == (1, 0)
    whole = bare.replace(";;", ";cst_8wmqcHMN4U;mdt_h3gAaD5zP")
    assert moved(tmp_path, mandates=whole).tallies[-1].moved == 1
