"""A credit note takes back what was invoiced: never more, and in parts exactly as much."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.invoicing import services, snapshot
from shop.invoicing.credit_note import Left, all_of, credit_note
from shop.invoicing.document import Document, Kind, Line, Party
from shop.invoicing.models import Invoice, Settlement
from shop.invoicing.rules import Profile, check
from shop.orders.models import Order
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order, called_off

ODD = (Piece(7, 3_333, 210), Piece(3, 1_667, 210), Piece(5, 99_995, 90), Piece(1, 5, 90))


def prepaid(pieces: tuple[Piece, ...] = ODD, carriage_cents: int = 695) -> Invoice:
    order = an_agreed_order(a_practice(kvk_number="12345678"), pieces, carriage_cents=carriage_cents)
    return services.issue_for_order(order.pk)


@pytest.mark.django_db
def test_a_whole_credit_note_undoes_the_invoice() -> None:
    invoice = prepaid()
    note = services.credit(invoice.pk, reason="retour", occasion="test:1")
    document = snapshot.from_json(note.snapshot.encode())
    assert (note.net_cents, note.vat_cents, note.total_cents) == (
        invoice.net_cents,
        invoice.vat_cents,
        invoice.total_cents,
    )
    assert document.credited_number == invoice.number
    assert note.number == f"C{note.issued_on.year}-000001"
    assert check(document, Profile.PEPPOL) == []


@pytest.mark.django_db
def test_credit_notes_piece_by_piece_add_up_to_the_invoice() -> None:
    invoice = prepaid()
    pieces = [line.entry.position for line in services.left_of(invoice) for _ in range(line.left)]
    charge = pieces.pop()
    random.Random(7).shuffle(pieces)
    for turn, position in enumerate(pieces):
        services.credit(invoice.pk, {position: 1}, reason="retour", occasion=f"test:{turn}")
    services.credit(invoice.pk, {}, carriage=True, reason="retour", occasion="test:last")
    notes = list(invoice.credit_notes.all())
    assert charge == len(ODD) + 1
    assert len(notes) == 17
    assert sum(note.net_cents for note in notes) == invoice.net_cents
    assert sum(note.vat_cents for note in notes) == invoice.vat_cents
    assert sum(note.total_cents for note in notes) == invoice.total_cents
    assert not any(line.left for line in services.left_of(invoice))
    for note in notes:
        assert check(snapshot.from_json(note.snapshot.encode()), Profile.PEPPOL) == []


@given(
    lines=st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 500_000), st.sampled_from([210, 90]), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    carriage=st.integers(0, 2_000),
    seed=st.integers(),
)
@settings(max_examples=60, deadline=None)
def test_however_an_invoice_is_cut_its_credit_notes_undo_it(
    lines: list[tuple[int, int, int, bool]], carriage: int, seed: int
) -> None:
    invoice = Document(
        kind=Kind.INVOICE,
        number="F2026-000001",
        issued_on=date(2026, 1, 1),
        seller=Party("Verkoper"),
        buyer=Party("Koper"),
        lines=tuple(
            Line("x", quantity * 1_000, price, rate, is_service=is_service)
            for quantity, price, rate, is_service in lines
        ),
        shipping_cents=carriage,
    )
    chance = random.Random(seed)
    left, notes = all_of(invoice), []
    while not left.is_nothing:
        kept = tuple(chance.randint(0, quantity // 1_000) * 1_000 for quantity in left.quantities_e3)
        after = Left(kept, chance.randint(0, left.carriage_cents))
        if after != left:
            notes.append(credit_note(invoice, left, after, issued_on=date(2026, 2, 1)))
        left = after
    for amount in ("net_cents", "vat_cents", "gross_cents"):
        assert sum(getattr(note.totals, amount) for note in notes) == getattr(invoice.totals, amount)


@pytest.mark.django_db
def test_more_than_is_left_cannot_be_credited() -> None:
    invoice = prepaid((Piece(3),), carriage_cents=0)
    services.credit(invoice.pk, {1: 2}, reason="retour", occasion="test:1")
    for wrong in ({1: 2}, {1: -1}, {1: 0}, {2: 1}, {}):
        with pytest.raises(services.CannotBeCredited):
            services.credit(invoice.pk, wrong, reason="retour", occasion="test:2")
    assert invoice.credit_notes.count() == 1


@pytest.mark.django_db
def test_the_same_occasion_credits_once() -> None:
    invoice = prepaid()
    first = services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
    assert services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1") == first


@pytest.mark.django_db
def test_carriage_goes_back_once_and_with_its_own_vat() -> None:
    invoice = prepaid((Piece(1, 100_000, 210), Piece(1, 100_000, 90)), carriage_cents=600)
    note = services.credit(invoice.pk, {}, carriage=True, reason="te laat", occasion="test:1")
    document = snapshot.from_json(note.snapshot.encode())
    assert [(line.vat_permille, line.net_cents) for line in document.lines] == [(210, 300), (90, 300)]
    with pytest.raises(services.CannotBeCredited):
        services.credit(invoice.pk, {}, carriage=True, reason="te laat", occasion="test:2")


@pytest.mark.django_db
def test_a_credit_note_settles_what_was_still_open() -> None:
    order = an_agreed_order(a_practice(), [Piece(3)], terms=Order.Terms.ON_ACCOUNT)
    invoice = services.bill_shipment(order.pk, "P-1", {order.lines.get().pk: 3}, date(2026, 5, 1))
    assert invoice is not None
    services.settle(invoice.pk, 2_000, "bank:1")
    note = services.credit(invoice.pk, {1: 2}, reason="retour", occasion="test:1")
    assert (invoice.open_now(), note.total_cents, note.open_now()) == (0, 2_420, 790)
    assert services.open_cents(order.practice) == -790


@pytest.mark.django_db
def test_a_cancelled_order_is_credited_with_its_carriage_and_a_cancelled_line_without() -> None:
    practice = a_practice()
    order = an_agreed_order(practice, [Piece(2), Piece(1)], carriage_cents=695)
    invoice = services.issue_for_order(order.pk)
    part = services.credit_cancellation(called_off(order, {1: 1}).pk)
    rest = services.credit_cancellation(called_off(order, {1: 1, 2: 1}, whole=True).pk)
    assert part is not None
    assert rest is not None
    assert part.net_cents == 1_000
    assert part.total_cents + rest.total_cents == invoice.total_cents


@pytest.mark.django_db
def test_cancelling_before_any_invoice_credits_nothing() -> None:
    order = an_agreed_order(a_practice(), [Piece(2)])
    assert services.credit_cancellation(called_off(order, {1: 1}).pk) is None
    assert not Invoice.objects.exists()
    assert not Settlement.objects.exists()


@pytest.mark.django_db
def test_what_is_called_off_of_an_invoice_that_was_given_up_is_not_credited() -> None:
    order = an_agreed_order(a_practice(), [Piece(2)])
    invoice = services.issue_for_order(order.pk)
    services.settle(invoice.pk, -invoice.total_cents, "charge-back:1")
    services.write_off(invoice.pk, invoice.total_cents, reason="failliet", by=None)
    assert services.credit_cancellation(called_off(order, {1: 1}).pk) is None
    assert Invoice.objects.get() == invoice
