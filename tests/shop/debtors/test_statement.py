"""What a practice sees of its open items, on the page and by mail each month."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.models import Membership, Practice
from shop.debtors import services
from shop.debtors.models import Debtor, StatementWish
from shop.debtors.payment_code import payment_code
from shop.invoicing import services as invoicing
from shop.invoicing.models import BalanceEntry
from shop.payments.models import Debit, Mandate
from tests.accounts.people import signed_in
from tests.shop.builders import a_colleague_of_the_house, a_member, a_practice
from tests.shop.debtors.builders import DUE, an_invoice, on, paid, post_goes_out

pytestmark = pytest.mark.django_db
PAGE = "/mijn/facturen/openstaand/"


def test_the_page_adds_up_by_age_and_shows_nobody_elses() -> None:
    practice, other = a_practice(), a_practice()
    old, young = an_invoice(practice), an_invoice(practice, net_cents=50_000, due_on=DUE + timedelta(days=40))
    foreign = an_invoice(other)
    with on(DUE + timedelta(days=35)):
        client = signed_in(a_member(practice, Membership.Role.BOOKKEEPER))
        answer = client.get(PAGE)
        page = answer.content.decode()
        code = client.get(f"{PAGE}betaalcode.svg")
        ageing = answer.context["ageing"]
        assert [cents for _name, cents in ageing.columns] == [60_500, 0, 121_000, 0, 0]
        assert (ageing.total_cents, foreign.number in page) == (181_500, False)
        assert f"{old.number} {young.number}" in page
        assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
        paid(old)
        paid(young)
        assert client.get(f"{PAGE}betaalcode.svg").status_code == 404
        assert "Er staat niets open" in client.get(PAGE).content.decode()


def test_what_is_collected_paid_beyond_or_to_our_credit_is_not_asked_for_once_more() -> None:
    practice = a_practice()
    owed, collected, beyond = (an_invoice(practice) for _ in range(3))
    mandate = Mandate.objects.create(practice=practice, state=Mandate.State.VALID)
    Debit.objects.create(mandate=mandate, invoice=collected, amount_cents=121_000, charge_on=DUE)
    with on(DUE + timedelta(days=5)):
        invoicing.settle(beyond.pk, 122_000, "bank:1")
        kept = {"kind": "paid_beyond", "amount_cents": 21_000, "occasion": "x", "booked_on": DUE}
        BalanceEntry.objects.create(practice=practice, **kept)
        client = signed_in(a_member(practice, Membership.Role.BOOKKEEPER))
        answer = client.get(PAGE)
        debtor = Debtor.objects.overdue(DUE + timedelta(days=5)).with_sums(DUE + timedelta(days=5)).get()
    ageing, page = answer.context["ageing"], answer.content.decode()
    assert (ageing.to_pay, ageing.to_pay_cents) == ([owed], 121_000)
    assert [cents for _name, cents in ageing.columns] == [-21_000, 241_000, 0, 0, 0]
    assert ageing.total_cents == debtor.balance_cents() == 220_000
    assert [page.count(f"/{one.number}/betalen/") for one in (owed, collected, beyond)] == [1, 0, 0]
    assert ("wordt geïncasseerd" in page, "tegoed" in page) == (True, True)
    assert (debtor.open_cents, debtor.overdue_cents) == (242_000, 242_000)  # type: ignore[attr-defined]


def test_who_only_paid_beyond_owes_nothing() -> None:
    practice = a_practice()
    beyond = an_invoice(practice)
    with on(DUE):
        invoicing.settle(beyond.pk, 122_000, "bank:1")
    late = DUE + timedelta(days=5)
    assert (Debtor.objects.owing().count(), Debtor.objects.overdue(late).count()) == (0, 0)


def test_a_code_that_would_not_fit_in_a_transfer_is_not_drawn() -> None:
    assert payment_code(["F2026-000001"] * 10, 100) is not None
    assert payment_code(["F2026-000001"] * 11, 100) is None
    assert payment_code(["F2026-000001"], 0) is None
    assert payment_code([], 100) is None


def test_a_long_name_is_cut_to_what_fits_in_a_code(settings: Any) -> None:
    settings.CONTROLLER = {**settings.CONTROLLER, "name": "Vennootschap " * 8}
    assert payment_code(["F2026-000001"], 100) is not None


def test_the_monthly_list_goes_once_a_month_to_whoever_asked() -> None:
    practice = a_practice()
    invoice = an_invoice(practice, due_on=date(2026, 3, 20))
    with on(date(2026, 3, 10)):
        client = signed_in(a_member(practice, Membership.Role.MANAGER))
        assert client.post(f"{PAGE}maandelijks/", {"wants": "1"}).status_code == 302
        assert services.send_statements() == 0
    for day in (1, 1, 2):
        with on(date(2026, 4, day)):
            services.send_statements()
            post_goes_out()
    (letter,) = mail.outbox
    ((name, paper, _kind),) = letter.attachments
    assert (name, paper[:5]) == (f"{practice.number}-2026-04.pdf", b"%PDF-")
    assert "€\u00a01.210,00" in letter.body
    assert letter.to == [practice.billing_email]
    with on(date(2026, 5, 1)):
        paid(invoice)
        services.send_statements()
        post_goes_out()
        client = signed_in(a_member(practice, Membership.Role.MANAGER))
        client.post(f"{PAGE}maandelijks/", {"wants": "0"})
    assert (len(mail.outbox), StatementWish.objects.count()) == (1, 0)


def test_a_reader_sees_no_money() -> None:
    practice: Practice = a_practice()
    reader = signed_in(a_member(practice, Membership.Role.READER))
    assert [reader.get(path).status_code for path in (PAGE, "/mijn/facturen/krediet/")] == [403, 403]


def test_whoever_asks_for_the_list_gets_it_now_and_once() -> None:
    practice, other = a_practice(), a_practice()
    invoice = an_invoice(practice)
    finance = signed_in(a_colleague_of_the_house("finance"), second_factor=True)
    desk = f"/beheer/debtors/debtor/{practice.pk}/statement/do/"
    with on(DUE + timedelta(days=5)):
        bookkeeper = signed_in(a_member(practice, Membership.Role.BOOKKEEPER))
        assert f"{PAGE}toesturen/" in bookkeeper.get(PAGE).content.decode()
        for _press in range(2):
            assert bookkeeper.post(f"{PAGE}toesturen/").status_code == 302
        reader = signed_in(a_member(practice, Membership.Role.READER))
        assert reader.post(f"{PAGE}toesturen/").status_code == 403
        post_goes_out()
        (letter,) = mail.outbox
        ((name, paper, _kind),) = letter.attachments
        assert (letter.to, name) == ([practice.billing_email], f"{practice.number}-2026-03-07.pdf")
        assert paper[:5] == b"%PDF-"
        nobody_owes = signed_in(a_member(other, Membership.Role.MANAGER))
        assert nobody_owes.post(f"{PAGE}toesturen/").status_code == 302
        post_goes_out()
        assert len(mail.outbox) == 1
    with on(DUE + timedelta(days=6)):
        assert finance.post(desk).status_code == 302
        post_goes_out()
        assert [one.to for one in mail.outbox[1:]] == [[practice.billing_email]]
        paid(invoice)
        assert finance.post(desk).status_code == 404
