"""What the provider transfers is read once, taken apart to the cent, and found on our account."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock, states
from d4d.foundation.errors import Misconfigured
from shop.invoicing import services as invoicing
from shop.invoicing.models import BankLine, Invoice
from shop.payments import services
from shop.payments.models import Payout, PayoutPart
from shop.payments.mollie_settlements import SeenPart, SeenSettlement
from tests.accounts.people import signed_in
from tests.promises.desk import a_role
from tests.shop.invoicing.statements import OURS, camt, entry
from tests.shop.ledger import Piece
from tests.shop.payments.stories import given_back, news_is_told, paid
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _our_account(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}
    settings.MOLLIE_ACCESS_TOKEN = "access_simulator0000000000000000000000"


def arrives(payout: Payout, reference: str = "1", cents: int = 0) -> None:
    """The bank tells of a transfer that bears the reference of a payout."""
    text = f"Mollie uitbetaling {payout.reference}"
    invoicing.import_file(camt(entry(cents or payout.amount_cents, text, reference=reference)))
    news_is_told()


def a_payout(**facts: Any) -> Payout:
    """A payout of 12.10 less 0.39 of fees, of a payment that we do not know unless told."""
    usual = {
        "id": f"stl_{Payout.objects.count():06d}",
        "reference": "1234567.2611.01",
        "paid_on": clock.today(),
        "amount_cents": 1_171,
        "fees_net_e4": 3_200,
        "fees_vat_e4": 672,
        "fee_rows": 1,
    }
    parts = facts.pop("parts", [SeenPart("payment", "tr_onbekend01", "tr_onbekend01", 1_210)])
    return services.keep_payout(SeenSettlement(**(usual | facts)), parts)


def desk() -> Client:
    return signed_in(a_role("finance", "finance@d4d.example"), second_factor=True)


def test_a_payout_is_taken_apart_and_found_on_our_account(till: Outside) -> None:
    refund = given_back(till, "refunded")
    other = paid(till, Piece(1), carriage_cents=0)
    till.bank(pay_out="1")
    services.ask_for_payouts()
    news_is_told()

    payout = Payout.objects.get()
    came_in = refund.payment.amount_cents + other.amount_cents
    assert (payout.payments_cents, payout.refunds_cents) == (came_in, refund.amount_cents)
    # two payments of 0.32 and a refund of 0.25, and 21 % of VAT on them
    assert (payout.fees_net_cents, payout.fees_vat_cents) == (89, 19)
    assert payout.amount_cents == came_in - refund.amount_cents - 108
    known = {(part.kind, part.payment, part.refund) for part in payout.parts.all()}
    assert known == {
        ("payment", refund.payment, None),
        ("payment", other, None),
        ("refund", refund.payment, refund),
    }
    assert payout.state == "waiting"

    arrives(payout)
    payout.refresh_from_db()
    line = BankLine.objects.get()
    assert (payout.state, payout.bank_line, line.state, line.text) == ("matched", line, "set_aside", "")


def test_a_charge_back_of_which_the_hint_was_lost_is_found_in_its_payout(till: Outside) -> None:
    taken, other = paid(till, Piece(1), carriage_cents=0), paid(till, Piece(3))
    till.bank(chargeback=str(taken.provider_id))
    till.bank(pay_out="1")
    services.ask_for_payouts()
    news_is_told()
    charge_backs = Payout.objects.values_list("charge_backs_cents", flat=True)
    assert (list(charge_backs), other.amount_cents) == ([taken.amount_cents], 4_471)
    invoice = Invoice.objects.get(occasion=f"order:{taken.order_id}")
    taken.refresh_from_db()
    assert (taken.charged_back_cents, invoice.open_now()) == (1_210, 1_210)


def test_reading_again_keeps_nothing_twice(till: Outside) -> None:
    paid(till, Piece(1))
    till.bank(pay_out="1")
    assert [services.fetch_payouts(), services.fetch_payouts()] == [1, 0]
    paid(till, Piece(1))
    till.bank(pay_out="1")
    assert services.fetch_payouts() == 1
    assert (Payout.objects.count(), PayoutPart.objects.count()) == (2, 2)


def test_without_the_token_of_the_company_nothing_is_read(till: Outside, settings: Any) -> None:
    settings.MOLLIE_ACCESS_TOKEN = "test_simulator0000000000000000000000"
    with pytest.raises(Misconfigured):
        services.fetch_payouts()
    assert not Payout.objects.exists()


def test_another_amount_is_another_transfer(till: Outside) -> None:
    paid(till, Piece(1))
    till.bank(pay_out="1")
    services.fetch_payouts()
    payout = Payout.objects.get()
    arrives(payout, cents=payout.amount_cents + 1)
    payout.refresh_from_db()
    assert (payout.state, BankLine.objects.get().state) == ("waiting", "open")
    arrives(payout, reference="2")
    payout.refresh_from_db()
    assert payout.state == "matched"


def test_what_is_not_ours_or_does_not_tie_is_looked_at() -> None:
    unknown = a_payout()
    short = a_payout(amount_cents=1_100, parts=[])
    for payout, word in ((unknown, "tr_onbekend01"), (short, "fees")):
        assert payout.state == "mismatch"
        step = states.history(payout).last()
        assert step
        assert word in step.reason
    assert Payout.objects.to_look_at(clock.today()).count() == 2


def test_two_transfers_with_one_reference_are_looked_at_and_matched_by_hand() -> None:
    payout = a_payout(amount_cents=1_000, parts=[], fees_net_e4=-100_000, fees_vat_e4=0)
    assert payout.state == "waiting"
    both = [entry(1_000, payout.reference, reference=one) for one in ("1", "2")]
    invoicing.import_file(camt(*both))
    news_is_told()
    payout.refresh_from_db()
    assert (payout.state, payout.bank_line) == ("mismatch", None)

    line = BankLine.objects.latest("pk")
    page = f"/beheer/payments/payout/{payout.pk}/match/do/"
    assert desk().post(page, {"line": line.pk}).status_code == 302
    payout.refresh_from_db()
    assert (payout.state, payout.bank_line) == ("matched", line)
    with pytest.raises(services.NotThisTransfer):
        services.match_by_hand(payout.pk, BankLine.objects.earliest("pk").pk, by=uuid4())


def test_a_payout_that_never_arrives_is_looked_at() -> None:
    today = clock.today()
    late = a_payout(amount_cents=1_000, parts=[], fees_net_e4=-100_000, fees_vat_e4=0, paid_on=today)
    assert not Payout.objects.to_look_at(today + timedelta(days=5)).exists()
    assert Payout.objects.to_look_at(today + timedelta(days=6)).get() == late


def test_a_large_payout_asks_as_often_as_a_small_one() -> None:
    asked = []
    for size in (1, 20):
        parts = [SeenPart("payment", f"tr_{size}{one}", f"tr_{size}{one}", 100) for one in range(size)]
        with CaptureQueriesContext(connection) as captured:
            a_payout(parts=parts)
        asked.append(len(captured))
    assert asked[0] == asked[1]
