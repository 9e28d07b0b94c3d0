"""Visits, reports and photos go with the practice; an engineer is forgotten and the report stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from contracts.service import services
from contracts.service.models import ReportDraft, ReportPhoto, ReportSheet, ServiceReport, Visit
from d4d.foundation import clock
from privacy import retention
from privacy.models import ErasureRun
from tests.contracts.service.visiting import a_device, a_photo, a_visit, an_engineer, done, planned
from tests.promises.people import erased
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def a_whole_story() -> Visit:
    """A visit partly made with a photo and its sheet, the rest with a draft and times offered."""
    practice = a_practice()
    a_member(practice, "manager")
    first, second = a_device(practice), a_device(practice)
    visit = planned(a_visit(practice, [first, second]), engineer=an_engineer())
    services.add_photo(visit.pk, a_photo(), uuid4())
    report = done(visit, left=[second], remarks="Noteer niets", by=visit.engineer)
    services.print_sheet(report.pk)
    visit.refresh_from_db()
    services.draft_of(visit.carried_to)
    return visit


def test_everything_goes_with_the_practice(tmp_path: Path) -> None:
    visit = a_whole_story()
    stays = a_whole_story()
    run = erased(visit.practice.subject.uuid)
    assert run.state == ErasureRun.State.DONE
    assert set(Visit.objects.all()) == {stays, stays.carried_to}
    for model in (ServiceReport, ReportSheet, ReportPhoto, ReportDraft):
        assert model.objects.count() == 1
    files = [one for one in (tmp_path / "media" / "service").rglob("*") if one.is_file()]
    assert len(files) == 2


def test_who_signed_is_forgotten_two_years_after_the_visit() -> None:
    report = ServiceReport.objects.get(visit=a_whole_story())
    day = clock.local(report.finished_at).date()
    retention.night(day.replace(year=day.year + 2))
    report.refresh_from_db()
    assert report.signed_by
    retention.night(day.replace(year=day.year + 2) + timedelta(days=2))
    report.refresh_from_db()
    assert (report.signed_by, report.remarks) == ("", "Noteer niets")


def test_an_engineer_is_forgotten_and_the_report_stays() -> None:
    visit = a_whole_story()
    assert visit.engineer
    erased(visit.engineer)
    visit.refresh_from_db()
    assert visit.engineer is None
    report = ServiceReport.objects.get(visit=visit)
    assert (report.engineer, report.remarks) == (None, "Noteer niets")
