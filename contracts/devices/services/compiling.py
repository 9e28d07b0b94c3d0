"""The counter for inspection dossiers: asked for, made by a job, fetched, gone after some days."""

from uuid import UUID

from accounts.models import Practice
from contracts.devices.bundle import Bundle
from contracts.devices.events import DossierWanted
from contracts.devices.models import Dossier
from contracts.devices.services.arriving import GONE
from d4d.foundation import sealed
from d4d.foundation.handing_out import Counter, Progress


class Dossiers(Counter[Dossier]):
    """A practice asks for its dossier; a colleague who asks meanwhile gets the same one."""

    kind, owner, use = Dossier, "practice", "dossiers"

    def wish(self, owner: Practice, by: UUID | None) -> Dossier:
        """The new row of a practice's wish, with who wished it."""
        return Dossier.objects.create(practice=owner, asked_by=by)

    def wanted(self, handout: Dossier) -> DossierWanted:
        """The news on which a job makes it."""
        return DossierWanted(dossier_id=handout.pk)

    def is_in_vain(self, handout: Dossier) -> bool:
        """Whether the practice is being erased."""
        return handout.practice.subject.state in GONE

    def write(self, handout: Dossier, seal: sealed.Writer, progress: Progress) -> None:
        """Put all papers in, device by device."""
        for done, total in Bundle(seal, handout.practice).write():
            progress(done, total)


dossiers = Dossiers()


def let_dossiers_go() -> int:
    """Delete the dossiers whose days are over; the number of them."""
    return dossiers.let_go()
