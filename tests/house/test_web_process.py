"""A web process carries only what pages need."""

import subprocess
import sys

from tools.prepare import ROOT

HEAVY = {"biip", "celery", "lxml", "openpyxl", "playwright", "pydyf", "redis", "unittest", "weasyprint"}
START = """
import sys
from d4d.wsgi import application
print(" ".join(sys.modules))
"""
LOADED = """
import gc
from django.conf import settings
settings.DEBUG
print(gc.isenabled())
import django
django.setup()
print(gc.isenabled())
"""


def test_pages_are_loaded_before_processes_part_and_what_only_jobs_need_is_not() -> None:
    loaded = set(said_by(START))

    assert {"d4d.urls", "shop.stock.scan", "shop.invoicing.views"} <= loaded
    assert not HEAVY & loaded


def test_garbage_is_looked_for_once_all_is_loaded_and_not_before() -> None:
    assert said_by(LOADED) == ["False", "True"]


def said_by(program: str) -> list[str]:
    """The words of a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.split()
