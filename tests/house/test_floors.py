"""Down by call, up by event, sideways never."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house import sources

# Who climbs in, and by which window.
BREACHES = {
    "Calls go down the stairs": ("privacy", "shop.orders.models"),
    "The rooms of the shop have their stairs": ("shop/catalogue", "shop.orders.models"),
    "The rooms of the service floor have their stairs": ("contracts/devices", "contracts.service.models"),
    "Views, admin and what listens or ticks are a room's own": ("shop/checkout", "shop.catalogue.views"),
    "The simulator knows no room": ("d4d/simulator", "accounts.models"),
    "Celery is known to the lift only": ("shop/orders", "celery"),
    "Mollie is known to its adapter only": ("shop/checkout", "mollie"),
    "WeasyPrint is known to its adapter only": ("shop/shipping", "weasyprint"),
    "Outside services are called through one door": ("shop/shipping", "requests"),
}


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((sources.ROOT / "pyproject.toml").read_text())
    return list(settings["tool"]["importlinter"]["contracts"])


def broken_contracts(folder: Path) -> set[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return {str(one["name"]) for one in contracts() if f"{one['name']} BROKEN" in done.stdout}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sources.copy_to(tmp_path_factory.mktemp("house"))
    assert broken_contracts(folder) == set()
    return folder


def test_every_contract_has_a_breach_that_shows_it_works() -> None:
    assert {str(one["name"]) for one in contracts()} == set(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_planted_breach_is_caught(contract: str, house: Path) -> None:
    room, window = BREACHES[contract]
    intruder = house / room / "intruder.py"
    intruder.write_text(f"import {window}\n")
    try:
        assert broken_contracts(house) == {contract}
    finally:
        intruder.unlink()


def test_every_part_of_the_ground_and_the_roof_is_on_a_floor() -> None:
    layers = "\n".join(map(str, contracts()[0]["layers"]))  # type: ignore[call-overload]
    modules = [*(sources.ROOT / "d4d").glob("*.py"), *(sources.ROOT / "d4d").glob("*/__init__.py")]
    parts = {path.parent.name if path.stem == "__init__" else path.stem for path in modules}
    missing = sorted(part for part in parts - {"d4d"} if f"d4d.{part}" not in layers)
    assert not missing


def test_every_room_is_known_to_the_settings() -> None:
    from django.conf import settings

    corridors = ("shop", "contracts")
    rooms = {
        f"{corridor}.{path.parent.name}"
        for corridor in corridors
        for path in (sources.ROOT / corridor).glob("*/apps.py")
    }
    assert rooms <= set(settings.INSTALLED_APPS)
