"""One click makes the dossier: every report in a ZIP, with an overview of done, next and missing."""

import tracemalloc
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from pypdf import PdfReader

from contracts.devices import dossier, services
from contracts.devices.dossier import Paper
from contracts.devices.models import Dossier
from contracts.devices.services import compiling
from d4d.foundation import clock
from d4d.foundation.handouts import shelf
from privacy.export.making import copies
from tests.contracts.devices.builders import PDF, a_device, a_kind, a_report, a_visitor, an_upload
from tests.shop.builders import a_practice
from tests.shop.shipping.stations import told

pytestmark = pytest.mark.django_db
PAGE = "/mijn/apparaten/dossier/"
TODAY = date(2026, 11, 22)


def fetched(client: Any) -> zipfile.ZipFile:
    """The ZIP, asked for, made and fetched like somebody would."""
    client.post(PAGE)
    told()
    found = Dossier.objects.latest("pk")
    answer = client.get(f"{PAGE}{found.uuid}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_the_dossier_holds_an_overview_and_every_report() -> None:
    practice = a_practice(name="Praktijk De Linde")
    _user, client = a_visitor(practice)
    kind = a_kind("autoclave", needs_validation=True)
    today = clock.today()
    first, second = a_device(practice, serial="SN-1", kind=kind), a_device(practice, serial="SN-2", kind=kind)
    a_report(first, today - timedelta(30), valid_until=today + timedelta(300))
    a_report(first, today - timedelta(30), kind="other", title="Water")
    a_report(first, today - timedelta(30), kind="other", title="Water")
    gone = a_report(second, today - timedelta(10))
    services.take_away(gone)
    a_report(a_device(a_practice()), today)
    found = fetched(client)
    assert found.testzip() is None
    folder, day = "01-steralis-b17-sn-1", today - timedelta(30)
    assert sorted(found.namelist()) == [
        f"{folder}/{day}-autoclaafvalidatie.pdf",
        f"{folder}/{day}-water-2.pdf",
        f"{folder}/{day}-water.pdf",
        "overzicht.pdf",
    ]
    assert found.read(f"{folder}/{day}-water.pdf") == PDF
    text = PdfReader(BytesIO(found.read("overzicht.pdf"))).pages[0].extract_text()
    for word in ("Praktijk De Linde", "SN-1", "SN-2", "Gedaan", "Volgende", "Ontbreekt"):
        assert word in text
    assert text.count("Autoclaafvalidatie") == 3  # done and next of the first, missing of the second


def test_papers_of_one_title_follow_each_other_up() -> None:
    old = Paper("validatie", date(2024, 1, 1), valid_until=date(2025, 1, 1), next_on=date(2025, 1, 1))
    new = Paper("validatie", date(2026, 1, 1), valid_until=date(2027, 1, 1), next_on=date(2027, 1, 1))
    over = Paper("keuring", date(2025, 1, 1), valid_until=date(2026, 1, 1), next_on=date(2026, 1, 1))
    never, planned = Paper("controle"), Paper("onderhoud", next_on=date(2026, 12, 1))
    stands = dossier.standing([new, over, old, never, planned], TODAY)
    assert stands.done == [new]
    assert stands.next == [planned, new]
    assert stands.missing == [over, never]


def test_it_is_made_once_however_often_somebody_presses() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    for _press in range(3):
        client.post(PAGE)
    assert Dossier.objects.count() == 1
    told()
    services.dossiers.make(Dossier.objects.get().pk)
    assert Dossier.objects.get().state == Dossier.State.READY
    client.post(PAGE)
    assert list(Dossier.objects.order_by("pk").values_list("state", flat=True)) == ["expired", "wanted"]


def test_the_page_shows_how_far_it_is() -> None:
    _user, client = a_visitor()
    assert "Dossier maken" in client.get(PAGE).content.decode()
    client.post(PAGE)
    assert "<progress" in client.get(PAGE).content.decode()
    fragment = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="dossier"')
    told()
    assert "Dossier ophalen" in client.get(PAGE).content.decode()


def test_another_practice_gets_nothing() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    fetched(client)
    _stranger, other = a_visitor()
    assert other.get(f"{PAGE}{Dossier.objects.get().uuid}/").status_code == 404
    assert other.get(f"{PAGE}{uuid4()}/").status_code == 404


def test_the_night_that_clears_copies_away_leaves_dossiers_alone() -> None:
    _user, client = a_visitor()
    fetched(client)
    file = str(Dossier.objects.get().file)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        copies.let_go()
        services.let_dossiers_go()
    assert shelf().exists(file)


def test_a_dossier_that_a_killed_process_left_goes_after_a_day() -> None:
    left = shelf().save("dossiers/left.sealed", ContentFile(b"half"))
    services.let_dossiers_go()
    assert shelf().exists(left)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        services.let_dossiers_go()
    assert not shelf().exists(left)


def test_after_seven_days_the_file_and_its_key_are_gone() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    with time_machine.travel("2026-11-02 10:00 +0100", tick=False):
        fetched(client)
        found = Dossier.objects.get()
        with shelf().open(str(found.file)) as file:
            assert b"overzicht" not in file.read()
    with time_machine.travel("2026-11-09 10:00 +0100", tick=False):
        assert client.get(f"{PAGE}{found.uuid}/").status_code == 410
        assert services.let_dossiers_go() == 1
    assert not shelf().exists(str(found.file))
    found.refresh_from_db()
    assert (found.state, str(found.file), found.secret) == ("expired", "", "")


def test_one_that_failed_says_so_and_is_made_at_the_next_try(monkeypatch: Any) -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    client.post(PAGE)
    found = Dossier.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(compiling, "Bundle", None)
        with pytest.raises(TypeError):
            services.dossiers.make(found.pk)
    found.refresh_from_db()
    assert found.state == "failed"
    assert "kon niet worden gemaakt" in client.get(PAGE).content.decode()
    assert not [name for name in shelf().listdir("dossiers")[1] if name.startswith(str(found.uuid))]
    fetched(client)


def test_many_large_reports_take_little_memory() -> None:
    practice = a_practice()
    device, big = a_device(practice), PDF + bytes(3 * 1024 * 1024)
    for number in range(10):
        a_report(device, date(2026, 1, 1 + number), upload=an_upload(big))
    from d4d.foundation import press  # loaded before memory is measured

    assert press
    services.dossiers.make(services.dossiers.ask(a_practice(), None).pk)
    wanted = services.dossiers.ask(practice, None)
    tracemalloc.start()
    services.dossiers.make(wanted.pk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    wanted.refresh_from_db()
    assert wanted.size > 30 * 1024 * 1024
    assert peak < 12 * 1024 * 1024


def test_reports_that_are_no_longer_there_do_not_stop_the_dossier() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    report = a_report(a_device(practice))
    report.file.storage.delete(report.file.name)
    assert fetched(client).namelist() == ["overzicht.pdf"]
