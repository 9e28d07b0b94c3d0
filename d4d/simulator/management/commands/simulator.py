"""`manage.py simulator`: the outside world as a process of its own."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Become the simulator, without the shop's settings and database."""

    help = "Runs Mollie, the couriers, VIES, mail and SMS on one port, for demo and tests."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of `python -m d4d.simulator`, with this shop's folder and address as defaults."""
        parser.add_argument("--port", default="8001")
        parser.add_argument("--mailbox-port", default="8143")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--data", default=str(Path(settings.DATA_DIR) / "simulator"))
        parser.add_argument("--speed", default="1")
        parser.add_argument("--public-url", default="")
        parser.add_argument("--shop-url", default=settings.PUBLIC_ORIGIN)

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace this process, so that signals reach the simulator itself."""
        names = ("port", "mailbox_port", "host", "data", "speed", "public_url", "shop_url")
        given = [part for name in names for part in (f"--{name.replace('_', '-')}", str(options[name]))]
        root = str(Path(__file__).resolve().parents[4])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
        command = [sys.executable, "-m", "d4d.simulator", *given]
        os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter and module
