"""A label that a killed worker left behind does not lie about with an address on it."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from d4d.foundation import clock, timetable
from shop.shipping import services
from shop.shipping.models import Parcel, Shipment
from tests.accounts.people import a_practice
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db


def a_file(name: str, days_old: int) -> str:
    """A label on the disk."""
    path = default_storage.save(f"labels/{name}.pdf", ContentFile(b"%PDF"))
    moment = clock.now().timestamp() - days_old * 86_400
    os.utime(default_storage.path(path), (moment, moment))
    return path


def test_labels_that_no_parcel_knows_are_swept_after_a_day(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert services.sweep_labels() == 0
    order = an_agreed_order(a_practice())
    shipment = Shipment.objects.create(order=order, sequence=1, courier="postnl")
    known, orphan, fresh = a_file("P-1", 9), a_file("P-2", 2), a_file("P-3", 0)
    Parcel.objects.create(shipment=shipment, reference="P-1", courier="postnl", label=known)
    assert services.sweep_labels() == 1
    assert [default_storage.exists(one) for one in (known, orphan, fresh)] == [True, False, True]
    assert services.sweep_labels in [entry.job for entry in timetable.entries()]
