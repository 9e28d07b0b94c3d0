"""Drawing a large picture anew takes seconds: nobody else waits for the database meanwhile."""

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from contracts.service import services
from contracts.service.models import CaseAttachment, FaultPhoto, ReportPhoto
from contracts.service.services import case_letters, reporting
from d4d.foundation import pictures
from tests.contracts.service.faulting import a_picture, a_scene
from tests.contracts.service.visiting import a_checklist, a_photo, a_visit, planned

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[bool]:
    """Whether a transaction was open, at each picture that was drawn."""
    settings.MEDIA_ROOT = tmp_path / "media"
    found: list[bool] = []
    draw = pictures.drawn_anew

    def watched(*args: Any) -> Any:
        found.append(connection.in_atomic_block)
        return draw(*args)

    monkeypatch.setattr(pictures, "drawn_anew", watched)
    return found


def a_fault_gets_a_photo() -> int:
    scene = a_scene()
    draft = reporting.begin(scene.device, by=scene.person)
    reporting.add_photos(draft.pk, [a_picture()])
    return FaultPhoto.objects.count()


def a_report_gets_a_photo() -> int:
    scene = a_scene()
    a_checklist("autoclave")
    services.add_photo(planned(a_visit(scene.practice, [scene.device])).pk, a_photo(), uuid4())
    return ReportPhoto.objects.count()


def a_mail_brings_a_photo() -> int:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "noor@praktijk.example", "Kapot"
    letter.set_content("Zie de foto.")
    letter.add_attachment(a_photo().read(), maintype="image", subtype="jpeg", filename="foto.jpg")
    case_letters.take_in(letter.as_bytes())
    return CaseAttachment.objects.count()


@pytest.mark.parametrize("act", [a_fault_gets_a_photo, a_report_gets_a_photo, a_mail_brings_a_photo])
def test_no_transaction_is_open_while_a_picture_is_drawn(act: Callable[[], int], held: list[bool]) -> None:
    assert act() == 1
    assert held
    assert not any(held)
