"""Staff read every letter before customers do: each language, each part, closed off from everything."""

import pytest
from django.test import Client

from d4d.desk import letters
from tests.accounts.people import signed_in, somebody_of_the_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(somebody_of_the_staff(), second_factor=True)


def test_every_letter_can_be_read_in_each_language_and_part(desk: Client) -> None:
    page = desk.get("/beheer/brieven/").content.decode()
    every = letters.every_letter()
    assert len(every) > 35
    for letter in every:
        subjects = set()
        for language, part in letter.ways:
            path = f"/beheer/brieven/{letter.room}/{letter.name}/{language}.{part}"
            assert f'href="{path}"' in page
            answer = desk.get(path)
            assert answer.status_code == 200, path
            assert answer["Content-Security-Policy"] == letters.POLICY
            text = answer.content.decode()
            assert "Traceback" not in text
            if part == "txt":
                subjects.add(text.splitlines()[0])
        assert all(subjects), letter
        assert "" not in subjects


def test_amounts_days_and_names_are_made_up_by_their_names(desk: Client) -> None:
    text = desk.get("/beheer/brieven/invoicing/invoice/nl.txt").content.decode()
    assert "2026-000123" in text
    assert "€\xa0123,45" in text
    assert "2 maart 2026" in text
    assert "‹" in desk.get("/beheer/brieven/orders/released/nl.txt").content.decode()


def test_there_is_no_other_letter_and_no_reader_from_outside(desk: Client) -> None:
    for path in ("orders/nothing/nl.html", "orders/confirmed/fr.html", "orders/confirmed/nl.pdf"):
        assert desk.get(f"/beheer/brieven/{path}").status_code == 404
    assert Client().get("/beheer/brieven/orders/confirmed/nl.html").status_code == 302
