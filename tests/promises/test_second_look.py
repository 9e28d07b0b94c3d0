"""Gaps between promises that each hold by themselves."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from d4d.foundation import clock, timetable
from privacy import consent, cookies, objection, restriction, statistics
from privacy.export.making import let_copies_go
from privacy.gate import Refused, may_use
from privacy.models import CookieChoice, Objection, Request
from privacy.requests import deciding, receiving
from privacy.retention import night
from privacy.vocabulary import MANAGEMENT, NEWSLETTER
from shop.cart.models import CartLine
from tests.accounts.people import a_clerk, signed_in
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL, NEWS_SMS, PHONE, somebody
from tests.promises.shops import a_world, fetched

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV67")
def test_copies_whose_days_are_over_are_thrown_away_by_the_clock() -> None:
    assert let_copies_go in [entry.job for entry in timetable.entries()]


@pytest.mark.promise("PV67")
def test_a_manager_does_not_read_what_lies_in_the_cart_of_a_colleague() -> None:
    world = a_world()
    CartLine.objects.create(
        practice=world.practice, user=world.buyer, variant=world.article, quantity=3, seen_price_e4=1
    )
    assert world.article.number not in fetched(world.manager).everything
    assert world.article.number in fetched(world.buyer).everything


@pytest.mark.promise("PV70")
def test_an_objection_that_stands_is_not_forgotten() -> None:
    who = somebody().subject.uuid
    objection.to_purpose(who, MANAGEMENT, source=Request.Source.ACCOUNT)
    with time_machine.travel(clock.now() + timedelta(days=6 * 366)):
        night()
        assert isinstance(may_use(who, MANAGEMENT, ""), Refused)
    assert Objection.objects.count() == 1


@pytest.mark.promise("PV70")
@pytest.mark.parametrize("about", ["", objection.MARKETING])
def test_an_objection_to_marketing_by_telephone_counts_as_one_in_the_account(about: str) -> None:
    user = somebody(NEWS_MAIL)
    who = user.subject.uuid
    receiving.by_staff(
        Request.Kind.OBJECTION,
        by=uuid4(),
        source=Request.Source.PHONE,
        received_at=clock.now(),
        name="",
        email="",
        text="Geen reclame meer.",
        subject=who,
        about=about,
    )
    assert isinstance(may_use(who, NEWSLETTER, "email", user.email), Refused)


@pytest.mark.promise("PV68")
def test_a_restriction_that_is_granted_in_part_begins() -> None:
    user = somebody(NEWS_MAIL)
    row = receiving.by_staff(
        Request.Kind.RESTRICTION,
        by=uuid4(),
        source=Request.Source.PHONE,
        received_at=clock.now(),
        name="",
        email="",
        text="",
        subject=user.subject.uuid,
        about="a",
    )
    Request.objects.filter(pk=row.pk).update(identity="file")
    deciding.decide(row.pk, Request.State.PARTLY, article="GDPR art. 18(1)(a)", answer="Deels.", by=uuid4())
    assert isinstance(may_use(user.subject.uuid, NEWSLETTER, "email", user.email), Refused)


@pytest.mark.promise("PV68")
def test_a_yes_after_a_restriction_opens_its_own_channel_only() -> None:
    user = somebody(NEWS_SMS)
    who = user.subject.uuid
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        restriction.begin(who, "a", by=None)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        consent.give(who, [NEWS_MAIL], IN_THE_ACCOUNT)
        assert not isinstance(may_use(who, NEWSLETTER, "email", user.email), Refused)
        assert isinstance(may_use(who, NEWSLETTER, "sms", PHONE), Refused)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        restriction.begin(who, "d", by=None)
        assert isinstance(may_use(who, NEWSLETTER, "email", user.email), Refused)


@pytest.mark.promise("PV27")
def test_figures_about_visits_are_for_whom_they_are_meant() -> None:
    report = "/beheer/privacy/pagecount/"
    assert signed_in(a_clerk("view_order"), second_factor=True).get(report).status_code == 403
    assert signed_in(a_clerk("view_pagecount"), second_factor=True).get(report).status_code == 200


@pytest.mark.promise("PV30")
def test_a_browser_that_refuses_by_itself_keeps_no_number_after_a_yes() -> None:
    statistics.switch(on=True, actor=None, reason="To see which pages need work")
    client = Client(headers={"Sec-GPC": "1"})
    answer = client.post("/cookies/keuze/", {"statistics": cookies.YES, "next": "producten"})
    assert answer.status_code == 302
    assert not CookieChoice.objects.filter(allows_statistics=True).exists()


@pytest.mark.promise("PV57")
def test_an_address_that_nobody_has_finds_nothing_at_the_desk() -> None:
    desk = signed_in(a_clerk("view_message"), second_factor=True)
    page = desk.get("/beheer/privacy/message/?q=niemand@elders.example")
    assert page.status_code == 200
    assert page.context["cl"].result_count == 0
