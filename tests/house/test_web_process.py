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


def test_pages_are_loaded_before_processes_part_and_what_only_jobs_need_is_not() -> None:
    said = subprocess.run([sys.executable, "-c", START], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(said.stdout.split())

    assert {"d4d.urls", "shop.stock.scan", "shop.invoicing.views"} <= loaded
    assert not HEAVY & loaded
