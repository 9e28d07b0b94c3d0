"""What the roof listens to."""

from d4d.desk import trials
from d4d.desk.events import LetterTrialWanted
from d4d.foundation import outbox


def show_it_to_who_asked(event: LetterTrialWanted) -> None:
    """Whoever of the staff asked sees a letter as a customer would."""
    trials.send(event.letter, event.language, event.user_id, event.minute)


outbox.subscribe(LetterTrialWanted, show_it_to_who_asked, queue="mail")
