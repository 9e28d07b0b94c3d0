"""What the ground floor listens to."""

from d4d.foundation import outbox
from d4d.foundation.importing import batches
from d4d.foundation.importing.events import ListAgreed, ListRecalled, ListReceived


def look_at_the_list(event: ListReceived) -> None:
    """A list that came in is looked at: what it would do, and what is wrong with it."""
    batches.look_at(event.batch_id)


def write_the_list(event: ListAgreed) -> None:
    """A list that somebody agreed with is written, whole or not at all."""
    batches.write(event.batch_id)


def take_the_list_back(event: ListRecalled) -> None:
    """A list is taken back, if nothing was changed since."""
    batches.take_back(event.batch_id)


outbox.subscribe(ListReceived, look_at_the_list)
outbox.subscribe(ListAgreed, write_the_list)
outbox.subscribe(ListRecalled, take_the_list_back)
