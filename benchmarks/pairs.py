"""`python -m benchmarks.pairs`: what the nightly search for practices that may be one takes.

On the shop in D4D_DATABASE; other pairs that were found there before go first.
"""

import time
from pathlib import Path


def main() -> None:
    """Look twice: for all of them, and once nothing is new."""
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # else every statement would be remembered
    from accounts import services
    from accounts.models import Likeness, Practice

    Likeness.objects.all().delete()
    idle = _megabytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    for _ in range(2):
        began = time.monotonic()
        found = services.look_for_all_likeness()
        took, peak = time.monotonic() - began, _megabytes("VmHWM") - idle
        among = f"{found} pairs among {Practice.objects.count()} practices"
        print(f"{among}: {took:.1f} s, {peak} MB above idle", flush=True)


def _megabytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1024


if __name__ == "__main__":
    main()
