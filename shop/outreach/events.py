"""What happens when news is sent and opinions are asked."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class NewsletterStarted(Event):
    """A newsletter may leave: its readers are looked up, from after that account on."""

    topic = "outreach.newsletter-started"
    newsletter_id: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class TurnCame(Event):
    """It is time to send some more of a newsletter."""

    topic = "outreach.turn-came"
    newsletter_id: int
    turn: int


@dataclass(frozen=True, slots=True)
class TrialWanted(Event):
    """Somebody of the staff wants to see a newsletter in their own mailbox or telephone."""

    topic = "outreach.trial-wanted"
    newsletter_id: int
    user_id: int
    number: int


@dataclass(frozen=True, slots=True)
class OpinionDue(Event):
    """Some days after something was brought or solved, somebody may be asked how it was."""

    topic = "outreach.opinion-due"
    kind: str
    row_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """Somebody is asked for an opinion."""

    topic = "outreach.person-invited"
    invitation_id: int
