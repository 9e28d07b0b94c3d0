"""A web process carries only what pages need."""

import subprocess
import sys

from tools.prepare import ROOT

HEAVY = {"biip", "celery", "lxml", "openpyxl", "playwright", "pydyf", "redis", "unittest", "weasyprint"}
START = """
import sys
from django.urls import get_resolver
from d4d.wsgi import application
get_resolver().url_patterns
print(" ".join(sys.modules))
"""


def test_what_only_jobs_and_scanners_need_is_not_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", START], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(said.stdout.split())

    assert {"d4d.urls", "shop.stock.scan", "shop.invoicing.views"} <= loaded
    assert not HEAVY & loaded
