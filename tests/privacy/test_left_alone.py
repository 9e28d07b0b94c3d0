"""An address that asked to be left alone stays so, whoever brings it back."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from d4d.foundation import clock
from privacy import consent, erasure
from privacy.gate import NotPermitted, Refused, may_use
from privacy.models import ConsentEvent, ConsentState, ErasureRun, Message, Suppression
from privacy.vocabulary import NEWSLETTER, SURVEY, Channel
from tests.privacy.consenting import (
    IN_THE_ACCOUNT,
    NEWS_MAIL,
    NEWS_SMS,
    PHONE,
    SURVEY_MAIL,
    post_news,
    somebody,
)

pytestmark = pytest.mark.django_db
FROM_AN_OLD_LIST = consent.Circumstances("import")
LEFT_ALONE = Refused("the address is left alone")


def erased(user: User) -> None:
    """Somebody asks to be erased, and the window is over."""
    run = erasure.ask(user.subject.uuid)
    ErasureRun.objects.filter(pk=run.pk).update(due_at=clock.now() - timedelta(hours=1))
    assert erasure.carry_out(run.pk)
    assert not User.objects.filter(pk=user.pk).exists()


def test_an_old_list_does_not_bring_back_somebody_who_was_erased() -> None:
    gone = somebody(NEWS_MAIL, NEWS_SMS)
    erased(gone)
    back = somebody(email="Anna@Linde.example")
    consent.give(back.subject.uuid, [NEWS_MAIL, NEWS_SMS], FROM_AN_OLD_LIST)
    assert may_use(back.subject.uuid, NEWSLETTER, "email", "anna@linde.example") == LEFT_ALONE
    assert may_use(back.subject.uuid, NEWSLETTER, "sms", PHONE) == LEFT_ALONE
    with pytest.raises(NotPermitted):
        post_news(back)


def test_after_an_erasure_nothing_of_the_address_can_be_read() -> None:
    gone = somebody(NEWS_MAIL)
    post_news(gone)
    erased(gone)
    kept = [
        *Suppression.objects.values_list("mark", "channel", "purpose"),
        *ConsentEvent.objects.values_list("occasion", "source"),
        *Message.objects.values_list("subject", "mark", "key"),
    ]
    assert "linde" not in str(kept)
    assert not ConsentState.objects.of(gone.subject.uuid).exists()
    assert Message.objects.get().subject is None


def test_only_the_owner_takes_the_address_off_the_list() -> None:
    user = somebody(NEWS_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    consent.give(user.subject.uuid, [NEWS_MAIL], FROM_AN_OLD_LIST)
    assert may_use(user.subject.uuid, NEWSLETTER, "email", user.email) == LEFT_ALONE
    consent.give(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "email", user.email), Refused)


def test_buying_does_not_take_an_address_off_the_list() -> None:
    gone = somebody(NEWS_MAIL)
    erased(gone)
    back = somebody(email="anna@linde.example")
    consent.offer(back.subject.uuid, consent.AT_CHECKOUT, objected=False, how=IN_THE_ACCOUNT)
    consent.record_sale(back.subject.uuid, "order 1")
    assert may_use(back.subject.uuid, NEWSLETTER, "email", back.email) == LEFT_ALONE


def test_no_more_news_still_leaves_the_survey_that_was_wanted() -> None:
    user = somebody(NEWS_MAIL, SURVEY_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert not isinstance(may_use(user.subject.uuid, SURVEY, "email", user.email), Refused)


def test_stop_from_a_number_that_nobody_has_holds_for_whoever_gets_it() -> None:
    assert consent.suppress_address(Channel.SMS, PHONE, consent.Circumstances("sms")) == 0
    user = somebody()
    consent.give(user.subject.uuid, [NEWS_SMS], FROM_AN_OLD_LIST)
    assert may_use(user.subject.uuid, NEWSLETTER, "sms", PHONE) == LEFT_ALONE


def test_the_link_in_an_old_message_still_works_for_the_address_it_went_to() -> None:
    user = somebody(NEWS_MAIL)
    post_news(user)
    path = str(mail.outbox[0].extra_headers["List-Unsubscribe"])[len("<http://localhost:8000") : -1]
    erased(user)
    assert Client().post(path).status_code == 200
    back = somebody(email="anna@linde.example")
    consent.give(back.subject.uuid, [NEWS_MAIL], FROM_AN_OLD_LIST)
    assert may_use(back.subject.uuid, NEWSLETTER, "email", back.email) == LEFT_ALONE


def test_an_objection_holds_on_every_channel_and_is_not_asked_again() -> None:
    user = somebody(NEWS_MAIL, NEWS_SMS)
    consent.object_to_marketing(user.subject.uuid, consent.Circumstances("request"))
    standings = ConsentState.objects.of(user.subject.uuid).values_list("standing", flat=True)
    assert set(standings) == {"objected"}
    assert len(standings) == 6
    assert not consent.may_object(user.subject.uuid)
    consent.offer(user.subject.uuid, consent.AT_CHECKOUT, objected=False, how=IN_THE_ACCOUNT)
    consent.record_sale(user.subject.uuid, "order 1")
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)


def test_somebody_whom_we_do_not_know_chooses_nothing() -> None:
    assert consent.give(uuid.uuid4(), [NEWS_MAIL], IN_THE_ACCOUNT) == []
    assert not ConsentEvent.objects.exists()
