"""What is written down is what the code does."""

import os
import re
import subprocess
import sys

from tests.house import sources

SETTING = re.compile(r"\bD4D_[A-Z0-9_]+\b")


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=sources.ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "d4d.settings.test",
            "D4D_DATABASE": "",
            "D4D_BROKER": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def settings_read_by_the_code() -> set[str]:
    """Every setting that the shop reads from its environment."""
    reads = re.compile(r"""(?:env\.\w+|environ\.get|environ\[)\(?\s*["'](D4D_[A-Z0-9_]+)""")
    return {
        name
        for path in sources.files(".py", under=("d4d", "gunicorn.conf.py"))
        for name in reads.findall(path.read_text())
    }


def test_the_flow_and_the_states_are_fresh() -> None:
    done = manage("house_docs", "--check")
    assert done.returncode == 0, done.stderr


def test_every_setting_is_explained() -> None:
    explained = set(SETTING.findall((sources.ROOT / "docs" / "running.md").read_text()))
    assert settings_read_by_the_code() <= explained


def test_no_setting_is_explained_that_does_not_exist() -> None:
    explained = {
        name.removesuffix("_FILE")
        for name in SETTING.findall((sources.ROOT / "docs" / "running.md").read_text())
    }
    known = set(
        SETTING.findall(
            "\n".join(path.read_text() for path in sources.files(".py", under=("d4d", "gunicorn.conf.py")))
        )
    )
    assert explained <= known


def test_every_door_is_in_the_readme() -> None:
    readme = (sources.ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme


def test_the_gate_of_ci_is_the_test_command_of_the_readme() -> None:
    lines = (sources.ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line.startswith("make")] == ["make test"]
