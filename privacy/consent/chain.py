"""Seals the consent ledger after the fact: whoever chooses waits for nobody, the sealer comes by later."""

import json

from django.db import transaction

from d4d.foundation import seal
from d4d.foundation.models import Counter
from privacy import anchors
from privacy.models import ConsentEvent

LEDGER = "consents"
BATCH = 1000


def seal_pending() -> int:
    """Seal all rows that still lack a seal, in batches; the number of them."""
    total = 0
    while count := _seal_batch():
        total += count
    return total


def anchor() -> bool:
    """Seal what is open, and write down outside the database where the chain ends."""
    seal_pending()
    head = ConsentEvent.objects.chain().last()
    return head is not None and anchors.drop(LEDGER, head.sequence or 0, head.seal or "")


def content(event: ConsentEvent) -> bytes:
    """What a seal covers: the row itself and the exact words that were shown."""
    said = {
        "row": event.pk,
        "sequence": event.sequence,
        "subject": str(event.subject),
        "purpose": event.purpose,
        "channel": event.channel,
        "action": event.action,
        "text": event.text.sha256 if event.text else "",
        "source": event.source,
        "actor": str(event.actor or ""),
        "occasion": event.occasion,
        "at": event.at.isoformat(),
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


@transaction.atomic
def _seal_batch() -> int:
    """One batch, under the lock of the chain's own counter: two sealers take turns."""
    Counter.objects.bulk_create([Counter(series=LEDGER)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(series=LEDGER)
    head = ConsentEvent.objects.chain().values_list("seal", flat=True).last()
    sequence, previous = counter.value, head or seal.FIRST
    rows = list(ConsentEvent.objects.unsealed().select_related("text")[:BATCH])
    for row in rows:
        sequence += 1
        row.sequence, row.previous_seal = sequence, previous
        row.seal = previous = seal.seal(previous, content(row))
    ConsentEvent.objects.bulk_update(rows, ["sequence", "previous_seal", "seal"], batch_size=200)
    Counter.objects.filter(pk=counter.pk).update(value=sequence)
    return len(rows)
