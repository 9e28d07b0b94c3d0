"""Finance at the desk: debtors with their acts, queues, and what is missing from the tables."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from d4d import desk
from privacy.models import Look
from shop.debtors.models import CreditProposal, Dispute, InterestRate, Pause
from tests.accounts.people import signed_in
from tests.promises.desk import a_role
from tests.shop.builders import a_practice
from tests.shop.debtors.builders import DUE, an_invoice, days_pass, on

pytestmark = pytest.mark.django_db
PLACE = "/beheer/debtors"


def at_the_desk(role: str = "finance") -> Client:
    return signed_in(a_role(role, f"{role}@d4d.example"), second_factor=True)


def waiting() -> dict[tuple[str, str], int]:
    """What the tiles of this room count."""
    own = [one for one in desk.QUEUES if one.page.startswith("debtors_")]
    return {(one.page.removeprefix("debtors_"), one.query): one.waiting().count() for one in own}


def test_a_debtor_is_paused_and_an_invoice_disputed_and_settled_on_pages_of_their_own() -> None:
    practice = a_practice()
    invoice = an_invoice(practice)
    page = f"{PLACE}/debtor/{practice.pk}"
    with on(DUE + timedelta(days=5)):
        client = at_the_desk()
        text = client.get(f"{page}/change/").content.decode()
        assert ("€\u00a01.210,00" in text, "geen rente: voor 03-03-2026" in text) == (True, True)
        assert Look.objects.filter(subject=practice.subject.uuid, place="accounts.Practice change").exists()
        client.post(f"{page}/pause/do/", {"reason": "regeling", "until": "2026-04-01"})
        assert client.get(f"{page}/pause/do/").status_code == 404
        client.post(f"{page}/resume/do/", {"reason": "betaald"})
        client.post(f"{page}/dispute/do/", {"invoice": invoice.pk, "reason": "niet geleverd"})
        row = Dispute.objects.get()
        assert waiting()["dispute", "state__exact=open"] == 1
        client.post(f"{PLACE}/dispute/{row.pk}/end/do/", {"reason": "alsnog geleverd"})
    row.refresh_from_db()
    assert (row.state, Pause.objects.get().state, Pause.objects.get().reason) == (
        "ended",
        "ended",
        "regeling",
    )


def test_credit_is_decided_at_the_desk_and_by_nobody_else() -> None:
    practice = a_practice()
    row = CreditProposal.objects.create(
        practice=practice, kind="raise", limit_cents=50_000, count=5, proposed_at="2026-03-01T12:00:00Z"
    )
    path = f"{PLACE}/creditproposal/{row.pk}/decide/do/"
    for role in ("sales", "warehouse"):
        assert at_the_desk(role).post(path, {"grant": "yes", "reason": "x"}).status_code == 403
    client = at_the_desk()
    assert client.post(path, {"grant": "yes", "reason": ""}).status_code == 200
    practice.refresh_from_db()
    assert not practice.may_buy_on_account
    client.post(path, {"grant": "yes", "reason": "betaalt goed"})
    practice.refresh_from_db()
    assert (practice.may_buy_on_account, practice.credit_limit_cents) == (True, 50_000)


def test_the_tiles_count_what_waits_and_a_missing_rate_alarms_until_it_is_entered() -> None:
    practice = a_practice()
    an_invoice(practice)
    with on(DUE):
        assert set(waiting().values()) == {0}
    days_pass(3, 14, 30)
    with on(DUE + timedelta(days=45)):
        client = at_the_desk()
        assert waiting() == {
            ("debtor", "overdue=1"): 1,
            ("debtor", "collect=1"): 1,
            ("dispute", "state__exact=open"): 0,
            ("creditproposal", "state__exact=proposed"): 0,
            ("creditproposal", "review=asked"): 0,
            ("interestrate", ""): 1,
        }
        rate = {"from_on": "2026-01-01", "until_on": "2026-06-30", "basis_points": 1_015, "source": "toets"}
        assert client.post(f"{PLACE}/interestrate/add/", rate).status_code == 302
        assert waiting()["interestrate", ""] == 0
        text = client.get(f"{PLACE}/debtor/{practice.pk}/change/").content.decode()
    assert InterestRate.objects.get(from_on=date(2026, 1, 1)).basis_points == 1_015
    assert ("rente €\u00a015,14" in text, "kosten €\u00a0181,50" in text) == (True, True)


def test_the_list_of_debtors_asks_as_often_for_many_as_for_few() -> None:
    client, asked = at_the_desk(), []
    client.get(f"{PLACE}/debtor/")  # what is asked once only
    for _ in range(2):
        for _ in range(3):
            an_invoice(a_practice())
        with on(DUE + timedelta(days=5)), CaptureQueriesContext(connection) as captured:
            assert client.get(f"{PLACE}/debtor/?overdue=1").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[0] <= 12
