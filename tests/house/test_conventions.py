"""What is done one way everywhere, and what is done nowhere."""

import re
from pathlib import Path

import pytest

from tests.house import sources

MACHINES = "work|root|home"
PACKAGE_HOSTS = ("pypi", "pythonhosted")
# What may stand nowhere in the code: the pattern, and a line that shows it is found.
FORBIDDEN = {
    "work is queued as a delivery row": (r"\.delay\(|\.apply_async\(", "deliver_task.delay(7)"),
    "domain logic is called, not signalled": (
        r"\b(pre|post)_(save|delete|init)\b|@receiver|\bm2m_changed\b",
        "post_save.connect(invoice, sender=Order)",
    ),
    "acts are services, not save()": (r"def (save|delete)\(self, \*", "def save(self, *args, **kwargs):"),
    "an order is asked for where it matters": (r"^        ordering = ", "        ordering = ['name']"),
    "nothing is left open": (r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError", "# TODO: round"),
    "the clock is d4d.foundation.clock": (
        r"timezone\.now\(|datetime\.now\(|date\.today\(|timezone\.localdate\(",
        "paid_at = timezone.now()",
    ),
    "money and quantities are integers": (
        r"\bmodels\.(Float|Decimal)Field\b",
        "price = models.DecimalField()",
    ),
    "no machine's paths": (rf"[\"']/({MACHINES})/", f'open("/{MACHINES.split("|")[0]}/key")'),
}
# Where a thing is done is where it may be named.
EXCEPT = {
    "work is queued as a delivery row": ("d4d/foundation/",),
    "the clock is d4d.foundation.clock": ("d4d/foundation/clock.py", "d4d/simulator/"),
    "acts are services, not save()": ("d4d/settings/",),
}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def breaches(rule: str, text: str) -> list[int]:
    pattern = re.compile(FORBIDDEN[rule][0])
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_a_convention_holds_everywhere(rule: str) -> None:
    places = [path for path in sources.code() if not sources.name(path).startswith(EXCEPT.get(rule, ("-",)))]
    found = [f"{sources.name(path)}:{line}" for path in places for line in breaches(rule, path.read_text())]
    assert not found, rule


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_a_breach_of_a_convention_is_seen(rule: str) -> None:
    assert breaches(rule, f"first\n{FORBIDDEN[rule][1]}\n") == [2]


def test_no_module_is_a_drawer_for_anything() -> None:
    assert not [sources.name(path) for path in sources.code() if DRAWERS & {path.stem, path.parent.name}]


def test_migrations_have_names() -> None:
    migrations = [path for path in sources.files(".py") if "migrations" in path.parts]
    assert not [sources.name(path) for path in migrations if re.search(r"_auto_|^\d+_\d+", path.name)]


def test_no_furniture_is_empty() -> None:
    empty = [path for path in sources.code() if path.name != "__init__.py" and not path.read_text().strip()]
    assert not [sources.name(path) for path in empty]


def test_the_project_names_no_package_host_and_no_machine() -> None:
    kinds = ("Dockerfile", "Makefile", ".yml", ".toml", ".txt", ".md", ".cfg", "run")
    hosts = "|".join(rf"{name}\.org" for name in PACKAGE_HOSTS)
    pattern = re.compile(rf"{hosts}|/({MACHINES})/")
    found = [path for path in sources.files(*kinds) if pattern.search(path.read_text())]
    assert not [sources.name(Path(path)) for path in found]
