"""Collects what the house says, for translation into Dutch, and compiles the answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.prepare import ROOT

CATALOGUE = Path("locale", "nl", "LC_MESSAGES", "django.po")
COLLECT = [
    "makemessages",
    "--locale",
    "nl",
    "--no-location",
    "--no-wrap",
    "--no-obsolete",
    "--verbosity",
    "0",
]
# Dates and tools in the header would make every run a change.
MOMENTS = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|X-Generator):.*\n', re.MULTILINE)


def collect(folder: Path = ROOT) -> Path:
    """Bring the Dutch catalogue of a tree up to date with its code; what is new is still empty."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "d4d.settings.test", "D4D_DATABASE": ""}
    subprocess.run([sys.executable, "manage.py", *COLLECT], cwd=folder, env=environment, check=True)
    catalogue = folder / CATALOGUE
    catalogue.write_text(MOMENTS.sub("", catalogue.read_text()))
    return catalogue


def compiled(catalogue: Path) -> Path:
    """The catalogue in the form that the shop reads."""
    target = catalogue.with_suffix(".mo")
    subprocess.run(["msgfmt", "--check-format", "-o", target, catalogue], check=True)
    return target


def untranslated(catalogue: Path) -> int:
    """How many messages have no Dutch yet, or only a guess."""
    counting = ["msgfmt", "--statistics", "-o", os.devnull, str(catalogue)]
    counted = subprocess.run(
        counting, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    ).stderr
    return sum(int(number) for number in re.findall(r"(\d+) (?:untranslated|fuzzy)", counted))


if __name__ == "__main__":
    collected = collect()
    compiled(collected)
    if wanting := untranslated(collected):
        sys.exit(f"{wanting} messages in {CATALOGUE} still need their Dutch.")
