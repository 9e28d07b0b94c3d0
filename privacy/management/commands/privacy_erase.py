"""`privacy_erase EMAIL [--preview]`: erase a person as on their own page, or only show what would go."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from privacy import erasure, people
from privacy.erasure.preview import Line
from privacy.models import ErasureRun


class Command(BaseCommand):
    """Asks for the erasure of the person with this mailbox; the time to think again runs from now."""

    help = "Ask for the erasure of whoever signs in with this address; --preview changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and whether anything may change."""
        parser.add_argument("email")
        parser.add_argument("--preview", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """What would go, what stays and why; then the moment from which it goes."""
        subject = people.find(options["email"])
        if subject is None:
            raise CommandError("nobody signs in with this address")
        self._preview(subject)
        if options["preview"]:
            return
        try:
            run = erasure.ask(subject, origin=ErasureRun.Origin.STAFF)
        except erasure.CannotBeErased as refusal:
            raise CommandError(str(refusal))
        self.stdout.write(f"run {run.uuid} begins at {run.due_at.isoformat(timespec='minutes')}")

    @translation.override("en")
    def _preview(self, subject: UUID) -> None:
        seen = erasure.preview(subject)
        for title, found in (
            ("erased", seen.erased),
            ("made anonymous", seen.emptied),
            ("kept", seen.kept),
            ("held", seen.held),
        ):
            self._say(title, found)
        for tie in seen.ties:
            self.stdout.write(f"{'first' if tie.blocks else 'note'}: {tie.text}")

    def _say(self, title: str, found: Iterable[Line]) -> None:
        for line in found:
            until = f" until {line.until}" if line.until else ""
            law = f" ({line.law}{until})" if line.law else ""
            self.stdout.write(f"{title}: {line.title} {line.rows}{law}")
