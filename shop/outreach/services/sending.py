"""Sends a newsletter in turns: some seconds of work each, so that a pause or a stop is felt at once.

Who is next is taken in hand before anything leaves, and the message is noted by its key before it is handed
over (`privacy.consent.messages`). After a kill that note tells which messages had left, which had not, and
which may have: these are listed, and never sent again.
"""

import time
from itertools import islice

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock, mail, states
from d4d.foundation.errors import Rejected, Temporary
from privacy.gate import NotPermitted
from privacy.models import Message
from shop.outreach import audience, mails
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.services.newsletters import next_turn

State = Recipient.State
SECONDS = 20  # a turn; well within the lease of a delivery
IN_HAND = 20
AT_ONCE = 1000
MOST_DOUBTS = 5  # one after the other: the provider is down


def gather(newsletter_id: int) -> None:
    """Look up whom a newsletter is for, once; sending begins when everybody is known."""
    newsletter = Newsletter.objects.get(pk=newsletter_id)
    if newsletter.is_gathered:
        return
    subjects = audience.reached(newsletter)
    while some := list(islice(subjects, AT_ONCE)):
        rows = [Recipient(newsletter=newsletter, subject=subject) for subject in some]
        Recipient.objects.bulk_create(rows, ignore_conflicts=True)
    with transaction.atomic():
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
    if not _is_on(newsletter, turn):
        return
    _settle_what_was_broken_off(newsletter)
    allowed, began, doubts = settings.OUTREACH_PER_MINUTE * SECONDS // 60 or 1, time.monotonic(), 0
    with mail.line_held_open():
        while allowed > 0 and time.monotonic() < began + SECONDS and _is_on(newsletter, turn):
            some = _take(newsletter, min(IN_HAND, allowed))
            if not some:
                break
            doubts = _send_all(newsletter, some, doubts)
            allowed -= len(some)
    _go_on(newsletter, turn, began + SECONDS - time.monotonic() if allowed <= 0 else 0)


def _is_on(newsletter: Newsletter, turn: int) -> bool:
    return Newsletter.objects.filter(pk=newsletter.pk, turn=turn, state=Newsletter.State.SENDING).exists()


@transaction.atomic
def _take(newsletter: Newsletter, most: int) -> list[Recipient]:
    waiting = newsletter.recipients.waiting().select_for_update(of=("self",))[:most]
    some = list(waiting)
    Recipient.objects.filter(pk__in=[one.pk for one in some]).update(
        state=State.SENDING, taken_at=clock.now()
    )
    return some


def _send_all(newsletter: Newsletter, some: list[Recipient], doubts: int) -> int:
    """Send to each; the number of uncertain answers at the end. Whose turn did not come waits again."""
    outcomes: dict[str, list[int]] = {}
    people = mails.readers(some)
    left = list(some)
    try:
        while left:
            state = _send(newsletter, left[0], people)
            outcomes.setdefault(state, []).append(left.pop(0).pk)
            doubts = doubts + 1 if state == State.UNKNOWN else 0
            if doubts >= MOST_DOUBTS:
                raise Temporary("the provider does not say whether messages arrive")
    finally:
        outcomes.setdefault(State.WAITING, []).extend(one.pk for one in left)
        for state, keys in outcomes.items():
            Recipient.objects.filter(pk__in=keys).update(state=state)
    return doubts


def _send(newsletter: Newsletter, one: Recipient, people: "mails.People") -> str:
    try:
        mails.newsletter(newsletter, one, people)
    except NotPermitted:
        return State.SKIPPED
    except Rejected:
        return State.REFUSED
    except Temporary as error:
        if not error.is_uncertain:
            raise
        return State.UNKNOWN
    return State.SENT


def _settle_what_was_broken_off(newsletter: Newsletter) -> None:
    """After a kill: what had left is sent, what had not waits again, what may have left is in doubt."""
    flying = list(newsletter.recipients.in_flight())
    noted = dict(Message.objects.filter(key__in=[one.key for one in flying]).values_list("key", "state"))
    became: dict[str | None, State] = {
        None: State.WAITING,
        Message.State.SENT: State.SENT,
        Message.State.SENDING: State.UNKNOWN,
    }
    for one in flying:
        one.state = became[noted.get(one.key)]
    Recipient.objects.bulk_update(flying, ["state"])


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
