"""The relay: passes on the news of the outbox."""

import signal
import time
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from d4d.foundation import heartbeat, presence, relay, standstill, timetable
from d4d.foundation.errors import BrokerUnreachable

IDLE_SECONDS = 0.3
TICK_SECONDS = 10.0


class Command(BaseCommand):
    """Passes on due news until told to stop; with SQLite it is the clock and the worker too."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="pass on what is due now, and stop")

    def handle(self, *, once: bool, **_: Any) -> None:
        presence.enter()
        standstill.wait()
        if once:
            timetable.tick()
            while relay.run_once():
                pass
            return
        stopping = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        next_tick = 0.0
        while not stopping.is_set():
            next_tick = self._turn(stopping, next_tick)

    def _turn(self, stopping: Event, next_tick: float) -> float:
        heartbeat.beat()
        try:
            if not settings.BROKER and time.monotonic() >= next_tick:
                timetable.tick()
                next_tick = time.monotonic() + TICK_SECONDS
            if not relay.run_once():
                stopping.wait(IDLE_SECONDS)
        except (BrokerUnreachable, OperationalError) as error:
            self.stderr.write(f"relay waits: {type(error).__name__}")
            close_old_connections()
            stopping.wait(1.0)
        return next_tick
