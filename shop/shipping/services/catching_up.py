"""After an old backup was put back: the courier is asked for a label before another one is made."""

from collections.abc import Iterator
from datetime import datetime

from d4d.foundation import clock
from d4d.foundation.reconciliation import Finding
from shop.shipping.models import Parcel


def catch_up(since: datetime) -> Iterator[Finding]:
    """Parcels that wait for a label may have got one since; `pack` sees to those still to come."""
    count = Parcel.objects.without_label().filter(asked_at=None).update(asked_at=clock.now())
    yield Finding(f"{count} parcels ask their courier first")
