"""The counter for copies of data: asked for, made by a job, fetched by their owner, gone after seven days."""

from collections.abc import Iterator
from uuid import UUID

from d4d.foundation import clock, outbox, sealed
from d4d.foundation.handing_out import Counter, Progress
from privacy import people, requests
from privacy.events import CopyReady, CopyWanted
from privacy.export.archive import Copy
from privacy.models import DataSubject, ExportArchive


class Copies(Counter[ExportArchive]):
    """Somebody asks for a copy of everything that we hold about them."""

    kind, owner, use = ExportArchive, "subject", "copies"

    def wish(self, owner: UUID, by: UUID | None) -> ExportArchive:
        """The new row of a wish, which is a privacy request with its clock."""
        asked = requests.open(owner, "copy", source="account")
        return ExportArchive.objects.create(subject=owner, request=asked)

    def wanted(self, handout: ExportArchive) -> CopyWanted:
        """The news on which a job makes it."""
        return CopyWanted(export_id=handout.pk)

    def is_in_vain(self, handout: ExportArchive) -> bool:
        """Whether the person is being erased."""
        gone = [DataSubject.State.ERASING, DataSubject.State.ERASED]
        return DataSubject.objects.filter(uuid=handout.subject, state__in=gone).exists()

    def write(self, handout: ExportArchive, seal: sealed.Writer, progress: Progress) -> None:
        """Put all tables in, in the language of the person."""
        reached = people.reach(handout.subject)
        Copy(seal).write(handout.subject, reached.language if reached else "nl", progress)

    def made(self, handout: ExportArchive) -> None:
        """The request has been met, and the person is told."""
        if handout.request:
            requests.close(handout.request, "granted", article="GDPR art. 15(3)")
        outbox.publish(CopyReady(export_id=handout.pk))

    def fetch(self, handout: ExportArchive) -> Iterator[bytes]:
        """The content, unsealed piece by piece, noting when it went; raises CannotBeFetched."""
        content = super().fetch(handout)
        ExportArchive.objects.filter(pk=handout.pk, fetched_at=None).update(fetched_at=clock.now())
        return content


copies = Copies()


def let_copies_go() -> int:
    """Delete the copies whose days are over; the number of them."""
    return copies.let_go()
