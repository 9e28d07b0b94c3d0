"""A newsletter leaves once, to whoever may still be told at that moment, and stops when it is told to."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from d4d.foundation import clock, relay
from d4d.foundation import mail as letters
from d4d.foundation.errors import Rejected, Temporary
from d4d.foundation.models import Delivery
from privacy import consent
from privacy.consent import suppression
from privacy.models import DataSubject, Disclosure, Message
from shop.outreach import audience, services
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.segments import Segment
from shop.outreach.services import sending
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


def killed_half_way(monkeypatch: pytest.MonkeyPatch) -> Newsletter:
    """A newsletter of three batches whose sender dies when the second has just been handed over."""
    monkeypatch.setitem(sending.AT_ONCE, Newsletter.Channel.EMAIL, 2)
    for _ in range(5):
        a_reader()
    newsletter, handed = a_newsletter(), letters._hand_over

    with monkeypatch.context() as while_it_lives:

        def dies(written: list[Any]) -> None:
            handed(written)
            if len(mail.outbox) == 4:
                while_it_lives.setattr(sending, "_settle", lambda *_, **__: None)
                raise Killed

        while_it_lives.setattr(letters, "_hand_over", dies)
        with pytest.raises(Killed):
            sent(newsletter)
    assert services.progress(newsletter) == {State.SENT: 2, State.SENDING: 2, State.WAITING: 1}
    Delivery.objects.update(leased_until=None)
    return newsletter


def test_a_kill_half_way_makes_nobody_read_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    newsletter = killed_half_way(monkeypatch)
    the_work_is_done()
    newsletter.refresh_from_db()
    assert newsletter.state == Newsletter.State.DONE
    assert services.progress(newsletter) == {State.SENT: 3, State.UNKNOWN: 2}
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 5
    assert newsletter.recipients.in_doubt().count() == 2


def test_what_was_in_flight_is_listed_also_when_it_was_stopped_after_the_kill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newsletter = killed_half_way(monkeypatch)
    services.stop(newsletter.pk, by=None)
    the_work_is_done()
    assert services.progress(newsletter) == {State.WAITING: 1, State.SENT: 2, State.UNKNOWN: 2}
    assert len(mail.outbox) == 4


def test_what_was_in_hand_and_had_not_left_is_sent_after_a_kill(monkeypatch: pytest.MonkeyPatch) -> None:
    a_reader()
    newsletter = a_newsletter()

    def dies(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as while_it_lives:
        while_it_lives.setattr(sending, "_send_batch", dies)
        with pytest.raises(Killed):
            sent(newsletter)
    assert services.progress(newsletter) == {State.SENDING: 1}
    Delivery.objects.update(leased_until=None)
    the_work_is_done()
    assert services.progress(newsletter) == {State.SENT: 1}


def test_many_are_asked_about_written_to_and_noted_in_as_many_statements_as_few() -> None:
    def statements(count: int) -> int:
        for _ in range(count):
            a_reader()
        newsletter = a_newsletter()
        services.start(newsletter.pk, by=None)
        services.gather(newsletter.pk)
        newsletter.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            services.send_some(newsletter.pk, newsletter.turn)
        return len(asked)

    assert statements(2) == statements(10) < 40
    assert len(mail.outbox) == 2 + 12
    assert Disclosure.objects.count() == Message.objects.filter(state=Message.State.SENT).count() == 14


def test_a_no_while_the_letters_are_written_is_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate let them through; it is asked again when all is written, just before it leaves."""
    stays, goes, another = a_reader(), a_reader(), a_reader()
    newsletter, write = a_newsletter(), letters.write_each

    def meanwhile(some: Any) -> Any:
        consent.withdraw(goes.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
        return write(some)

    monkeypatch.setattr(letters, "write_each", meanwhile)
    sent(newsletter)
    assert {letter.to[0] for letter in mail.outbox} == {stays.email, another.email}
    assert services.progress(newsletter) == {State.SENT: 2, State.SKIPPED: 1}
    assert newsletter.recipients.get(subject=goes.subject.uuid).state == State.SKIPPED
    assert not Message.objects.filter(subject=goes.subject.uuid).exists()


def test_one_address_that_the_provider_refuses_keeps_nobody_else_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [a_reader() for _ in range(5)]
    newsletter, handed = a_newsletter(), letters._hand_over

    def refuses(written: list[Any]) -> None:
        if any(people[1].email in letter.to for letter in written):
            raise Rejected("400")
        handed(written)

    monkeypatch.setattr(letters, "_hand_over", refuses)
    sent(newsletter)
    assert services.progress(newsletter) == {State.SENT: 4, State.REFUSED: 1}
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 4


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


def test_readers_are_looked_up_some_seconds_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SECONDS", -1)
    monkeypatch.setattr(sending, "GATHERED_AT_ONCE", 2)
    for _ in range(5):
        a_reader()
    newsletter = a_newsletter()
    services.start(newsletter.pk, by=None)
    looked_up = []
    while not newsletter.is_gathered:
        relay.run_once()
        looked_up.append(newsletter.recipients.count())
        newsletter.refresh_from_db()
    assert looked_up == [2, 4, 5, 5]


def test_only_the_people_who_are_meant_get_it() -> None:
    laboratory = a_practice(kind="laboratory")
    reader = a_reader(practice=laboratory)
    a_reader()
    sent(a_newsletter(segment=Segment(kinds=("laboratory",))))
    assert [letter.to for letter in mail.outbox] == [[reader.email]]
    assert User.objects.count() == 2
