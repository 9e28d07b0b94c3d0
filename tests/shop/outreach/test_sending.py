"""A newsletter leaves once, to whoever may still be told at that moment, and stops when it is told to."""

import re
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from d4d.foundation import clock
from d4d.foundation.errors import Temporary
from d4d.foundation.models import Delivery
from privacy import consent
from privacy.consent import suppression
from privacy.models import DataSubject, Message
from shop.outreach import audience, mails, services
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.segments import Segment
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL
from tests.shop.builders import a_member, a_practice
from tests.shop.outreach.builders import a_newsletter, a_reader, sent, the_work_is_done

pytestmark = pytest.mark.django_db
State = Recipient.State


class Killed(BaseException):
    """The process dies here."""


def test_it_reaches_whoever_said_yes_each_in_their_language_with_a_way_out() -> None:
    anna, bob = a_reader(), a_reader(language="en")
    a_member(a_practice())
    newsletter = sent(a_newsletter())
    assert newsletter.state == Newsletter.State.DONE
    assert services.progress(newsletter) == {State.SENT: 2}
    by_reader = {letter.to[0]: letter for letter in mail.outbox}
    assert set(by_reader) == {anna.email, bob.email}
    assert by_reader[anna.email].subject == "Nieuws, Sanne"
    assert by_reader[bob.email].subject == "News"
    assert "Beste Sanne, er is nieuws." in str(by_reader[anna.email].body)
    html = str(by_reader[anna.email].alternatives[0][0])
    assert re.findall(r"<li[^>]*>(\w+)</li>", html) == ["handschoenen", "mondkapjes"]
    assert 'href="http://localhost:8000/producten/"' in html
    for letter in mail.outbox:
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_says_no_while_it_waits_gets_nothing() -> None:
    stays, goes = a_reader(), a_reader()
    newsletter = a_newsletter()
    services.start(newsletter.pk, by=None)
    services.gather(newsletter.pk)
    assert newsletter.recipients.waiting().count() == 2
    consent.withdraw(goes.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    the_work_is_done()
    assert [letter.to for letter in mail.outbox] == [[stays.email]]
    assert newsletter.recipients.get(subject=goes.subject.uuid).state == State.SKIPPED


def test_a_kill_half_way_makes_nobody_read_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        a_reader()
    newsletter, handed = a_newsletter(), mails.post

    def dies_at_the_third(letter: Any, **how: Any) -> Any:
        if len(mail.outbox) == 2:
            handed(letter, **how)
            Message.objects.filter(key=letter.key).update(state=Message.State.SENDING)
            raise Killed
        return handed(letter, **how)

    monkeypatch.setattr(mails, "post", dies_at_the_third)
    with pytest.raises(Killed):
        sent(newsletter)
    Recipient.objects.filter(pk__gt=0, state=State.WAITING).update(state=State.SENDING)
    Recipient.objects.filter(state=State.SENT).update(state=State.SENDING)
    monkeypatch.setattr(mails, "post", handed)
    Delivery.objects.update(leased_until=None)
    the_work_is_done()
    newsletter.refresh_from_db()
    assert newsletter.state == Newsletter.State.DONE
    assert services.progress(newsletter) == {State.SENT: 4, State.UNKNOWN: 1}
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 5
    assert newsletter.recipients.in_doubt().count() == 1


def test_it_stands_still_while_it_is_paused_and_goes_on_where_it_was(settings: Any) -> None:
    settings.OUTREACH_PER_MINUTE = 3
    for _ in range(3):
        a_reader()
    newsletter = sent(a_newsletter())
    assert services.progress(newsletter) == {State.WAITING: 2, State.SENT: 1}
    services.pause(newsletter.pk, by=None)
    Delivery.objects.update(available_at=clock.now())
    the_work_is_done()
    assert len(mail.outbox) == 1
    settings.OUTREACH_PER_MINUTE = 600
    services.resume(newsletter.pk, by=None)
    the_work_is_done()
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 3


def test_what_was_stopped_never_goes_on() -> None:
    a_reader()
    newsletter = a_newsletter()
    services.start(newsletter.pk, by=None)
    services.stop(newsletter.pk, by=None)
    the_work_is_done()
    assert mail.outbox == []
    with pytest.raises(Exception, match="cannot go"):
        services.resume(newsletter.pk, by=None)
    with pytest.raises(services.CannotLeave):
        services.start(newsletter.pk, by=None)


def test_a_provider_that_does_not_say_whether_it_arrived_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_reader()
    newsletter, asked = a_newsletter(), []

    def silent(*_: Any) -> None:
        asked.append(1)
        raise Temporary("no answer", is_uncertain=True)

    monkeypatch.setattr("d4d.foundation.mail._hand_over", silent)
    sent(newsletter)
    assert asked == [1]
    assert services.progress(newsletter) == {State.UNKNOWN: 1}


def test_a_provider_that_is_down_is_asked_again_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        a_reader()
    newsletter = a_newsletter()

    def down(*_: Any) -> None:
        raise Temporary("503")

    with monkeypatch.context() as patch:
        patch.setattr("d4d.foundation.mail._hand_over", down)
        sent(newsletter)
    assert services.progress(newsletter) == {State.WAITING: 2}
    Delivery.objects.update(available_at=clock.now())
    the_work_is_done()
    assert services.progress(newsletter) == {State.SENT: 2}
    assert len(mail.outbox) == 2


def test_before_it_leaves_it_is_known_who_is_left_out_and_why() -> None:
    a_reader(), a_member(a_practice())
    consent.withdraw(a_reader().subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    frozen, alone = a_reader(), a_reader()
    DataSubject.objects.filter(pk=frozen.subject_id).update(state=DataSubject.State.RESTRICTED)
    suppression.suppress(alone.email, [NEWS_MAIL])
    found = audience.count(a_newsletter())
    assert (found.meant, found.reached) == (5, 1)
    assert found.left_out == [
        (audience.REASONS[reason], 1) for reason in ("never_asked", "said_no", "restricted", "left_alone")
    ]


def test_only_the_people_who_are_meant_get_it() -> None:
    laboratory = a_practice(kind="laboratory")
    reader = a_reader(practice=laboratory)
    a_reader()
    sent(a_newsletter(segment=Segment(kinds=("laboratory",))))
    assert [letter.to for letter in mail.outbox] == [[reader.email]]
    assert User.objects.count() == 2
