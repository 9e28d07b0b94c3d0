"""Makes the visits that the contracts ask for; the clock does so every night."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from contracts.service import services


class Command(BaseCommand):
    """Plans what can be seen of the contracts on a day; repeating it makes nothing twice."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day, as 2026-11-23; else today")

    def handle(self, *, as_of: date | None, **_: Any) -> None:
        self.stdout.write(f"{services.plan_visits(as_of)} visits were made.")
