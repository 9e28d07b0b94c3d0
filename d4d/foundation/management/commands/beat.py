"""The clock of a house with a broker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from d4d.foundation import heartbeat, presence, standstill, timetable


class Command(BaseCommand):
    """Publishes the turns of the timetable; several clocks do no harm."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="publish the turns of this moment, and stop")

    def handle(self, *, once: bool, **_: Any) -> None:
        stopping = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        presence.enter()
        standstill.wait()
        while not stopping.is_set():
            heartbeat.beat()
            try:
                timetable.tick()
            except OperationalError as error:
                self.stderr.write(f"clock waits: {type(error).__name__}")
                close_old_connections()
            if once:
                return
            stopping.wait(10.0)
