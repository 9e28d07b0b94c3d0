"""The link in a message: what it is about, how it stands, and the two things one can do there."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.functional import Promise

from d4d.foundation import clock
from privacy.consent import wording
from privacy.consent.acts import end_by_message, give
from privacy.consent.addresses import addresses_of, mark_of
from privacy.consent.ledger import Circumstances, is_on, standing
from privacy.consent.messages import opened_with
from privacy.consent.offers import Pair
from privacy.models import ConsentEvent, ConsentState, DataSubject, Message

UNDO_WITHIN = timedelta(days=7)
_OFF = {ConsentState.Standing.WITHDRAWN, ConsentState.Standing.OBJECTED}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that we gave with a message."""

    token: str
    message: Message
    pair: Pair

    @property
    def title(self) -> str | Promise:
        """What the message was about."""
        return self.pair[0].label

    @property
    def channel(self) -> str:
        """By which channel it came, in words."""
        return self.message.get_channel_display()

    @property
    def words(self) -> str | Promise:
        """The exact question to which a new yes answers."""
        return wording.words(wording.code_of(self.pair))

    @property
    def is_on(self) -> bool:
        """Whether such messages still come."""
        return self.message.subject is not None and is_on(self.message.subject, self.pair)

    @property
    def may_undo(self) -> bool:
        """Whether it was ended with this link, not long ago, and the address is still the person's own."""
        subject = self.message.subject
        state = standing(subject, self.pair) if subject else None
        if subject is None or state is None or state.standing not in _OFF:
            return False
        channel = self.pair[1]
        is_active = DataSubject.objects.filter(uuid=subject, state=DataSubject.State.ACTIVE).exists()
        by_this = ConsentEvent.objects.filter(pk=state.event, occasion=self._occasion).exists()
        is_recent = state.changed_at > clock.now() - UNDO_WITHIN
        own = addresses_of(subject).get(channel, "")
        return is_active and by_this and is_recent and mark_of(channel, own) == self.message.mark

    def end(self, how: Circumstances, *, everything: bool) -> None:
        """No more of this, or of anything."""
        end_by_message(self.message, self.pair, replace(how, occasion=self._occasion), everything=everything)

    def undo(self, how: Circumstances) -> None:
        """Yes again, to the words on the page; nothing happens where that is not offered."""
        if self.message.subject and self.may_undo:
            give(self.message.subject, [self.pair], replace(how, occasion=self._occasion))

    @property
    def _occasion(self) -> str:
        return f"message {self.message.pk}"


def find(token: str) -> Link | None:
    """The link with this key; None for a key that we did not make."""
    opened = opened_with(token)
    return Link(token, *opened) if opened else None
