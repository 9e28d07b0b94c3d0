"""The officer's search as work for a job: the value is kept sealed until it is done, and never shown."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox, sealed
from privacy.events import ValueWanted
from privacy.models import ValueSearch
from privacy.search import SHORTEST, TooShort, forms_of, search

MOST = 1_000
_USE = "value-search"


@transaction.atomic
def ask(value: str, *, by: UUID | None) -> ValueSearch:
    """Have somebody's value looked for; raises TooShort."""
    if min(len(one) for one in forms_of(value)) < SHORTEST:
        raise TooShort(f"at least {SHORTEST} characters")
    wanted = ValueSearch.objects.create(asked_by=by, value=sealed.seal_text(value, _USE))
    outbox.publish(ValueWanted(search_id=wanted.pk))
    return wanted


def run(search_id: int) -> ValueSearch:
    """Look everywhere, write down where, and forget the value; harmless to repeat."""
    wanted = ValueSearch.objects.get(pk=search_id)
    if wanted.state == ValueSearch.State.DONE:
        return wanted
    places: list[dict[str, Any]] = []
    for place in search(sealed.read_text(wanted.value, _USE)):
        places.append({name: str(fact or "") for name, fact in asdict(place).items()})
        if len(places) == MOST:
            break
    wanted.found, wanted.value, wanted.finished_at = places, "", clock.now()
    wanted.state = ValueSearch.State.DONE
    wanted.save(update_fields=["found", "value", "finished_at", "state"])
    return wanted
