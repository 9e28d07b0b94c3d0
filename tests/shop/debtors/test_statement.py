"""What a practice sees of its open items, on the page and by mail each month."""

from datetime import date, timedelta

import pytest
from django.core import mail

from accounts.models import Membership, Practice
from shop.debtors import services
from shop.debtors.models import StatementWish
from shop.debtors.payment_code import payment_code
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice
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


def test_a_code_that_would_not_fit_in_a_transfer_is_not_drawn() -> None:
    assert payment_code(["F2026-000001"] * 10, 100) is not None
    assert payment_code(["F2026-000001"] * 11, 100) is None
    assert payment_code(["F2026-000001"], 0) is None


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
