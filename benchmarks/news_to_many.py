"""`python -m benchmarks.news_to_many`: a newsletter to very many people, its worker killed twice on the way.

On a PostgreSQL and a Redis of its own, with the real relay, worker and simulator. Somebody in a hundred never
said yes, and half-way somebody in a hundred says no. Ends with an error when anybody got it twice, without a
yes or after a no, or when somebody got nothing who is not listed as in doubt.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.usage import processor_seconds
from tools.prepare import ROOT
from tools.processes import Process, answers, free_port, wait_until
from tools.servers import private_servers

if TYPE_CHECKING:
    from shop.outreach.models import Newsletter

BATCH = 2_000
KILLS = (0.3, 0.6)
SAYS_NO_AFTER, ONE_IN = 0.4, 100
SLOWEST, MOST_GROWTH = 200, 1.3  # messages a second; memory of the worker against that after its first minute


@dataclass
class Watch:
    """What was seen of the worker while it worked: messages, time by the clock, its own work, its memory."""

    messages: int = 0
    seconds: float = 0.0
    work: float = 0.0
    memory: list[int] = field(default_factory=list)


def main() -> None:
    """Fill a house, send, kill twice, and hold what arrived against what should."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.news_to_many", description=__doc__)
    parser.add_argument("--readers", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="d4d-news-") as folder, private_servers() as servers:
        port = free_port()
        os.environ |= {
            **servers,
            "DJANGO_SETTINGS_MODULE": "d4d.settings.dev",
            "D4D_DATA": folder,
            "D4D_SIMULATOR_ORIGIN": f"http://127.0.0.1:{port}",
            "D4D_OUTREACH_PER_MINUTE": "1000000",
        }
        _begin()
        _fill(asked.readers)
        with _Outside(Path(folder), port) as outside:
            news, watch = _send(outside, asked.readers)
            sys.exit(_judge(news, watch, outside.arrived()))


class _Outside:
    """The simulator, the relay and the worker beside the benchmark."""

    def __init__(self, folder: Path, port: int) -> None:
        def house(name: str, *command: str) -> Process:
            return Process(name, [sys.executable, *command], folder=ROOT, log=folder / f"{name}.log")

        self.data, self.port = folder / "outside", port
        self.data.mkdir()
        given = ["--port", str(port), "--mailbox-port", "0", "--data", str(self.data), "--speed", "0"]
        self.simulator = house("simulator", "-m", "d4d.simulator", *given)
        self.relay = house("relay", "manage.py", "relay")
        queues = "default,courier,mail,pdf,payments"
        celery = ("-m", "celery", "-A", "d4d.celery", "worker", "-c", "1", "-Q", queues)
        self.name = f"news-{port}"
        self.worker = house("worker", *celery, "-l", "WARNING", "-n", f"{self.name}@%h")

    def __enter__(self) -> "_Outside":
        self.simulator.start()
        page = f"http://127.0.0.1:{self.port}/healthz"
        wait_until(lambda: answers(page), "the simulator", within=60, process=self.simulator)
        self.worker.start()
        self.relay.start()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self.worker, self.relay, self.simulator):
            process.stop()

    def arrived(self) -> Counter[str]:
        """How often each address got a mail; also that none of them follows its reader."""
        (file,) = self.data.rglob("*.sqlite3")
        rows = sqlite3.connect(file).execute("select body from record where kind = 'mail'")
        return Counter(reader["email"] for (body,) in rows for reader in loads(body)["to"])


def _begin() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # else every statement would be remembered
    call_command("migrate", verbosity=0)


def _fill(count: int) -> None:
    """Practices with many people each, who said yes, but one in a hundred."""
    from django.db import connection

    from accounts.models import Membership, Practice, User
    from privacy.models import ConsentEvent, ConsentState, DataSubject

    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        subjects = DataSubject.objects.bulk_create(DataSubject() for _ in range(len(numbers) + 1))
        practice = Practice.objects.create(
            subject=subjects.pop(),
            number=f"{900_000 + start}",
            name=f"Praktijk {start}",
            kind="dentist",
            state="approved",
            billing_email=f"f{start}@example.nl",
        )
        users = User.objects.bulk_create(
            User(subject=subject, email=f"r{number}@example.nl", first_name=f"R{number}", password="!")
            for number, subject in zip(numbers, subjects, strict=True)
        )
        Membership.objects.bulk_create(
            Membership(user=user, practice=practice, role="buyer") for user in users
        )
        _said_yes([one for place, one in enumerate(subjects) if place % ONE_IN], ConsentEvent, ConsentState)
    with connection.cursor() as database:
        database.execute("ANALYZE")  # a house that grew has its statistics


def _said_yes(subjects: list[Any], events: Any, states: Any) -> None:
    from d4d.foundation import clock
    from privacy.consent import wording

    text, at = wording.shown("newsletter-email", "nl"), clock.now()
    about = {"purpose": "newsletter", "channel": "email"}
    given = events.objects.bulk_create(
        events(subject=one.uuid, action="given", text=text, source="account", at=at, **about)
        for one in subjects
    )
    states.objects.bulk_create(
        states(subject=one.subject, standing="given", event=one.pk, changed_at=at, **about) for one in given
    )


def _send(outside: _Outside, count: int) -> "tuple[Newsletter, Watch]":
    from shop.outreach import services
    from shop.outreach.models import Newsletter
    from shop.outreach.services import Words

    body = (
        "# Nieuws\n\nBeste {voornaam},\ner is nieuws voor {praktijk}.\n\n- een\n- twee\n\n[Kijk]({winkel}/)"
    )
    news = services.compose(Words("Soak", "email", body, body, "Nieuws", "News"), by=None)
    services.start(news.pk, by=None)
    watch, kills, said_no, before = Watch(), list(KILLS), False, 0
    began, worked = time.monotonic(), 0.0
    while Newsletter.objects.get(pk=news.pk).state == Newsletter.State.SENDING:
        time.sleep(1)
        counted = services.progress(news)
        done = counted.get("sent", 0) + counted.get("skipped", 0)
        now, work = time.monotonic(), processor_seconds(outside.worker.pid)
        if done > before and work > worked:
            watch.messages += done - before
            watch.seconds += now - began
            watch.work += work - worked
            watch.memory.append(_memory(outside.name))
        began, worked, before = now, work, done
        print(f"{done} of {count}", end="\r", flush=True)
        if done > SAYS_NO_AFTER * count and not said_no:
            said_no = bool(_some_say_no(news))
        if kills and done > kills[0] * count:
            kills.pop(0)
            print(f"killing the worker after {done} messages", flush=True)
            outside.worker.kill()
            outside.worker.start()
    return news, watch


def _some_say_no(news: "Newsletter") -> int:
    from privacy import consent
    from privacy.vocabulary import NEWSLETTER, Channel

    how = consent.Circumstances("link")
    chosen = list(news.recipients.waiting().values_list("subject", flat=True)[5_000::ONE_IN])
    chosen = chosen or list(news.recipients.waiting().values_list("subject", flat=True)[::ONE_IN][5:])
    for subject in chosen:
        consent.withdraw(subject, [(NEWSLETTER, Channel.EMAIL)], how)
    return len(chosen) or 1


def _memory(name: str) -> int:
    """The largest memory of a process of the worker now, in kB."""
    largest = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if name.encode() in (status.parent / "cmdline").read_bytes():
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                largest = max(largest, int(lines["VmRSS"].split()[0]))
        except (OSError, KeyError):
            continue
    return largest


def _judge(news: "Newsletter", watch: Watch, arrived: Counter[str]) -> int:
    """Whether everybody got it who should, once, and nobody else."""
    from accounts.models import User
    from privacy.models import ConsentState
    from shop.outreach import services

    print(services.progress(news))

    def addresses(some: Any) -> set[str]:
        people = User.objects.filter(subject__uuid__in=some.values("subject"))
        return set(people.values_list("email", flat=True))

    def who(*states: str) -> set[str]:
        return addresses(news.recipients.filter(state__in=states))

    said_no = addresses(ConsentState.objects.filter(standing=ConsentState.Standing.WITHDRAWN))
    wrong = {
        "twice": [email for email, times in arrived.items() if times > 1],
        "without a yes": arrived.keys() - who("sent", "unknown"),
        "after a no": arrived.keys() & said_no,
        "lost": who("sent", "waiting", "sending", "refused") - arrived.keys(),
    }
    print(f"arrived: {len(arrived)}; {'; '.join(f'{word}: {len(some)}' for word, some in wrong.items())}")
    print(f"said no on the way: {len(said_no)}")
    rate, at_work = watch.messages / watch.seconds, watch.messages / watch.work
    half = len(watch.memory) // 2
    growth = max(watch.memory[half:]) / max(watch.memory[:half] or [1])
    print(f"{rate:.0f} messages a second by the clock while it worked, {at_work:.0f} by its processor")
    print(f"memory {max(watch.memory)} kB, x{growth:.2f}")
    missed = [word for word, some in wrong.items() if some]
    missed += ["messages a second"] * (rate < SLOWEST) + ["memory"] * (growth > MOST_GROWTH)
    print(f"missed: {', '.join(missed) or 'nothing'}")
    return len(missed)


if __name__ == "__main__":
    main()
