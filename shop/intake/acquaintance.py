"""What the privacy floor asks this room: who writes to us without an account."""

from uuid import UUID

from django.conf import settings

from privacy.people import Acquaintance, Reach
from shop.intake.models import Correspondent


class Correspondents(Acquaintance):
    """People who ordered by mail or phone and have no account."""

    def reach(self, subject: UUID) -> Reach | None:
        """The mailbox from which they wrote."""
        found = Correspondent.objects.filter(subject__uuid=subject).first()
        return Reach(found.email, settings.LANGUAGE_CODE, found.name) if found else None

    def find(self, email: str) -> UUID | None:
        """Who writes from this address."""
        return Correspondent.objects.filter(email=email).values_list("subject__uuid", flat=True).first()

    def readers_of(self, email: str) -> list[UUID]:
        """The same."""
        found = self.find(email)
        return [found] if found else []

    def name(self, subject: UUID) -> str:
        """The name under which they wrote, or else their address."""
        found = Correspondent.objects.filter(subject__uuid=subject).first()
        return (found.name or found.email) if found else ""

    def facts(self, subject: UUID) -> dict[str, str]:
        """Their mailbox."""
        found = Correspondent.objects.filter(subject__uuid=subject).first()
        return {"email": found.email} if found else {}
