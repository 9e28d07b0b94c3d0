"""Who is in doubt, and who is not: where nothing left, everybody waits again."""

from typing import Any

import pytest

from d4d.foundation import mail as letters
from d4d.foundation.errors import Rejected
from privacy.models import Message
from shop.outreach import services
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.services import sending
from tests.shop.outreach.builders import a_newsletter, a_reader, sent

pytestmark = pytest.mark.django_db
State = Recipient.State


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "http://brevo.invalid"])
def test_a_provider_that_could_not_be_reached_leaves_nobody_in_doubt(settings: Any, origin: str) -> None:
    settings.EMAIL_BACKEND = "d4d.foundation.brevo.EmailBackend"
    settings.ANYMAIL = {"BREVO_API_KEY": "x", "BREVO_API_URL": f"{origin}/v3/"}
    for _ in range(2):
        a_reader()
    newsletter = sent(a_newsletter())
    assert services.progress(newsletter) == {State.WAITING: 2}
    assert not Message.objects.exists()


def test_halving_costs_pace_and_ends_with_the_turn(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four of a batch are refused one by one in seven calls; the next batch waits for the next turn."""
    monkeypatch.setitem(sending.AT_ONCE, Newsletter.Channel.EMAIL, 4)
    settings.OUTREACH_PER_MINUTE = 7 * 4 * 3
    for _ in range(5):
        a_reader()
    newsletter, tried = a_newsletter(), []

    def refuses(written: list[Any]) -> None:
        tried.append(len(written))
        raise Rejected("400")

    monkeypatch.setattr(letters, "_hand_over", refuses)
    sent(newsletter)
    assert tried == [4, 2, 1, 1, 2, 1, 1]
    assert services.progress(newsletter) == {State.REFUSED: 4, State.WAITING: 1}
    assert sending._send(newsletter, list(newsletter.recipients.waiting()), {}, until=0) == 0
    assert len(tried) == 7


def test_what_left_after_all_is_not_listed_as_in_doubt() -> None:
    a_reader()
    newsletter = sent(a_newsletter())
    newsletter.recipients.update(state=State.UNKNOWN)  # by a turn that did not wait for this one
    sending._settle(list(newsletter.recipients.all()), {})
    assert services.progress(newsletter) == {State.SENT: 1}
