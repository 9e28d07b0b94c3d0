"""A practice that leaves is empty, but for the books that a law keeps (PV62)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import erasure
from privacy.models import ErasureRun
from shop.orders.models import Order
from shop.shipping.models import Parcel
from tests.accounts import people
from tests.promises.people import (
    LAST_YEAR,
    a_finished_order,
    erased,
    invoice_of,
    its_time_has_come,
)
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV62")
def test_a_practice_leaves_empty_and_its_books_stay(practice: Practice) -> None:
    manager = people.manager_of(practice)
    order = a_finished_order(practice, manager, LAST_YEAR)
    snapshot = invoice_of(order).snapshot
    run = erased(practice.subject.uuid)
    practice.refresh_from_db()
    assert (practice.state, practice.name, practice.kvk_number, practice.billing_email, practice.phone) == (
        "closed",
        "voormalige klant",
        "",
        "",
        "",
    )
    assert not practice.addresses.exists()
    assert not practice.memberships.exists()
    assert User.objects.filter(pk=manager.pk).exists()
    order.refresh_from_db()
    assert (order.delivery_note, order.reference) == ("", "")
    assert invoice_of(order).snapshot == snapshot
    assert not Parcel.objects.exists()
    kept = {line["table"]: line for line in run.report["kept"]}
    assert kept["invoicing.Invoice"] == {
        "table": "invoicing.Invoice",
        "rows": 1,
        "law": "AWR art. 52",
        "until": "2033-01-01",
    }


def test_proof_of_a_supply_without_vat_stays_with_its_books(practice: Practice) -> None:
    order = a_finished_order(practice, None, LAST_YEAR)
    Order.objects.filter(pk=order.pk).update(vat_treatment="intra_community")
    practice.vat_checks.create(vat_id="BE0123456749", answer="valid")
    erased(practice.subject.uuid)
    assert Parcel.objects.count() == 1
    assert practice.vat_checks.count() == 1


def test_a_practice_that_owes_cannot_close_until_it_paid(practice: Practice) -> None:
    order = an_agreed_order(practice)
    browser = people.just_signed_in(people.manager_of(practice))
    page = browser.get(reverse("privacy:erasure_practice")).content.decode()
    assert order.number in page
    assert "password" not in page
    with pytest.raises(erasure.CannotBeErased) as refusal:
        erasure.ask(practice.subject.uuid)
    assert [tie.blocks for tie in refusal.value.reasons] == [True]
    assert not ErasureRun.objects.exists()


def test_an_order_that_comes_in_while_one_thinks_puts_the_closing_off(practice: Practice) -> None:
    run = erasure.ask(practice.subject.uuid)
    an_agreed_order(practice)
    run = its_time_has_come(run)
    assert run.state == "waiting"
    assert run.due_at > clock.now() + timedelta(hours=23)
    assert Practice.objects.get().name == practice.name


def test_only_a_manager_closes_a_practice(buyer: User) -> None:
    assert people.just_signed_in(buyer).get(reverse("privacy:erasure_practice")).status_code == 403


def test_the_last_manager_is_asked_for_a_successor_and_then_staff_takes_over(practice: Practice) -> None:
    manager = people.manager_of(practice)
    assert practice.name in people.just_signed_in(manager).get(reverse("privacy:erasure")).content.decode()
    assert not Practice.objects.without_manager().exists()
    erased(manager.subject.uuid)
    assert list(Practice.objects.without_manager()) == [practice]
    assert Practice.objects.get().state == "approved"
