"""A repair costs what was agreed, is billed once, and a device travels clean."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.models import Practice
from contracts.devices.models import DeviceKind
from contracts.service.models import Decontamination, Fault, Loan, RepairQuote, ReturnLabel
from contracts.service.services import answering, lending, quoting, repairing, sending_in
from contracts.service.services.fault_moves import NotNow
from d4d.foundation import clock
from privacy.models import Disclosure
from shop.catalogue import memory
from shop.invoicing.models import Invoice
from tests.accounts.people import post_is_delivered
from tests.contracts.service.faulting import (
    CLEAN,
    HOUR,
    PART,
    STAFF,
    Scene,
    a_fault,
    a_loan_device,
    a_scene,
    in_repair,
    to_send_in,
)
from tests.shop.builders import an_article, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def vat_rates(db: None) -> None:
    """The rates of today."""
    memory.forget()
    the_tariffs()


def approved(fault: Fault, scene: Scene) -> RepairQuote:
    """Quoted, and the practice said yes."""
    quote = quoting.send_quote(fault.pk, by=STAFF)
    return quoting.decide(quote.pk, approved=True, by=scene.person, name="Sanne de Wit")


@pytest.mark.usefixtures("vat_rates")
@pytest.mark.parametrize(
    ("vat_id", "answer", "vat_cents"),
    [("DE136695976", "valid", 0), ("DE136695976", "invalid", 3_885), ("NL123456782B90", "valid", 3_885)],
)
def test_a_quote_asks_the_vat_that_the_invoice_will_ask(vat_id: str, answer: str, vat_cents: int) -> None:
    scene = a_scene()
    fault = in_repair(scene)
    Practice.objects.filter(pk=fault.practice_id).update(vat_id=vat_id, vat_answer=answer)
    quoting.add_line(fault.pk, HOUR)
    quoting.add_line(fault.pk, PART)
    quote = approved(fault, scene)
    repairing.finish_repair(fault.pk, "Rubber vervangen", by=STAFF)
    repairing.close(fault.pk, by=STAFF)
    invoice = Invoice.objects.get()
    assert (quote.net_cents, quote.vat_cents) == (18_500, vat_cents)
    assert (invoice.net_cents, invoice.vat_cents) == (quote.net_cents, quote.vat_cents)


@pytest.mark.usefixtures("vat_rates")
def test_paid_work_is_quoted_approved_repaired_and_billed_once() -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    quoting.add_line(fault.pk, PART)
    with pytest.raises(repairing.NotApproved):
        repairing.finish_repair(fault.pk, "Rubber vervangen", by=STAFF)
    quote = approved(fault, scene)
    repairing.finish_repair(fault.pk, "Rubber vervangen", by=STAFF)
    repairing.close(fault.pk, by=STAFF)
    repairing.close(fault.pk, by=STAFF)
    repairing.bill(fault.pk)

    invoice = Invoice.objects.get()
    fault.refresh_from_db()
    assert (quote.net_cents, quote.vat_cents) == (18_500, 3_885)
    assert (invoice.total_cents, fault.invoice, fault.state) == (22_385, invoice, "closed")
    assert (quote.decided_by, quote.decided_name) == (scene.person, "Sanne de Wit")


@pytest.mark.usefixtures("vat_rates")
def test_what_the_contract_covers_is_neither_quoted_nor_billed() -> None:
    scene = a_scene(under_contract=True, covers_labour=True, covers_parts=False)
    fault = in_repair(scene)
    covered = quoting.add_line(fault.pk, HOUR)
    paid = quoting.add_line(fault.pk, PART)
    quote = approved(fault, scene)
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)
    repairing.close(fault.pk, by=STAFF)

    assert (covered.is_covered, paid.is_covered, quote.net_cents) == (True, False, 4_250)
    assert [line.net_cents for line in Invoice.objects.get().lines.all()] == [4_250]


def test_warranty_work_makes_no_quote_and_no_invoice() -> None:
    scene = a_scene()
    type(scene.device).objects.update(warranty_until=clock.today(), variant=an_article())
    scene.device.refresh_from_db()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)

    with pytest.raises(quoting.NothingToQuote):
        quoting.send_quote(fault.pk, by=STAFF)
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)
    repairing.close(fault.pk, by=STAFF)
    fault.refresh_from_db()
    assert (fault.state, fault.invoice, Invoice.objects.count()) == ("closed", None, 0)


@pytest.mark.usefixtures("vat_rates")
def test_a_no_costs_nothing_and_cannot_become_a_yes() -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    quote = quoting.send_quote(fault.pk, by=STAFF)
    quoting.decide(quote.pk, approved=False, by=scene.person, name="Sanne")
    with pytest.raises(quoting.NotValidAnyMore):
        quoting.decide(quote.pk, approved=True, by=scene.person, name="Sanne")
    repairing.close(fault.pk, by=STAFF)

    assert Invoice.objects.count() == 0


@pytest.mark.usefixtures("vat_rates")
def test_after_a_no_a_cheaper_yes_is_repaired_and_billed() -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    dear = quoting.send_quote(fault.pk, by=STAFF)
    quoting.decide(dear.pk, approved=False, by=scene.person, name="Sanne")
    quoting.add_line(fault.pk, HOUR)
    cheap = quoting.send_quote(fault.pk, by=STAFF)
    quoting.decide(cheap.pk, approved=True, by=scene.person, name="Sanne")
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)
    invoice = repairing.bill(fault.pk)

    assert invoice is not None
    assert invoice.net_cents == cheap.net_cents


@pytest.mark.usefixtures("vat_rates")
def test_a_quote_past_its_date_is_not_decided_and_can_be_made_anew() -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    quote = quoting.send_quote(fault.pk, by=STAFF)

    with time_machine.travel(clock.now() + timedelta(days=15)):
        with pytest.raises(quoting.NotValidAnyMore):
            quoting.decide(quote.pk, approved=True, by=scene.person, name="Sanne")
        quoting.withdraw_quote(fault.pk, by=STAFF)
        again = quoting.send_quote(fault.pk, by=STAFF)
        assert (again.net_cents, again.state) == (14_250, "sent")


@pytest.mark.usefixtures("vat_rates")
def test_what_comes_up_after_the_yes_asks_for_another() -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    approved(fault, scene)
    quoting.add_line(fault.pk, PART)
    with pytest.raises(repairing.NotApproved):
        repairing.finish_repair(fault.pk, "Klaar", by=STAFF)

    second = approved(fault, scene)
    assert (second.net_cents, repairing.finish_repair(fault.pk, "Klaar", by=STAFF).state) == (
        4_250,
        "repaired",
    )


def test_no_label_without_a_declaration_and_no_device_without_a_label() -> None:
    scene = a_scene()
    fault = to_send_in(scene)

    with pytest.raises(sending_in.NotDeclared):
        sending_in.give_label(fault.pk, "postnl", "3SABC", b"%PDF-1.7", by=STAFF)
    with pytest.raises(NotNow):
        repairing.begin_repair(fault.pk, by=STAFF)
    assert ReturnLabel.objects.count() == 0

    sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    with pytest.raises(NotNow):
        repairing.begin_repair(fault.pk, by=STAFF)
    sending_in.give_label(fault.pk, "postnl", "3SABC", b"%PDF-1.7", by=STAFF)
    assert repairing.begin_repair(fault.pk, by=STAFF).state == "in_repair"


def test_what_the_courier_was_told_is_written_down_and_our_own_van_is_nobody() -> None:
    first, second = a_scene(), a_scene()
    for scene, courier in ((first, "postnl"), (second, "manual")):
        fault = to_send_in(scene)
        sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
        sending_in.give_label(fault.pk, courier, "", b"", by=STAFF)

    told = Disclosure.objects.get()
    assert (told.recipient, told.subject) == ("postnl", first.practice.subject.uuid)
    assert set(told.fields) == {"practice", "street", "house_number", "postcode", "city", "country"}


def test_a_device_with_storage_says_what_became_of_its_data() -> None:
    DeviceKind.objects.filter(code="autoclave").update(has_storage=True)
    scene = a_scene()
    fault = to_send_in(scene)

    with pytest.raises(sending_in.DataOnDevice):
        sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decontamination.objects.create(
            fault=fault, treatment="unused", method="x", by_name="x", has_storage=True, done_on=clock.today()
        )
    wiped = sending_in.Declared("unused", "Nieuw", clock.today(), "Noor", stored_data="wiped")
    assert sending_in.declare_clean(fault.pk, wiped, by=scene.person).stored_data == "wiped"


def test_a_loan_goes_once_is_covered_by_contract_and_holds_the_end_back() -> None:
    scene = a_scene(under_contract=True, covers_loan=True, covers_parts=True)
    other = a_fault(a_scene())
    fault = in_repair(scene)
    device = a_loan_device(kind=scene.device.kind)
    loan = lending.lend(fault.pk, device.pk)
    with pytest.raises(lending.NotOnTheShelf):
        lending.lend(other.pk, device.pk)
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)
    with pytest.raises(repairing.LoanIsOut):
        repairing.close(fault.pk, by=STAFF)

    assert (loan.is_covered, loan.due_on) == (True, clock.today() + timedelta(days=14))
    assert Loan.objects.overdue(clock.today()).count() == 0
    assert Loan.objects.overdue(clock.today() + timedelta(days=15)).count() == 1
    assert lending.take_back(fault.pk, by=STAFF) == 1
    assert repairing.close(fault.pk, by=STAFF).state == "closed"
    assert lending.lend(other.pk, device.pk).is_covered is False


def test_a_device_that_was_sent_in_goes_back_before_the_end() -> None:
    scene = a_scene(under_contract=True, covers_parts=True)
    fault = to_send_in(scene)
    sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    sending_in.give_label(fault.pk, "manual", "", b"", by=STAFF)
    repairing.begin_repair(fault.pk, by=STAFF)
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)

    with pytest.raises(NotNow):
        repairing.close(fault.pk, by=STAFF)
    repairing.give_back(fault.pk, by=STAFF)
    assert repairing.close(fault.pk, by=STAFF).state == "closed"


def test_only_what_we_have_not_begun_is_cancelled() -> None:
    fault = in_repair(a_scene())

    with pytest.raises(NotNow):
        answering.cancel(fault.pk, by=STAFF)
    fault.refresh_from_db()
    assert (fault.state, fault.closed_at) == ("in_repair", None)


@pytest.mark.usefixtures("vat_rates")
def test_the_practice_hears_of_each_step_once_and_gets_the_quote_as_paper(mailoutbox: Any) -> None:
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    post_is_delivered()
    approved(fault, scene)
    post_is_delivered()
    repairing.finish_repair(fault.pk, "Klaar", by=STAFF)
    repairing.close(fault.pk, by=STAFF)
    post_is_delivered()
    post_is_delivered()

    about = [letter for letter in mailoutbox if letter.subject.startswith(str(fault.number))]
    assert len(about) == 7  # reported, assessed, begun, quote, approved, repaired, finished
    assert {letter.to[0] for letter in about} == {scene.user.email}
    papers = [one for letter in about for one in letter.attachments]
    assert [(name, content[:5]) for name, content, _kind in papers] == [(f"{fault.number}-1.pdf", b"%PDF-")]
