"""`python -m benchmarks.copy_of_data`: what the copy of a manager with many orders costs in time and memory.

Each order has two lines, a parcel with its label and an invoice with its PDF. D4D_DATABASE chooses the
database; without it a SQLite of its own is filled.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

LABEL_BYTES, PDF_BYTES = 20_000, 40_000


def main() -> None:
    """Fill a database and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copy_of_data", description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000)
    parser.add_argument("--others", type=int, default=0, help="orders of other practices beside them")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="d4d-copy-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "d4d.settings.dev"
        os.environ["D4D_DATA"] = folder
        _begin()
        from benchmarks import much_ordered

        subject = much_ordered.fill(asked.orders, asked.others, LABEL_BYTES, PDF_BYTES)
        _measure(subject, asked.orders, asked.others)


def _begin() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(subject: UUID, orders: int, others: int) -> None:
    from d4d.foundation.handing_out import DAYS
    from privacy.export.making import copies
    from privacy.models import ExportArchive

    export = copies.ask(subject, by=subject)
    idle = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    began, worked = time.perf_counter(), time.process_time()
    copies.make(export.pk)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    export = ExportArchive.objects.get(pk=export.pk)
    assert export.state == "ready", export.failure
    assert export.expires_at is not None
    assert export.expires_at - export.ready_at == timedelta(days=DAYS)  # type: ignore[operator]
    sys.stdout.write(
        f"{orders} orders (and {others} of others): {seconds:.1f} s ({work:.1f} s of work), "
        f"{(_memory('VmHWM') - idle) / 1024:.0f} MB above idle ({idle / 1024:.0f} MB), "
        f"ZIP of {export.size / 1e6:.1f} MB\n"
    )


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
