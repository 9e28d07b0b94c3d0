"""The figures propose, a person decides with a reason, and a person looks again when asked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from accounts import services as accounts
from accounts.models import Membership, Practice
from d4d.foundation import clock
from d4d.foundation.models import Delivery
from shop.debtors import services
from shop.debtors.models import CreditProposal
from shop.invoicing import services as invoicing
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice
from tests.shop.debtors.builders import DUE, an_invoice, days_pass, on, paid, post_goes_out

pytestmark = pytest.mark.django_db
STAFF = uuid4()
PAGE = "/mijn/facturen/krediet/"


def who_paid(times: int, *, late: int = 0) -> Practice:
    """A practice that paid so many invoices in time, and some too late."""
    practice = a_practice()
    for number in range(times + late):
        invoice = an_invoice(practice, net_cents=10_000)
        with on(DUE + timedelta(days=5 if number < late else 0)):
            paid(invoice)
    return practice


def proposed(practice: Practice) -> CreditProposal | None:
    with on(DUE + timedelta(days=20)):
        services.propose_credit()
    return practice.credit_proposals.filter(state="proposed").first()


def terms(practice: Practice) -> tuple[bool, int]:
    practice.refresh_from_db()
    return practice.may_buy_on_account, practice.credit_limit_cents


def test_the_limit_follows_the_steps_and_nothing_changes_before_somebody_decides() -> None:
    assert proposed(who_paid(4, late=3)) is None
    practice = who_paid(5)
    row = proposed(practice)
    assert row
    assert (row.kind, row.limit_cents, row.count, terms(practice)) == ("raise", 50_000, 5, (False, 0))
    assert proposed(practice) == row
    services.decide(row.pk, grant=True, reason="betaalt goed", by=STAFF)
    assert terms(practice) == (True, 50_000)
    with pytest.raises(services.CannotBeDecided):
        services.decide(row.pk, grant=False, reason="toch niet", by=STAFF)
    assert proposed(practice) is None


def test_whoever_is_late_now_is_proposed_nothing() -> None:
    practice = who_paid(5)
    an_invoice(practice)
    assert proposed(practice) is None


def test_the_second_reminder_proposes_to_end_it_and_only_a_person_does() -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=150_000)
    an_invoice(practice)
    days_pass(3)
    assert proposed(practice) is None
    days_pass(14)
    row = proposed(practice)
    assert row
    assert (row.kind, row.count, row.limit_cents, terms(practice)) == ("lower", 2, 0, (True, 150_000))
    services.decide(row.pk, grant=True, reason="betaalt te laat", by=STAFF)
    assert terms(practice) == (False, 0)

    assert services.ask_review(row.pk)
    services.review(row.pk, stands=False, reason="er lag een regeling", by=STAFF)
    assert terms(practice) == (True, 150_000)


def test_what_somebody_set_by_hand_meanwhile_is_not_lowered_by_more_credit() -> None:
    practice = who_paid(5)
    row = proposed(practice)
    assert row
    accounts.change_terms(practice.pk, {"may_buy_on_account": True, "credit_limit_cents": 1_000_000})
    services.decide(row.pk, grant=True, reason="betaalt goed", by=STAFF)
    row.refresh_from_db()
    assert (row.before_cents, terms(practice)) == (1_000_000, (True, 1_000_000))


def test_what_the_figures_no_longer_say_is_out_of_date_and_blocks_nothing() -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=150_000)
    invoice = an_invoice(practice)
    days_pass(3, 14)
    row = proposed(practice)
    assert row
    with on(DUE + timedelta(days=21)):
        paid(invoice)
        assert services.propose_credit() == 0
    row.refresh_from_db()
    assert (row.state, terms(practice)) == ("withdrawn", (True, 150_000))
    with pytest.raises(services.CannotBeDecided):
        services.decide(row.pk, grant=True, reason="x", by=STAFF)


def test_a_letter_that_only_waits_does_not_count() -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=150_000)
    an_invoice(practice)
    days_pass(3, 14)
    with on(DUE + timedelta(days=30)):
        services.remind()  # the third letter is decided, and still in the house
        services.propose_credit()
    assert practice.credit_proposals.get().count == 2


def test_a_location_and_a_restricted_practice_are_proposed_nothing_and_told_nothing() -> None:
    restricted, location = who_paid(5), who_paid(5)
    Practice.objects.filter(pk=location.pk).update(debtor=a_practice(credit_limit_cents=99_900))
    row = proposed(restricted)
    assert row
    row.delete()
    restricted.subject.state = "restricted"
    restricted.subject.save()
    assert (proposed(restricted), proposed(location)) == (None, None)
    decided = CreditProposal.objects.create(
        practice=restricted, kind="raise", limit_cents=50_000, count=5, proposed_at=clock.now()
    )
    services.decide(decided.pk, grant=True, reason="betaalt goed", by=STAFF)
    mail.outbox.clear()
    post_goes_out()
    waits = Delivery.objects.filter(topic="debtors.credit-decided", done_at=None)
    assert (mail.outbox, waits.count()) == ([], 0)


def test_a_location_sees_the_terms_of_its_chain() -> None:
    chain = a_practice(may_buy_on_account=True, credit_limit_cents=150_000)
    reader = signed_in(a_member(a_practice(debtor=chain), Membership.Role.MANAGER))
    assert "\u20ac\u00a01.500,00" in reader.get(PAGE).content.decode()


def test_a_refusal_is_told_with_its_reason_and_a_way_to_a_person() -> None:
    practice = who_paid(5)
    row = proposed(practice)
    assert row
    services.decide(row.pk, grant=False, reason="nog te kort klant", by=STAFF)
    mail.outbox.clear()
    post_goes_out()
    (letter,) = mail.outbox
    assert ("nog te kort klant" in letter.body, "5 facturen" in letter.body) == (True, True)
    assert "opnieuw naar kijkt" in letter.body

    manager = signed_in(a_member(practice, Membership.Role.MANAGER))
    page = manager.get(PAGE).content.decode()
    assert ("nog te kort klant" in page, f"{PAGE}{row.pk}/opnieuw/" in page) == (True, True)
    for _ in range(2):
        assert manager.post(f"{PAGE}{row.pk}/opnieuw/").status_code == 302
    assert f"{PAGE}{row.pk}/opnieuw/" not in manager.get(PAGE).content.decode()
    assert list(CreditProposal.objects.to_review()) == [row]
    stranger = signed_in(a_member(a_practice(), Membership.Role.MANAGER))
    assert stranger.post(f"{PAGE}{row.pk}/opnieuw/").status_code == 404

    services.review(row.pk, stands=True, reason="over een half jaar wel", by=STAFF)
    post_goes_out()
    assert "over een half jaar wel" in mail.outbox[-1].body
    with pytest.raises(services.CannotBeDecided):
        services.review(row.pk, stands=False, reason="x", by=STAFF)
    assert terms(practice) == (False, 0)
    assert invoicing.open_cents(practice) == 0
