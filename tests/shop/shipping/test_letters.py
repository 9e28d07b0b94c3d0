"""Who ordered hears that a parcel has arrived, when the practice chose to hear it."""

import pytest
from django.core import mail

from accounts.models import Practice
from shop.shipping import services
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
