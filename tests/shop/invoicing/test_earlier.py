"""A practice reads its invoices of the shop before this one, and nobody else's."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Practice
from shop.invoicing import services
from shop.invoicing.models import EarlierInvoice, archive
from tests.shop.builders import a_member, a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
PAPER = b"%PDF-1.4 oud"
PAGE = "/mijn/facturen/vroeger/"


@pytest.fixture(autouse=True)
def _own_archive(settings: Any, tmp_path: Any) -> None:
    options = {**settings.STORAGES["archive"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "archive": {**settings.STORAGES["archive"], "OPTIONS": options}}


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
