"""What the privacy floor hears of: its own news, which becomes work and letters."""

from d4d.foundation import outbox
from privacy.events import CopyReady, CopyWanted
from privacy.export import making
from privacy.export.mails import copy_ready


def make_the_copy(event: CopyWanted) -> None:
    """Somebody gets everything that we hold about them."""
    making.make(event.export_id)


def tell_that_the_copy_is_ready(event: CopyReady) -> None:
    """Its owner hears where to fetch it, and until when."""
    copy_ready(event.export_id)


outbox.subscribe(CopyWanted, make_the_copy)
outbox.subscribe(CopyReady, tell_that_the_copy_is_ready, queue="mail")
