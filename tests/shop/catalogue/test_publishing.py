"""A medical device is offered only after its check, written down with who and when."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from shop.catalogue import services
from shop.catalogue.models import Product
from shop.catalogue.search import find
from tests.shop.catalogue.builders import a_product

pytestmark = pytest.mark.django_db
CHECKS = ("has_ce_mark", "has_dutch_instructions", "has_udi")
SAID = {"is_implantable": False}


@pytest.mark.parametrize("missing", CHECKS)
def test_a_device_without_one_of_its_checks_stays_off_the_shelf(missing: str) -> None:
    seen = {check: check != missing for check in CHECKS} | SAID
    product = a_product("Scaler", is_published=False, device_class="IIa", **seen)
    with pytest.raises(services.CannotBePublished) as refusal:
        services.publish(product.pk, by=uuid4())
    assert len(refusal.value.missing) == 1
    product.refresh_from_db()
    assert (product.is_published, product.checked_by, product.checked_at) == (False, None, None)
    assert find("scaler").product_ids == []


def test_a_device_of_which_nobody_said_whether_it_is_an_implant_stays_off_the_shelf() -> None:
    product = a_product("Vulling", is_published=False, device_class="IIa", **dict.fromkeys(CHECKS, True))
    with pytest.raises(services.CannotBePublished) as refusal:
        services.publish(product.pk, by=uuid4())
    assert len(refusal.value.missing) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(is_published=True)


def test_the_database_refuses_what_slips_past_the_check() -> None:
    product = a_product("Scaler", is_published=False, device_class="IIa")
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(is_published=True)


def test_a_checked_device_is_offered_and_who_checked_it_is_written_down() -> None:
    staff = uuid4()
    product = a_product(
        "Scaler", is_published=False, device_class="IIa", **dict.fromkeys(CHECKS, True), **SAID
    )
    services.publish(product.pk, by=staff)
    product.refresh_from_db()
    assert (product.is_published, product.checked_by) == (True, staff)
    assert product.checked_at is not None
    assert find("scaler").product_ids == [product.pk]


def test_what_is_no_device_needs_no_check() -> None:
    product = services.publish(a_product("Servetten", is_published=False).pk, by=uuid4())
    assert (product.is_published, product.checked_by) == (True, None)
