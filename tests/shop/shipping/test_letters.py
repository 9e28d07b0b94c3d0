"""Who hears of a parcel: that it left, and when the practice chose so, that it has arrived."""

from datetime import date, timedelta

import pytest
from django.core import mail

from accounts.models import Membership, Practice
from d4d.foundation import clock
from shop.catalogue.models import Variant
from shop.orders.models import OrderLine
from shop.shipping import services
from shop.shipping.models import Parcel
from tests.shop.builders import a_member
from tests.shop.shipping.stations import a_parcel, told

pytestmark = pytest.mark.django_db


def delivered(**choices: bool) -> list[mail.EmailMessage]:
    """What is said when our own van has brought a parcel."""
    parcel = a_parcel("manual")
    Practice.objects.update(**choices)
    services.make_label(parcel.pk)
    told()
    mail.outbox.clear()
    for _ in range(2):
        services.mark_delivered(parcel.pk)
        told()
    return list(mail.outbox)


def subjects(letters: list[mail.EmailMessage]) -> list[str]:
    return [str(letter.subject).partition(": ")[2] for letter in letters]


def test_nobody_hears_of_a_delivery_who_did_not_choose_to() -> None:
    assert subjects(delivered()) == ["uw pakket is onderweg"]


def test_who_ordered_hears_once_that_a_parcel_has_arrived() -> None:
    letters = delivered(hears_of_delivery=True)
    assert sorted(subjects(letters)) == ["uw pakket is aangekomen", "uw pakket is onderweg"]
    (letter,) = [one for one in letters if "aangekomen" in one.subject]
    assert "3 × Artikel" in letter.body
    assert "Eigen bezorging" in letter.body


def left_with_a_manager() -> tuple[Parcel, str]:
    """A buyer's parcel that goes out of the door, and the address of the manager of the practice."""
    parcel = a_parcel("manual")
    manager = a_member(parcel.shipment.order.practice, Membership.Role.MANAGER)
    services.make_label(parcel.pk)
    told()
    mail.outbox.clear()
    services.hand_over(parcel.shipment_id)
    told()
    return parcel, manager.email


def test_who_ordered_and_who_manages_the_practice_hear_once_that_a_parcel_left() -> None:
    parcel, manager = left_with_a_manager()
    services.hand_over(parcel.shipment_id)
    told()
    assert parcel.shipment.order.placed_by is not None
    assert sorted(subjects(list(mail.outbox))) == ["uw pakket is onderweg"] * 2
    assert {letter.to[0] for letter in mail.outbox} == {parcel.shipment.order.placed_by.email, manager}
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_what_follows_is_expected_on_a_day_that_is_still_to_come() -> None:
    parcel = a_parcel("manual")
    OrderLine.objects.update(quantity=5, expected_on=clock.today() - timedelta(1))
    Variant.objects.update(expected_on=date(2099, 3, 2))
    services.hand_over(parcel.shipment_id)
    told()
    assert "2 × Artikel" in mail.outbox[-1].body
    assert "(verwacht op 2 maart 2099)" in mail.outbox[-1].body


def test_a_day_gone_by_promises_nothing() -> None:
    parcel = a_parcel("manual")
    yesterday = clock.today() - timedelta(1)
    OrderLine.objects.update(quantity=5, expected_on=yesterday)
    Variant.objects.update(expected_on=yesterday)
    services.hand_over(parcel.shipment_id)
    told()
    assert "2 × Artikel" in mail.outbox[-1].body
    assert "verwacht" not in mail.outbox[-1].body
