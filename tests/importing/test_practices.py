"""A list of practices: the source is kept, nobody is written to, and no list brings back who was erased."""

import pytest
from django.db import transaction

from accounts import services as accounts
from accounts.models import Origin, Practice, User
from d4d.foundation.importing import batches, kinds
from d4d.foundation.models import Delivery, ImportBatch
from privacy.models import ConsentEvent
from tests.shop.builders import a_practice

pytestmark = pytest.mark.django_db

HEAD = (
    "source;reference;name;kind;kvk_number;vat_id;billing_email;street;house_number;postcode;city;"
    "first_name;last_name;email\n"
)
ONE = "beurs;B1;De Eik;dentist;12345678;;eik@example.nl;Laan;1;5211ab;Den Bosch;Robin;Boom;robin@example.nl\n"


def read_in(text: str) -> ImportBatch:
    return batches.import_file(kinds.find("practices"), text.encode())


def test_a_practice_comes_with_its_source_and_without_marketing_or_mail():
    assert read_in(HEAD + ONE).new == 1
    practice = Practice.objects.get()
    assert (practice.name, practice.state, practice.origin.source) == ("De Eik", "pending", "beurs")
    assert practice.addresses.get().postcode == "5211 AB"
    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == ("robin@example.nl", False)
    assert not ConsentEvent.objects.exists()
    assert not Delivery.objects.exists()


def test_a_citizen_service_number_is_refused_and_not_repeated():
    batch = read_in(HEAD + ONE.replace(";12345678;;", ";12345678;NL111222333B01;"))
    ((row, column, words),) = batch.complaints
    assert (row, column) == (2, "vat_id")
    assert "111222333" not in words
    assert not Practice.objects.exists()


def test_the_same_list_twice_and_after_an_erasure_brings_nobody_back():
    read_in(HEAD + ONE)
    assert read_in(HEAD + ONE).unchanged == 1
    Origin.objects.update(practice=None)
    assert read_in(HEAD + ONE).unchanged == 1
    assert Practice.objects.count() == 1


def test_a_source_in_capitals_is_the_same_source():
    other = ONE.replace("beurs", "Beurs").replace("robin@", "kim@")
    batch = read_in(HEAD + ONE + other)
    assert [(row, column) for row, column, _words in batch.complaints] == [(3, "source")]
    assert not Practice.objects.exists()


def test_practices_go_again_as_long_as_nobody_used_them():
    first = read_in(HEAD + ONE)
    batches.undo_now(first.pk)
    assert (Practice.objects.count(), User.objects.count(), Origin.objects.count()) == (0, 0, 0)
    again = read_in(HEAD + ONE)
    User.objects.get().memberships.create(practice=a_practice(), role="buyer")
    with pytest.raises(batches.CannotBeUndone):
        batches.undo_now(again.pk)
    assert User.objects.count() == 1


def test_a_practice_that_became_one_with_another_stays_with_all_that_it_brought():
    other = a_practice()
    batch = read_in(HEAD + ONE)
    own = Practice.objects.get(name="De Eik")
    for former, heir in ((own, other), (a_practice(state="pending"), own)):
        with transaction.atomic():
            accounts.merge(former.pk, heir.pk, None)
            with pytest.raises(batches.CannotBeUndone):
                batches.undo_now(batch.pk)
            assert (heir.addresses.count(), User.objects.get().memberships.get().practice) == (2, heir)
            transaction.set_rollback(True)
    batches.undo_now(batch.pk)
    assert not User.objects.exists()
