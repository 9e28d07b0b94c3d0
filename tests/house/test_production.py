"""In earnest: nothing starts half-configured, and the containers give nothing away."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.house import sources

NEEDED = {
    "D4D_SECRET_KEY": "k" * 25 + "0123456789" * 3,
    "D4D_SEAL_KEY": "s" * 32,
    "D4D_HOSTS": "shop.example",
    "D4D_PUBLIC_ORIGIN": "https://shop.example",
    "D4D_DATABASE": "postgresql://house:secret@127.0.0.1:1/house",
    "D4D_BROKER": "redis://127.0.0.1:1/0",
    "D4D_MOLLIE_KEY": "live_" + "k" * 30,
    "D4D_BREVO_KEY": "key",
    "D4D_POSTNL_KEY": "key",
    "D4D_VAT_ID": "NL852321545B01",
    "D4D_IBAN": "NL91ABNA0417164300",
    "D4D_PHONE": "+31 73 000 00 00",
    "D4D_ERASURE_JOURNALS": "/journals/here,/journals/there",
    "D4D_BACKUP_KEYS": "/backup-keys",
}
UNSAFE = {
    "D4D_SECRET_KEY": ("short", "at least 50 characters"),
    "D4D_SEAL_KEY": ("short", "at least 32 characters"),
    "D4D_HOSTS": ("*", "without a wildcard"),
    "D4D_PUBLIC_ORIGIN": ("http://shop.example", "must begin with https://"),
    "D4D_MOLLIE_KEY": ("test_key", "is a test key"),
    "D4D_ERASURE_JOURNALS": ("/one/place", "must name two folders"),
    "D4D_DATABASE": ("mysql://somewhere", "must begin with sqlite:// or postgresql://"),
}


def manage(settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("D4D_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=sources.ROOT,
        env={**bare, **settings, "DJANGO_SETTINGS_MODULE": "d4d.settings.prod"},
        capture_output=True,
        text=True,
        check=False,
    )


def compose() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(sources.ROOT / "docker-compose.yml"))


def test_the_shop_starts_when_everything_is_set(tmp_path: Path) -> None:
    done = manage({**NEEDED, "D4D_DATA": str(tmp_path)}, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_nothing_set_means_no_start_and_every_name_at_once() -> None:
    done = manage({}, "check")
    assert done.returncode == 1
    assert {name for name in NEEDED if name not in done.stderr} == set()
    complaints = [line for line in done.stderr.splitlines() if line.startswith("  - ")]
    assert len(complaints) == len(set(complaints))


def test_an_empty_secret_file_is_a_missing_secret(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    rest = {name: value for name, value in NEEDED.items() if name != "D4D_MOLLIE_KEY"}
    done = manage({**rest, "D4D_MOLLIE_KEY_FILE": str(tmp_path / "key")}, "check")
    assert "D4D_MOLLIE_KEY (or D4D_MOLLIE_KEY_FILE) is missing" in done.stderr


@pytest.mark.parametrize("name", UNSAFE)
def test_an_unsafe_value_means_no_start(name: str) -> None:
    value, complaint = UNSAFE[name]
    done = manage({**NEEDED, name: value}, "check")
    assert done.returncode == 1
    assert complaint in done.stderr


def test_every_container_runs_locked_up() -> None:
    for name, service in compose()["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["healthcheck"], name
        assert {"mem_limit", "pids_limit", "logging"} <= service.keys(), name


def test_only_the_door_for_the_proxy_is_open() -> None:
    services = compose()["services"]
    assert {name: service["ports"] for name, service in services.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }
    assert compose()["networks"]["inside"] == {"internal": True}
    assert {name for name, service in services.items() if "outside" in service["networks"]} == {
        "web",
        "worker",
    }


def test_no_secret_stands_in_the_compose_file() -> None:
    for name, service in compose()["services"].items():
        for setting, value in service.get("environment", {}).items():
            if setting.endswith("_COUNTRY"):
                continue
            if setting != "D4D_BACKUP_KEYS" and re.search("KEY|PASSWORD|SECRET|DATABASE", setting):
                assert value.startswith("/run/secrets/"), f"{name} {setting}"


def test_redis_keeps_nothing_and_drops_nothing() -> None:
    command = " ".join(compose()["services"]["redis"]["command"])
    assert "--save  --appendonly no" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_container_is_not_root() -> None:
    text = (sources.ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", text, re.MULTILINE)
