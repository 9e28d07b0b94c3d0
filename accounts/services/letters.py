"""Letters about somebody's own account are asked for here and sent by the relay."""

from django.db import transaction

from accounts.events import LetterRequested
from d4d.foundation import clock, outbox


@transaction.atomic
def request_letter(letter: str, user_id: int, row_id: int = 0) -> None:
    """Put a letter in the outbox; a mail provider that is down delays it and loses nothing."""
    moment = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")
    outbox.publish(LetterRequested(letter=letter, user_id=user_id, row_id=row_id, moment=moment))
