"""A practice reads its invoices of the shop before this one, and nobody else's."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Membership, Practice
from privacy import finding, retention
from shop.invoicing import lookups, services
from shop.invoicing.models import EarlierInvoice, archive
from tests.shop.builders import a_member, a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
PAPER = b"%PDF-1.4 oud"
MAY_2025 = date(2025, 5, 1)
PAGE = "/mijn/facturen/vroeger/"


def kept(practice: Practice, number: str = "2024/0001", paper: bytes = PAPER) -> EarlierInvoice:
    return services.keep_earlier(practice.pk, number, date(2024, 5, 1), 12_100, paper)


def browser(practice: Practice) -> Client:
    client = Client()
    client.force_login(a_member(practice, Membership.Role.MANAGER))
    return client


def test_a_practice_finds_and_downloads_its_own() -> None:
    practice = a_practice()
    invoice, bare = kept(practice), kept(practice, "2024/0002", b"")
    client = browser(practice)
    assert PAGE in client.get("/mijn/facturen/").text
    assert list(client.get(PAGE).context["page"]) == [bare, invoice]
    answer = client.get(f"{PAGE}{invoice.pk}.pdf")
    assert (answer.content, answer["Content-Disposition"]) == (PAPER, 'attachment; filename="2024-0001.pdf"')
    assert client.get(f"{PAGE}{bare.pk}.pdf").status_code == 404


def test_the_desk_finds_it_by_its_number_and_beside_its_practice() -> None:
    invoice = kept(a_practice())
    (hits,) = finding.find(invoice.number, lambda right: right == "invoicing.view_earlierinvoice")
    assert [row.pk for row in hits.rows] == [invoice.pk]
    assert list(lookups.earlier_of(invoice.practice)) == [invoice]


def test_another_practice_finds_nothing() -> None:
    invoice = kept(a_practice())
    stranger = browser(a_practice())
    assert PAGE not in stranger.get("/mijn/facturen/").text
    assert list(stranger.get(PAGE).context["page"]) == []
    assert stranger.get(f"{PAGE}{invoice.pk}.pdf").status_code == 404


def test_a_paper_that_was_changed_is_not_handed_over() -> None:
    invoice = kept(a_practice())
    Path(archive().path(str(invoice.file))).write_bytes(PAPER + b"!")
    assert list(services.verify()) == [
        f"earlier invoice 2024/0001: in the archive {invoice.file} has been changed"
    ]


def test_its_row_and_its_paper_go_after_seven_years_of_their_own() -> None:
    invoice, younger = (
        kept(a_practice()),
        services.keep_earlier(a_practice().pk, "2025/1", MAY_2025, 100, PAPER),
    )
    name, other = str(invoice.file), str(younger.file)
    retention.night(date(2031, 12, 31))
    assert archive().exists(name)
    retention.night(date(2032, 1, 1))
    assert list(EarlierInvoice.objects.all()) == [younger]
    assert (archive().exists(name), archive().exists(other)) == (False, True)
