"""A backup gives everything back, to nobody without its key, and a damaged one changes nothing."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Practice
from d4d.foundation import backup, clock, presence, sealed, standstill, triggers
from d4d.foundation.models import BackupMade, Restoration
from tests.backup.conftest import Places
from tests.house import sources
from tests.shop.builders import a_practice

FOLDERS = {"media", "archive", "backups", "keys", "here", "there"}
COME_IN = """
import django; django.setup()
from d4d.foundation import presence; presence.enter()
print("in", flush=True); input()
"""


def a_file(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names() -> set[str]:
    return set(Practice.objects.values_list("name", flat=True))


@pytest.fixture
def made(places: Places) -> Path:
    """A backup of a house with one practice, a label and an archived file; later came another practice."""
    a_practice(name="Praktijk van Toen")
    a_file(places.media / "labels" / "toen.pdf", b"label of then" * 200_000)
    a_file(places.archive / "invoices" / "D" / "toen.json", b"record of then")
    folder = backup.make(places.backups)
    a_practice(name="Praktijk van Later")
    a_file(places.media / "labels" / "later.pdf", b"label of later")
    a_file(places.archive / "invoices" / "D" / "later.json", b"record of later")
    return folder


def test_a_restore_brings_back_what_was_and_keeps_the_newer_archive(places, made):
    (places.media / "labels" / "toen.pdf").unlink()
    (places.archive / "invoices" / "D" / "toen.json").unlink()
    backup.restore(made)
    assert names() == {"Praktijk van Toen"}
    assert (places.media / "labels" / "toen.pdf").read_bytes() == b"label of then" * 200_000
    assert not (places.media / "labels" / "later.pdf").exists()
    assert {path.name for path in (places.archive / "invoices" / "D").iterdir()} == {
        "toen.json",
        "later.json",
    }
    assert {path.name for path in places.root.iterdir()} <= FOLDERS


def test_a_restored_database_keeps_its_guards_and_its_counters(places, made):
    backup.restore(made)
    assert triggers.missing(connection) == []
    assert a_practice(name="Nieuw").pk


def test_the_house_knows_that_it_was_restored_and_stands_still(places, made):
    backup.restore(made)
    one = Restoration.objects.get()
    assert (one.backup, one.replayed_at, one.reconciled_at) == (made.name, None, None)
    assert abs(one.restored_at - clock.now()) < timedelta(minutes=1)
    assert one.taken_at == backup.read(made)[0].moment
    assert len(standstill.look()) == 2


def test_nothing_readable_lies_in_a_backup_and_neither_key_nor_journal(places, made):
    content = b"".join(path.read_bytes() for path in made.iterdir())
    assert b"Praktijk van Toen" not in content
    assert b"label of then" not in content
    assert b"CREATE TABLE" not in content
    key = (places.keys / f"{made.name}.key").read_text()
    assert key.encode() not in content
    assert bytes.fromhex(key) not in content
    assert {path.name for path in made.iterdir()} == {
        "manifest.json",
        "database.sealed",
        "media.sealed",
        "archive.sealed",
    }


@pytest.mark.parametrize("harm", ["cut off", "changed", "missing", "longer", "swapped"])
def test_a_damaged_backup_is_refused_and_changes_nothing(places, made, harm):
    for file in sorted(made.iterdir()):
        content = file.read_bytes()
        other = made / ("media.sealed" if file.name != "media.sealed" else "archive.sealed")
        harmed = {
            "cut off": content[: len(content) // 2],
            "changed": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
            "longer": content + b"x",
            "swapped": other.read_bytes(),
        }
        file.unlink() if harm == "missing" else file.write_bytes(harmed[harm])
        with pytest.raises(CommandError, match=r"Nothing was changed|there is no backup"):
            call_command("restore", str(made), yes=True)
        file.write_bytes(content)
    assert names() == {"Praktijk van Toen", "Praktijk van Later"}
    assert (places.media / "labels" / "later.pdf").exists()
    assert not Restoration.objects.exists()
    backup.restore(made)


def test_a_backup_whose_database_cannot_be_loaded_changes_nothing(places, made):
    manifest, key = backup.read(made)
    with (made / "database.sealed").open("rb") as file:
        dump = sealed.Reader(file, key, "database").read()
    with (made / "database.sealed").open("wb") as file:
        writer = sealed.Writer(file, key, "database")
        writer.write(dump[: len(dump) * 2 // 3])
        writer.close()
    part = replace(manifest.parts["database"], sha256=writer.sha256, size=writer.written)
    altered = replace(manifest, parts={**manifest.parts, "database": part})
    (made / "manifest.json").write_text(altered.written(key))
    with pytest.raises(backup.CannotBeRestored):
        backup.restore(made)
    assert names() == {"Praktijk van Toen", "Praktijk van Later"}
    assert (places.media / "labels" / "later.pdf").exists()
    assert {path.name for path in places.root.iterdir()} <= FOLDERS


def test_a_manifest_that_vouches_for_other_files_is_refused(places, made):
    facts = json.loads((made / "manifest.json").read_text())
    other = a_file(made / "media.sealed", b"something else")
    facts["parts"]["media"] = {"sha256": sealed.hashlib.sha256(other.read_bytes()).hexdigest(), "size": 14}
    (made / "manifest.json").write_text(json.dumps(facts))
    with pytest.raises(backup.CannotBeRestored, match="not what was written"):
        backup.restore(made)


def test_an_old_key_dies_and_its_backup_with_it(places, made):
    with time_machine.travel(clock.now() + timedelta(days=backup.KEPT_DAYS - 1)):
        assert backup.forget_old_keys() == []
    with time_machine.travel(clock.now() + timedelta(days=backup.KEPT_DAYS, hours=1)):
        assert backup.forget_old_keys() == [made.name]
    with pytest.raises(backup.CannotBeRestored, match="keys die after 35 days"):
        backup.restore(made)
    assert backup.prune(places.backups) == [made.name]
    assert list(places.backups.iterdir()) == []


def test_a_backup_of_the_same_house_again_has_a_key_of_its_own(places, made):
    again = backup.make(places.backups)
    keys = [(places.keys / f"{one.name}.key").read_text() for one in (made, again)]
    assert keys[0] != keys[1]
    assert BackupMade.objects.count() == 2


def test_a_backup_that_fails_leaves_nothing_behind(places, settings, monkeypatch):
    monkeypatch.setattr("d4d.foundation.backup.making.folders.pack", _no_space)
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(places.backups))
    assert list(places.backups.iterdir()) == []
    assert list(places.keys.iterdir()) == []
    assert not BackupMade.objects.exists()


def _no_space(*_):
    raise OSError("No space left on device")


def test_the_newest_backup_of_a_folder_is_the_one_that_is_restored(places, made):
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        backup.make(places.backups)
    call_command("restore", str(places.backups), yes=True)
    assert names() == {"Praktijk van Toen", "Praktijk van Later"}


@pytest.mark.parametrize("answer", ["", "yes", "no"])
def test_a_restore_asks_first(places, made, monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda _: answer)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", str(made))
    assert names() == {"Praktijk van Toen", "Praktijk van Later"}


def test_a_running_house_is_not_restored(places, made, settings):
    inside = subprocess.Popen(
        [
            sys.executable,
            "-c",
            COME_IN,
        ],
        cwd=sources.ROOT,
        env={**os.environ, "D4D_DATA": str(settings.DATA_DIR), "PYTEST_XDIST_WORKER": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert inside.stdout
        assert inside.stdout.readline() == b"in\n"
        with pytest.raises(backup.CannotBeRestored, match="the house is running"):
            backup.restore(made)
        assert names() == {"Praktijk van Toen", "Praktijk van Later"}
    finally:
        inside.kill()
        inside.communicate()
    backup.restore(made)  # whoever died is not in the house any more
    assert names() == {"Praktijk van Toen"}


def test_nobody_comes_in_while_a_restore_goes_on(settings):
    with presence.empty_house(), pytest.raises(presence.HouseIsOccupied), presence.empty_house():
        pass
