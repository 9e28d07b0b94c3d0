"""A complaint about a device reaches its manufacturer at once, and says nothing of the practice."""

from datetime import date, timedelta

import pytest

from contracts.devices.models import DeviceComplaint
from contracts.devices.services import complaints
from d4d.foundation import clock
from privacy import retention, ties
from privacy.models import Disclosure, ErasureItem
from tests.accounts.people import post_is_delivered, signed_in
from tests.contracts.devices.goods import a_clinic, a_device
from tests.promises.people import erased
from tests.shop.builders import a_colleague_of_the_house

pytestmark = pytest.mark.django_db
NEEDLE = "zqmevrouw Jansen hield een splinter over"
TOLD = "Schroef brak bij het indraaien."


def a_complaint() -> DeviceComplaint:
    about = complaints.About(
        kind=DeviceComplaint.Kind.COMPLAINT,
        product_id=a_device().product_id,
        described=NEEDLE,
        lot="X7",
        subject_id=a_clinic("Praktijk Zuid").subject_id,
    )
    return complaints.register(about, by=None)


def test_the_manufacturer_reads_about_the_device_and_nobody(settings: object) -> None:
    row = a_complaint()
    complaints.forward(row.pk, told=TOLD, told_to="vigilance@maker.example", by=None)
    complaints.forward(row.pk, told="iets anders", told_to="vigilance@maker.example", by=None)
    (letter,) = post_is_delivered()
    said = f"{letter.subject} {letter.body} {letter.alternatives[0][0]}"
    assert letter.to == ["vigilance@maker.example"]
    assert TOLD in said
    assert "X7" in said
    assert NEEDLE not in said
    assert "Praktijk Zuid" not in said
    given = Disclosure.objects.get(recipient="manufacturer")
    assert (given.fields, given.subject) == (["content", "lot_number"], row.subject and row.subject.uuid)


def test_the_clock_runs_until_the_manufacturer_knows() -> None:
    row = a_complaint()
    assert row.standing() == "due_soon"
    assert row.standing(clock.now() + timedelta(hours=25)) == "overdue"
    assert list(DeviceComplaint.objects.to_forward()) == [row]
    row = complaints.forward(row.pk, told=TOLD, told_to="vigilance@maker.example", by=None)
    assert row.standing(clock.now() + timedelta(hours=25)) == "forwarded"
    assert not DeviceComplaint.objects.to_forward().exists()


def test_words_go_with_the_practice_and_the_entry_in_the_register_stays() -> None:
    row = a_complaint()
    complaints.forward(row.pk, told=TOLD, told_to="vigilance@maker.example", by=None)
    complaints.close(row.pk, NEEDLE, by=None)
    assert row.subject
    run = erased(row.subject.uuid)
    row.refresh_from_db()
    assert (row.described, row.told, row.outcome) == ("", TOLD, "")
    kept = run.items.get(table="devices.DeviceComplaint", act=ErasureItem.Act.KEPT)
    assert kept.law == "Regulation (EU) 2017/745 art. 14"
    assert (row.subject_id, row.lot) == (None, "X7")


def test_nobody_is_erased_before_the_manufacturer_knows() -> None:
    row = a_complaint()
    assert row.subject
    (tie,) = ties.of(row.subject.uuid)
    assert tie.blocks
    assert row.number in str(tie.text)
    complaints.forward(row.pk, told=TOLD, told_to="vigilance@maker.example", by=None)
    assert ties.of(row.subject.uuid) == []


def test_each_part_goes_on_its_own_day() -> None:
    row = a_complaint()
    complaints.forward(row.pk, told=TOLD, told_to="vigilance@maker.example", by=None)
    complaints.close(row.pk, "Lot wordt niet meer gemaakt.", by=None)
    today = clock.today()
    retention.night(date(today.year + 2, today.month, today.day) + timedelta(days=1))
    row.refresh_from_db()
    assert (row.described, row.outcome, row.told) == ("", "", TOLD)
    retention.night(date(today.year + 10, today.month, today.day) + timedelta(days=1))
    assert not DeviceComplaint.objects.exists()


def test_the_desk_writes_down_forwards_and_closes() -> None:
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    variant = a_device(number="CS-9")
    answers = {"kind": "incident", "article": "CS-9", "lot": "X7", "described": NEEDLE}
    assert desk.post("/beheer/devices/devicecomplaint/add/", answers | {"article": "CS-8"}).status_code == 200
    assert desk.post("/beheer/devices/devicecomplaint/add/", answers).status_code == 302
    row = DeviceComplaint.objects.get()
    assert (row.product_id, row.kind) == (variant.product_id, "incident")
    url = f"/beheer/devices/devicecomplaint/{row.pk}"
    desk.post(f"{url}/forward/do/", {"told_to": "vigilance@maker.example", "told": TOLD})
    desk.post(f"{url}/close/do/", {"outcome": "Opgelost."})
    row.refresh_from_db()
    assert row.state == DeviceComplaint.State.CLOSED
    assert TOLD in desk.get(f"{url}/change/").content.decode()
