"""Every invoice says what is open of it, whatever settles it; the books prove it."""

import pytest

from d4d.foundation import clock
from shop.invoicing import services
from shop.invoicing.models import Invoice, Settlement
from tests.shop.builders import the_tariffs
from tests.shop.invoicing.statements import an_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    """Of 12.10 on account."""
    the_tariffs()
    return an_invoice()


def said() -> list[int]:
    """What each document says is open, the oldest first; it is what its settlements leave."""
    rows = list(Invoice.objects.order_by("pk"))
    assert [row.open_cents for row in rows] == [row.open_now() for row in rows]
    owed = [row for row in rows if (row.open_cents > 0) == row.is_credit_note and row.open_cents]
    assert list(Invoice.objects.to_give_back().order_by("pk")) == owed
    return [row.open_cents for row in rows]


def test_what_comes_in_goes_back_and_is_given_up(invoice: Invoice) -> None:
    assert said() == [1_210]
    part = services.receive(invoice.pk, 210, reference="1", on=clock.today())
    assert said() == [1_000]
    services.take_back(part.pk, reason="twice", by=None)
    assert said() == [1_210]
    services.write_off(invoice.pk, 1_210, reason="failliet", by=None)
    assert said() == [0]
    services.receive(invoice.pk, 1_210, reference="2", on=clock.today())
    assert said() == [0]
    services.settle(invoice.pk, 500, "twice:1")
    assert said() == [-500]
    services.receive(invoice.pk, -500, reference="3", on=clock.today())
    assert said() == [0]


def test_a_credit_note_is_to_be_given_back_until_it_was(invoice: Invoice) -> None:
    services.receive(invoice.pk, 1_210, reference="1", on=clock.today())
    note = services.credit(invoice.pk, reason="retour", occasion="test:1")
    assert said() == [0, 1_210]
    services.settle(note.pk, 210, "refund:1", Settlement.Kind.REFUND)
    assert said() == [0, 1_000]
    other = an_invoice()
    services.set_off(note.pk, other.pk)
    assert said() == [0, 0, 210]


def test_an_amount_that_the_settlements_contradict_is_a_fault_of_the_books(invoice: Invoice) -> None:
    assert list(services.verify()) == []
    Invoice.objects.update(open_cents=1)
    assert list(services.verify()) == [
        f"{invoice.number}: what it says is open is not what its settlements leave"
    ]
