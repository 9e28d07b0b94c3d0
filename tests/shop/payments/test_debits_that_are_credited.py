"""What is credited is not collected; what was collected all the same goes back, and staff see it."""

from typing import Any

import pytest

from d4d.desk import QUEUES
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.payments import mails, services
from shop.payments.models import Debit, Mandate
from shop.payments.services import collecting
from tests.shop.invoicing.test_desk import desk
from tests.shop.payments.stories import news_is_told
from tests.shop.payments.test_mandates import (  # noqa: F401
    _tariffs,
    a_debit,
    a_mandate,
    an_invoice,
    announced,
    calls,
    charged,
    on_its_day,
)
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


def credited(debit: Debit) -> Invoice:
    note = invoicing.credit(debit.invoice_id, reason="opgezegd", occasion=f"staff:{debit.invoice_id}:1")
    news_is_told()
    debit.refresh_from_db()
    return note


def test_what_was_only_announced_is_called_off_when_it_is_credited(till: Outside) -> None:
    debit = a_debit(till)
    credited(debit)
    assert debit.state == Debit.State.CANCELLED
    assert not Invoice.objects.to_give_back().exists()
    with on_its_day(debit):
        assert services.follow_debit(debit.pk).provider_id is None


def test_a_letter_that_has_not_left_does_not_leave_for_what_is_credited(
    till: Outside,
    mailoutbox: list,  # type: ignore[type-arg]
) -> None:
    mandate = a_mandate(till)
    invoice = an_invoice(mandate)
    debit = announced(invoice, mandate)
    assert debit
    invoicing.credit(invoice.pk, reason="opgezegd", occasion=f"staff:{invoice.pk}:1")
    mails.announce_debit(debit.pk)
    assert not mailoutbox


def test_what_is_credited_already_is_not_announced(till: Outside) -> None:
    mandate = a_mandate(till)
    invoice = an_invoice(mandate)
    invoicing.credit(invoice.pk, reason="opgezegd", occasion=f"staff:{invoice.pk}:1")
    assert announced(invoice, mandate) is None
    assert not Debit.objects.exists()


def test_what_the_bank_does_not_have_yet_is_called_off_at_the_provider(till: Outside) -> None:
    debit = charged(till)
    credited(debit)
    assert debit.state == Debit.State.CANCELLED
    assert len(calls(till, "DELETE", f"/payments/{debit.provider_id}")) == 1
    assert debit.invoice.open_now() == 0


def test_what_was_collected_all_the_same_is_to_be_given_back(till: Outside) -> None:
    debit = charged(till)
    till.pay(str(debit.provider_id), "paid")  # the bank was faster than the news
    note = credited(debit)
    assert debit.state == Debit.State.PAID
    assert (debit.invoice.open_now(), note.open_now()) == (0, 12_100)
    assert list(Invoice.objects.to_give_back()) == [note]


def test_a_charge_back_of_what_was_credited_asks_nobody_for_money(till: Outside) -> None:
    debit = charged(till)
    till.pay(str(debit.provider_id), "paid")
    note = credited(debit)
    till.bank(chargeback=str(debit.provider_id))
    services.follow_debit(debit.pk)
    assert (debit.invoice.open_now(), note.open_now()) == (0, 0)
    assert not Invoice.objects.to_give_back().exists()


def test_a_charge_that_nobody_answered_is_not_asked_for_again_when_it_is_credited(till: Outside) -> None:
    debit = a_debit(till)
    Debit.objects.filter(pk=debit.pk).update(state=Debit.State.CREATING, asked_at=clock.now())
    before = len(calls(till, "POST", "/payments"))
    credited(debit)
    assert debit.state == Debit.State.CANCELLED
    assert len(calls(till, "POST", "/payments")) == before


def test_what_is_paid_by_transfer_meanwhile_is_called_off_too(till: Outside) -> None:
    debit = charged(till)
    invoicing.receive(debit.invoice_id, 12_100, reference="X1", on=clock.today())
    news_is_told()
    debit.refresh_from_db()
    assert debit.state == Debit.State.CANCELLED


def ends_after(act: Any, mandate: Mandate) -> Any:
    """The practice withdraws its mandate right after an act, while the job goes on."""

    def acted(*told: Any, **facts: Any) -> Any:
        done = act(*told, **facts)
        services.end_mandate(mandate.pk, None)
        return done

    return acted


@pytest.mark.parametrize("step", ["_prepare", "disclose"])
def test_a_mandate_that_ends_while_a_debit_is_being_charged_collects_nothing(
    till: Outside, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    debit = a_debit(till)
    monkeypatch.setattr(collecting, step, ends_after(getattr(collecting, step), debit.mandate))
    with on_its_day(debit):
        debit = services.follow_debit(debit.pk)
    assert debit.state in {Debit.State.CANCELLED, Debit.State.FAILED}
    charges = calls(till, "POST", "/payments")[1:]
    called_off = calls(till, "DELETE", "/payments/")
    assert len(charges) == len(called_off)


def test_a_debit_is_announced_for_what_is_open(till: Outside) -> None:
    mandate = a_mandate(till)
    invoice = an_invoice(mandate)
    invoicing.receive(invoice.pk, 2_100, reference="X1", on=clock.today())
    debit = announced(invoice, mandate)
    assert debit
    assert debit.amount_cents == 10_000


def test_the_desk_shows_what_is_to_be_given_back(till: Outside, settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    debit = charged(till, "paid")
    note = credited(debit)
    page = desk("finance").get("/beheer/invoicing/invoice/?owed=1").content.decode()
    assert note.number in page
    assert debit.invoice.number not in page
    tile = next(one for one in QUEUES if one.query == "owed=1")
    assert list(tile.waiting()) == [note]
