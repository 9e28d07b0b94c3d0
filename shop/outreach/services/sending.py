"""Sends a newsletter in turns: some seconds of work each, so that a pause or a stop is felt at once.

A turn goes in batches. Who is next is taken in hand before anything leaves, and their messages are noted by
their keys before they are handed over (`privacy.consent.messages`). Those notes tell how a batch ended, also
after a kill: which messages left, which did not, and which may have: these are listed, and never sent again.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock, mail, outbox, states
from d4d.foundation.errors import Rejected, Temporary
from privacy.gate import NotPermitted
from privacy.models import Message
from shop.outreach import audience, mails
from shop.outreach.events import NewsletterStarted
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.services.newsletters import next_turn

State = Recipient.State
SECONDS = 20  # a turn; well within the lease of a delivery
GATHERED_AT_ONCE = 1000
# How many go together, and are in doubt together when it breaks off: letters go in one call, texts do not.
AT_ONCE = {Newsletter.Channel.EMAIL: 100, Newsletter.Channel.SMS: 1}
MOST_DOUBTS = 2  # batches, one after the other: the provider is down


def gather(newsletter_id: int, after: int = 0) -> None:
    """Look up whom a newsletter is for, some seconds at a time; sending begins when everybody is known."""
    newsletter, began = Newsletter.objects.get(pk=newsletter_id), time.monotonic()
    if newsletter.is_gathered:
        return
    found = audience.reached(newsletter, after=after)
    while some := list(islice(found, GATHERED_AT_ONCE)):
        rows = [Recipient(newsletter=newsletter, subject=subject) for _, subject in some]
        Recipient.objects.bulk_create(rows, ignore_conflicts=True)
        if time.monotonic() > began + SECONDS:
            with transaction.atomic():
                outbox.publish(NewsletterStarted(newsletter_id, after=some[-1][0]))
            return
    _everybody_is_known(newsletter_id)


@transaction.atomic
def _everybody_is_known(newsletter_id: int) -> None:
    held = Newsletter.objects.select_for_update().get(pk=newsletter_id)
    Newsletter.objects.filter(pk=held.pk).update(is_gathered=True)
    if held.state == Newsletter.State.SENDING:
        next_turn(held)


def send_some(newsletter_id: int, turn: int) -> None:
    """One turn: as many messages as the pace allows; then the next turn is announced, or it is done.

    A turn that is not the latest does nothing, nor does any while the newsletter is paused or stopped.
    Raises Temporary or Misconfigured when the provider is down or refuses us; the outbox tries again.
    """
    newsletter = Newsletter.objects.get(pk=newsletter_id)
    if newsletter.turn != turn:
        return
    _settle(list(newsletter.recipients.in_flight()), ended={})
    allowed, began, doubts = settings.OUTREACH_PER_MINUTE * SECONDS // 60 or 1, time.monotonic(), 0
    with mail.line_held_open():
        while allowed > 0 and time.monotonic() < began + SECONDS and _is_on(newsletter, turn):
            some = _take(newsletter, allowed)
            if not some:
                break
            calls = _send_batch(newsletter, some, began + SECONDS)
            doubts = doubts + 1 if calls is None else 0
            if doubts == MOST_DOUBTS:
                raise Temporary("the provider does not say whether messages arrive")
            allowed -= (calls or 1) * AT_ONCE[Newsletter.Channel(newsletter.channel)]
    _go_on(newsletter, turn, began + SECONDS - time.monotonic() if allowed <= 0 else 0)


def _is_on(newsletter: Newsletter, turn: int) -> bool:
    return Newsletter.objects.filter(pk=newsletter.pk, turn=turn, state=Newsletter.State.SENDING).exists()


@transaction.atomic
def _take(newsletter: Newsletter, allowed: int) -> list[Recipient]:
    most = min(AT_ONCE[Newsletter.Channel(newsletter.channel)], allowed)
    some = list(newsletter.recipients.waiting().select_for_update(of=("self",))[:most])
    Recipient.objects.filter(pk__in=[one.pk for one in some]).update(
        state=State.SENDING, taken_at=clock.now()
    )
    return some


def _send_batch(newsletter: Newsletter, some: list[Recipient], until: float) -> int | None:
    """Send to each, and write down how it ended; in how many calls.

    None when the provider does not say whether they arrive.
    """
    ended: dict[int, State] = {}
    try:
        return _send(newsletter, some, ended, until)
    except Temporary as error:
        if not error.is_uncertain:
            raise
        return None
    finally:
        _settle(some, ended)


def _send(newsletter: Newsletter, some: list[Recipient], ended: dict[int, State], until: float) -> int:
    """Where one message keeps the others back, they go in halves; says in how many calls.

    `ended` gets who was left out, and why. When the turn is over the rest waits for the next one.
    """
    if time.monotonic() > until:
        return 0
    try:
        without = mails.newsletter(newsletter, some)
    except (NotPermitted, Rejected) as error:
        called = int(isinstance(error, Rejected))
        if len(some) == 1:
            ended[some[0].pk] = State.REFUSED if isinstance(error, Rejected) else State.SKIPPED
            return called
        half = len(some) // 2
        called += _send(newsletter, some[:half], ended, until)
        return called + _send(newsletter, some[half:], ended, until)
    ended |= {one.pk: State.SKIPPED for one in some if one.subject in without}
    return 1


def _settle(some: list[Recipient], ended: Mapping[int, State]) -> None:
    """What had left is sent, what had not waits again, what may have left is in doubt."""
    noted = dict(Message.objects.filter(key__in=[one.key for one in some]).values_list("key", "state"))
    became: dict[State, list[int]] = defaultdict(list)
    for one in some:
        became[ended.get(one.pk) or _BY_NOTE[noted.get(one.key)]].append(one.pk)
    for state, keys in became.items():
        was = [State.SENDING, State.UNKNOWN] if state == State.SENT else [State.SENDING]
        Recipient.objects.filter(pk__in=keys, state__in=was).update(state=state)


_BY_NOTE: dict[str | None, State] = {
    None: State.WAITING,
    Message.State.SENT: State.SENT,
    Message.State.SENDING: State.UNKNOWN,
}


@transaction.atomic
def _go_on(newsletter: Newsletter, turn: int, in_seconds: float) -> None:
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if not _is_on(held, turn):
        return
    if held.recipients.waiting().exists():
        next_turn(held, in_seconds=max(in_seconds, 0))
        return
    states.move(held, Newsletter.State.DONE)
    Newsletter.objects.filter(pk=held.pk).update(ended_at=clock.now())
