"""Letters about somebody's own account are asked for here and sent by the relay."""

from django.db import transaction

from accounts.events import LetterRequested, StatementToBeTold
from accounts.models import User
from d4d.foundation import clock, outbox


@transaction.atomic
def request_letter(letter: str, user_id: int, row_id: int = 0) -> None:
    """Put a letter in the outbox; a mail provider that is down delays it and loses nothing."""
    moment = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")
    outbox.publish(LetterRequested(letter=letter, user_id=user_id, row_id=row_id, moment=moment))


def tell_everybody(version_id: int) -> None:
    """Ask for the letter about a new privacy statement for each account; harmless to repeat."""
    accounts = User.objects.filter(is_active=True).values_list("pk", flat=True)
    for user_id in accounts.iterator(chunk_size=1000):
        with transaction.atomic():
            outbox.publish(StatementToBeTold(version_id=version_id, user_id=user_id))
