"""A backup or restore that is broken off leaves nothing readable, and says exactly how things stand."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from d4d.foundation import backup, sealed
from d4d.foundation.backup import databases, folders, keys
from d4d.foundation.models import Restoration
from tests.backup.conftest import Places
from tests.shop.builders import a_practice


@pytest.fixture
def made(places: Places) -> Path:
    """A backup of a house with a label and an archived file."""
    a_practice(name="Praktijk van Toen")
    for path in (places.media / "labels" / "toen.pdf", places.archive / "invoices" / "toen.json"):
        path.parent.mkdir(parents=True)
        path.write_text("then")
    return backup.make(places.backups)


def test_files_that_cannot_take_their_place_leave_it_half_done_and_the_next_step_is_said(places, made):
    archived = places.archive / "invoices"
    (archived / "toen.json").unlink()
    archived.rmdir()
    archived.write_text("a file where a folder must be")
    with pytest.raises(CommandError, match=f"run this again: manage.py restore {made}") as said:
        call_command("restore", str(made), yes=True)
    assert "Nothing was changed" not in str(said.value)
    assert Restoration.objects.count() == 1

    archived.unlink()
    call_command("restore", str(made), yes=True)
    assert (archived / "toen.json").read_text() == "then"


def left_behind(places: Places) -> list[Path]:
    """What a kill at the worst moments leaves: readable copies beside their places."""
    folder = places.root
    left = [folder / "media.restoring", folder / "media.gone", folder / "archive.restoring"]
    for path in left:
        path.mkdir()
        (path / "label.pdf").write_text("somebody who was erased")
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        copies = [Path(f"{name}{ending}") for ending in (".copy", ".copy-journal", ".restoring")]
        for path in copies:
            path.write_text("somebody who was erased")
        left += copies
    return left


@pytest.mark.parametrize("next_start", ["backup", "restore"])
def test_what_a_kill_left_readable_goes_at_the_next_start(places, made, next_start):
    left = left_behind(places)
    words = {"yes": True} if next_start == "restore" else {}
    call_command(next_start, str(places.backups), **words)
    assert [path for path in left if path.exists()] == []
    assert (places.media / "labels" / "toen.pdf").exists()


def test_files_that_a_kill_left_without_a_place_go_back_to_it(places, made):
    places.media.rename(places.root / "media.gone")
    backup.make(places.backups)
    assert (places.media / "labels" / "toen.pdf").read_text() == "then"
    assert not (places.root / "media.gone").exists()


def test_a_backup_that_was_killed_goes_with_its_key(places, made):
    unfinished = places.backups / ".20260101T030000Z-abcd.unfinished"
    unfinished.mkdir()
    keys.new("20260101T030000Z-abcd")
    backup.make(places.backups)
    assert not unfinished.exists()
    assert not keys.is_there("20260101T030000Z-abcd")
    assert keys.is_there(made.name)


def test_a_file_that_goes_while_it_is_packed_is_passed_over(places, made, monkeypatch):
    (places.media / "labels" / "weg.pdf").write_text("soon gone")
    described = tarfile.TarFile.gettarinfo

    def and_then_it_is_gone(tar: tarfile.TarFile, name: Any = None, *rest: Any, **more: Any) -> Any:
        found = described(tar, name, *rest, **more)
        if Path(name).name == "weg.pdf":
            Path(name).unlink()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(tarfile.TarFile, "gettarinfo", and_then_it_is_gone)
        whole = backup.make(places.backups)
    backup.restore(whole)
    assert [path.name for path in (places.media / "labels").iterdir()] == ["toen.pdf"]


@pytest.mark.timeout(60)
def test_a_database_that_breaks_off_while_it_is_loaded_is_refused_at_once(places, made):
    _, key = backup.read(made)
    content = (made / "database.sealed").read_bytes()
    broken = places.root / "broken.sealed"
    broken.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    mark = dict.fromkeys(("backup", "taken_at", "restored_at"), "")
    with broken.open("rb") as file, pytest.raises((databases.DatabaseRefused, sealed.Damaged)):
        databases.load(sealed.Reader(file, key, "database"), mark)
    folders.clear_away()
    assert not Restoration.objects.exists()


@pytest.mark.parametrize("name", ["../beside.pdf", "/tmp/beside.pdf", "labels"])
def test_what_we_never_pack_is_not_laid_down(places: Places, name: str) -> None:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        member = tarfile.TarInfo(name)
        member.type = tarfile.SYMTYPE if name == "labels" else tarfile.REGTYPE
        member.linkname = "/"
        tar.addfile(member)
    source: Any = io.BytesIO(written.getvalue())
    with pytest.raises(sealed.Damaged):
        folders.unpack("media", source)
    assert list(places.media.parent.rglob("beside.pdf")) == []
