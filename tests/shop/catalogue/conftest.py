"""What a process remembers of one test is forgotten before the next; and somebody at the desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from privacy.models import DataSubject
from shop.catalogue import memory
from shop.catalogue.search import vocabulary
from tests.shop.catalogue.builders import the_vat_rates


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    memory.forget()
    vocabulary.forget()
    yield
    memory.forget()
    vocabulary.forget()


@pytest.fixture
def rates(db: None) -> None:
    """What VAT there is."""
    the_vat_rates()


@pytest.fixture
def staff(client: Client, settings: Any) -> Client:
    """A browser of somebody who may do everything at the desk."""
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    person = User.objects.create(
        subject=DataSubject.objects.create(),
        email="balie@d4d.example",
        is_staff=True,
        is_superuser=True,
    )
    client.force_login(person)
    return client
