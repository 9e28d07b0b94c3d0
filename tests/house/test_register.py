"""Every column is declared to privacy, and the build notices one that is not."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house import sources

EMAIL = "    email = models.EmailField("
ENVIRONMENT = {
    **os.environ,
    "DJANGO_SETTINGS_MODULE": "d4d.settings.test",
    "D4D_DATABASE": "",
    "D4D_BROKER": "",
}


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
        cwd=folder,
        env={**ENVIRONMENT, "D4D_DATA": str(folder / "var")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_finds_nothing_wrong_with_itself() -> None:
    done = check(sources.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_column_that_nobody_declared_stops_the_build(tmp_path: Path) -> None:
    folder = sources.copy_to(tmp_path, "templates", "locale", "static")
    models = folder / "accounts" / "models" / "people.py"
    text = models.read_text()
    assert EMAIL in text
    models.write_text(text.replace(EMAIL, f"    shoe_size = models.IntegerField(null=True)\n{EMAIL}", 1))
    done = check(folder)
    assert done.returncode == 1
    assert "accounts.User.shoe_size is not declared" in done.stderr
