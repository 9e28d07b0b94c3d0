"""Looks after the editions of the privacy statement."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.foundation import clock
from privacy.models import NoticeVersion
from privacy.statement import comparing, editions, reading

ABOUT = """\
dated = {today}
is_material = true
sha256 = ""

[summary]
nl = "Schrijf hier in één zin wat er nieuw is."
en = "Write here in one sentence what is new."
"""


class Command(BaseCommand):
    """Brings the tables of the newest edition up to date; begins an edition; shows what changed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_mutually_exclusive_group()
        acts.add_argument("--check", action="store_true", help="fail when the register has changed")
        acts.add_argument("--release", action="store_true", help="from now on the newest edition is fixed")
        acts.add_argument("--new", metavar="VERSION", help="begin an edition: 2027-01")
        acts.add_argument("--diff", nargs=2, metavar=("OLDER", "NEWER"), help="compare two versions")

    def handle(
        self, *, check: bool, release: bool, new: str | None, diff: list[str] | None, **_: Any
    ) -> None:
        newest = editions.folders()[-1]
        if diff:
            self._compare(*diff)
        elif new:
            self._begin(new)
        elif check and not editions.is_fresh(newest):
            raise CommandError("the register has changed since the statement was written; see `make docs`")
        elif not check:
            self._keep_in_step(newest)
        if release:
            editions.release(newest)

    def _keep_in_step(self, newest: Path) -> None:
        if editions.is_fresh(newest):
            return
        if editions.read(newest, is_newest=True).released_as:
            raise CommandError(
                f"{newest.name} is released and the register has changed: begin a new edition with --new"
            )
        editions.freeze(newest)

    def _begin(self, version: str) -> None:
        former = editions.folders()[-1]
        folder = editions.FOLDER / version
        if version <= former.name:
            raise CommandError(f"a new edition comes after {former.name}")
        folder.mkdir()
        for language in editions.LANGUAGES:
            shutil.copy(former / f"{language}.md", folder)
        (folder / editions.ABOUT).write_text(ABOUT.format(today=clock.today()))
        editions.freeze(folder)

    def _compare(self, older: str, newer: str) -> None:
        found = {row.version: row for row in NoticeVersion.objects.filter(version__in=[older, newer])}
        if missing := {older, newer} - found.keys():
            raise CommandError(f"not published here: {', '.join(sorted(missing))}")
        texts = [reading.read(found[version].content, "nl") for version in (older, newer)]
        for change in comparing.changes(*texts):
            self.stdout.write(f"{'+' if change.is_new else '-'} [{change.heading}] {change.text}")
