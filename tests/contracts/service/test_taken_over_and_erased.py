"""A practice took a device over and is erased: the device goes, what the first practice has of it stays."""

from pathlib import Path
from typing import Any

import pytest

from contracts.devices.models import Device
from contracts.devices.services import take_over
from contracts.service import services
from contracts.service.models import Fault, ReportDevice
from contracts.service.services import answering, sending_in
from d4d.foundation import clock
from privacy.models import ErasureItem, ErasureRun
from tests.accounts.people import signed_in
from tests.contracts.service.faulting import CLEAN, STAFF, a_fault, a_scene
from tests.contracts.service.visiting import a_visit, done, planned
from tests.promises.people import erased
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def test_no_device_stays_behind_because_the_first_practice_remembers_it() -> None:
    scene = a_scene()
    visit = planned(a_visit(scene.practice, [scene.device]))
    services.print_sheet(done(visit).pk)
    fault = a_fault(scene)
    second = a_practice()
    a_member(second, "manager")
    take_over([scene.device.pk], second.pk, clock.today(), None)

    run = erased(second.subject.uuid)
    assert run.state == ErasureRun.State.DONE
    assert not run.items.filter(table="devices.Device", act=ErasureItem.Act.KEPT).exists()
    assert not Device.objects.exists()
    assert Fault.objects.get().pk == fault.pk
    assert ReportDevice.objects.get().answers.exists()

    manager = signed_in(a_member(scene.practice, "manager"))
    for path in (f"onderhoud/{visit.pk}/", "onderhoud/", f"storingen/{fault.number}/", "storingen/"):
        answer = manager.get(f"/mijn/{path}")
        assert answer.status_code == 200
        assert "None" not in answer.content.decode()


def test_a_fault_of_a_device_that_is_gone_can_still_be_ended() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    answering.assess(fault.pk, "send_in", by=STAFF)
    Device.objects.all().delete()
    with pytest.raises(sending_in.DataOnDevice):
        sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    answering.cancel(fault.pk, by=STAFF)
    fault.refresh_from_db()
    assert fault.is_over
