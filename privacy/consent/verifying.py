"""Proves that the consent ledger is what it was, and that every standing follows from it."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from django.db.models import QuerySet

from d4d.foundation import clock, seal
from d4d.foundation.models import Counter
from privacy import anchors
from privacy.consent import chain
from privacy.consent.ledger import Source, counts, folded
from privacy.models import ConsentEvent, ConsentState, ConsentText
from privacy.vocabulary import CONSENT_PROOF

_SEALED_WITHIN = timedelta(hours=1)
_ANCHORED_WITHIN = timedelta(days=1)


def verify() -> Iterator[str]:
    """Everything that is wrong, each naming its row; nothing when the ledger is whole."""
    yield from _verify_wordings()
    try:
        known = anchors.anchors(chain.LEDGER)
    except anchors.AnchorDamaged as damage:
        yield f"{damage} was not written by us"
        known = []
    yield from _verify_chain(anchors.may_be_gone(known, CONSENT_PROOF))
    yield from _verify_anchors(known)
    yield from _verify_standings()


def _verify_wordings() -> Iterator[str]:
    for text in ConsentText.objects.order_by("pk"):
        if sha256(text.text.encode()).hexdigest() != text.sha256:
            yield f"wording {text.pk} ({text}): has been changed"


def _verify_chain(let_go: int) -> Iterator[str]:
    expected, previous = 1, seal.FIRST
    rows = ConsentEvent.objects.chain().select_related("text")
    for row in rows.iterator(chunk_size=500):
        sequence, before = row.sequence or 0, row.previous_seal or ""
        if expected < sequence:
            if sequence - 1 > let_go:
                yield f"places {max(expected, let_go + 1)} to {sequence - 1} of the chain are missing"
            previous = before
        if before != previous:
            yield f"row {row.pk}: does not follow the seal of the one before"
        if not seal.is_intact(before, chain.content(row), row.seal or ""):
            yield f"row {row.pk}: has been changed, its seal is broken"
        expected, previous = sequence + 1, row.seal or ""
    drawn = Counter.objects.filter(series=chain.LEDGER).values_list("value", flat=True).first() or 0
    if drawn != expected - 1 and drawn > let_go:
        yield f"the chain ends at {expected - 1}, but {drawn} rows were sealed"
    waiting = _own(ConsentEvent.objects.unsealed()).filter(at__lt=clock.now() - _SEALED_WITHIN)
    yield from (f"row {pk}: still has no seal" for pk in waiting.values_list("pk", flat=True))


def _own(rows: QuerySet[ConsentEvent]) -> QuerySet[ConsentEvent]:
    """Rows that bear the moment at which they were written: those of a list from before are older."""
    return rows.exclude(source=Source.IMPORT)


def _verify_anchors(known: list[anchors.Anchor]) -> Iterator[str]:
    oldest = _own(ConsentEvent.objects.chain()).values_list("at", flat=True).first()
    if oldest and oldest < clock.now() - 2 * _ANCHORED_WITHIN:
        yield from (f"the anchor file in place {place} is missing" for place in anchors.missing(chain.LEDGER))
    let_go = anchors.may_be_gone(known, CONSENT_PROOF)
    seals = dict(
        ConsentEvent.objects.filter(sequence__in=[one.sequence for one in known]).values_list(
            "sequence", "seal"
        )
    )
    for one in known:
        if one.sequence > let_go and seals.get(one.sequence) != one.seal:
            yield f"the chain stood at {one.sequence} on {one.at:%Y-%m-%d} with another seal than now"


def _verify_standings() -> Iterator[str]:
    kept = {(row.subject, row.purpose, row.channel): row for row in ConsentState.objects.all()}
    for key, (standing, event) in folded().items():
        row = kept.pop(key, None)
        if row is None:
            yield f"row {event.pk}: the standing that follows from it is missing"
        elif (row.standing, row.event) != (standing, event.pk):
            yield f"standing {row.pk}: says {row.standing}, the ledger says {standing} (row {event.pk})"
    yield from (f"standing {row.pk}: rests on nothing in the ledger" for row in kept.values() if counts(row))
