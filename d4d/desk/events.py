"""What happens at the desk itself."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class LetterTrialWanted(Event):
    """Somebody of the staff wants a letter in their own mailbox; twice in a minute is once."""

    topic = "desk.letter-trial-wanted"
    letter: str
    language: str
    user_id: int
    minute: str
