"""Make, type and colour of devices: in the copy of whoever manages the practice, and gone with it (PV18)."""

from datetime import date

import pytest

from contracts.devices import services
from contracts.devices.models import Device, DeviceChange, Dossier, InspectionReport
from privacy import ties
from tests.accounts import people
from tests.contracts.devices.builders import PDF, a_device, a_report
from tests.promises.people import erased
from tests.promises.shops import World, a_world, fetched

pytestmark = pytest.mark.django_db
FACTS = {
    "brand": "zq71merk",
    "model": "zq72type",
    "colour": "zq73kleur",
    "connection": "zq74aansluiting",
    "serial": "zq75serie",
    "room": "zq76kamer",
}


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


@pytest.mark.promise("PV18")
def test_devices_stand_in_the_copy_of_the_manager_with_their_reports(world: World) -> None:
    device = a_device(world.practice, **FACTS)
    report = a_report(device, date(2026, 3, 1), kind="other", title="zq77titel")
    copy = fetched(world.manager)
    assert {name: copy.rows("devices.Device")[0]["data"][name] for name in FACTS} == FACTS
    assert copy.rows("devices.InspectionReport")[0]["data"]["title"] == "zq77titel"
    enclosed = [name for name in copy.names if name.endswith(report.file.name.rpartition("/")[2])]
    assert [copy.files[name] for name in enclosed] == [PDF]
    for other in (world.buyer, world.reader, world.stranger):
        assert "zq7" not in fetched(other).everything


@pytest.mark.promise("PV18")
def test_of_a_device_only_what_somebody_gave_is_kept(world: World) -> None:
    device = a_device(world.practice, brand="Steralis", model="B17", serial="")
    kept = {
        name: getattr(device, name) for name in ("colour", "connection", "serial", "lot", "udi_di", "room")
    }
    assert set(kept.values()) == {""}


@pytest.mark.promise("PV18")
def test_a_practice_that_leaves_takes_its_devices_and_reports_along(world: World) -> None:
    device = a_device(world.practice, **FACTS)
    services.change(device.pk, services.DeviceFields(device.kind_id, "zq71merk", "zq78nieuw"), None)
    report = a_report(device)
    dossier = services.dossiers.ask(world.practice, None)
    services.dossiers.make(dossier.pk)
    dossier.refresh_from_db()
    theirs = a_device(world.other)
    subject = world.practice.subject.uuid
    assert [tie.blocks for tie in ties.of(subject) if tie.link == "/mijn/apparaten/"] == [False]
    erased(subject)
    assert list(Device.objects.all()) == [theirs]
    assert not DeviceChange.objects.exclude(device=theirs).exists()
    assert not InspectionReport.objects.exists()
    assert not Dossier.objects.exists()
    assert not report.file.storage.exists(report.file.name)
    assert not dossier.file.storage.exists(dossier.file.name)


@pytest.mark.promise("PV18")
def test_a_colleague_who_leaves_takes_their_name_along_and_leaves_the_devices(world: World) -> None:
    by = world.buyer.subject.uuid
    fields = services.DeviceFields(a_device(world.practice).kind_id, "Merk", "Type")
    device = services.add(world.practice.pk, fields, by)
    report = a_report(device, by=by)
    dossier = services.dossiers.ask(world.practice, by)
    erased(by)
    report.refresh_from_db()
    dossier.refresh_from_db()
    assert (device.changes.get().actor, report.added_by, dossier.asked_by) == (None, None, None)
    assert people.manager_of(world.practice) == world.manager
