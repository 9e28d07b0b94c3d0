"""A receipt says what stays and until when, and its address is forgotten (PV62)."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.core import mail

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import erasure
from privacy.erasure import receipt
from privacy.models import ErasureRun
from tests.accounts import people
from tests.promises.people import (
    LAST_YEAR,
    a_finished_order,
    erased,
)

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV62")
def test_the_receipt_says_what_stays_until_when_and_is_forgotten_once_sent(practice: Practice) -> None:
    order = a_finished_order(practice, people.manager_of(practice), LAST_YEAR)
    manager = people.manager_of(practice)
    run = erased(practice.subject.uuid, by=manager.subject.uuid)
    letter = next(one for one in mail.outbox if one.attachments and "wis" in one.subject.lower())
    assert letter.to == [practice.billing_email]
    _name, content, kind = letter.attachments[0]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert kind == "application/pdf"
    assert "AWR art. 52" in text
    assert "1 januari 2033" in text
    assert receipt.mark_of(run) in text
    assert practice.name not in text
    assert run.sealed_address == ""
    assert order.number not in text


def test_the_mark_of_a_receipt_changes_with_what_it_says(buyer: User) -> None:
    run = erased(buyer.subject.uuid)
    mark = receipt.mark_of(run)
    run.report["erased"]["accounts.User"] = 2
    assert receipt.mark_of(run) != mark


def test_an_address_that_no_receipt_went_to_is_forgotten_after_a_day(buyer: User) -> None:
    run = erasure.ask(buyer.subject.uuid)
    ErasureRun.objects.update(due_at=clock.now())
    erasure.carry_out(run.pk)
    run.refresh_from_db()
    assert "zq07bo" not in run.sealed_address
    assert run.sealed_address
    from privacy.erasure import letters

    letters.forget_addresses()
    assert ErasureRun.objects.exclude(sealed_address="").exists()
    ErasureRun.objects.update(started_at=clock.now() - timedelta(hours=25))
    letters.forget_addresses()
    assert not ErasureRun.objects.exclude(sealed_address="").exists()
