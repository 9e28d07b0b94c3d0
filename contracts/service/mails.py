"""Letters of the service desk: to who manages the practice."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Practice, User
from contracts.service import calendar_file
from contracts.service.models import ServiceReport, Visit
from d4d.foundation.mail import Enclosure, Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import MAINTENANCE

log = logging.getLogger("d4d.service")


def times_offered(visit_id: int, sequence: int) -> None:
    """Ask the practice to choose a time."""
    visit = _visit(visit_id)
    if visit.state != Visit.State.OFFERED or visit.sequence != sequence:
        return
    context = {"slots": list(visit.slots.order_by("starts_at"))}
    _send(visit, f"visit-offered:{visit_id}:{sequence}", "times_offered", context)


def visit_planned(visit_id: int, sequence: int) -> None:
    """Confirm a time, with an entry for the calendar; a later one replaces it."""
    visit = _visit(visit_id)
    if visit.state != Visit.State.PLANNED or visit.sequence != sequence:
        return  # moved once more meanwhile: that letter tells
    _send(visit, f"visit-planned:{visit_id}:{sequence}", "visit_planned", {}, with_entry=True)


def visit_unplanned(visit_id: int, sequence: int) -> None:
    """Confirm that a time was given back, and say what comes next."""
    _send(_visit(visit_id), f"visit-unplanned:{visit_id}:{sequence}", "visit_unplanned", {})


def visit_draws_near(visit_id: int, sequence: int) -> None:
    """Remind the practice that we come in a few days."""
    visit = _visit(visit_id)
    if visit.state != Visit.State.PLANNED or visit.sequence != sequence:
        return
    _send(visit, f"visit-near:{visit_id}:{sequence}", "visit_draws_near", {}, with_entry=True)


def visit_cancelled(visit_id: int, sequence: int) -> None:
    """Tell that we do not come, and take the visit out of the calendar."""
    visit = _visit(visit_id)
    key = f"visit-cancelled:{visit_id}:{sequence}"
    _send(visit, key, "visit_cancelled", {}, with_entry=visit.starts_at is not None)


def report_ready(report_id: int) -> None:
    """Bring the report of a visit."""
    report = ServiceReport.objects.select_related("visit__practice", "sheet").get(pk=report_id)
    with report.sheet.file.open("rb") as file:
        sheet = Enclosure(f"{_('report')}-{report.pk}.pdf", file.read(), "application/pdf")
    left = Visit.objects.filter(carried_from=report.visit_id).first()
    _send(
        report.visit,
        f"report:{report_id}",
        "report_ready",
        {"report": report, "left": left},
        enclosures=[sheet],
    )


def _visit(visit_id: int) -> Visit:
    return Visit.objects.select_related("practice").get(pk=visit_id)


def _manager(practice: Practice) -> User | None:
    managers = Membership.objects.managing().filter(practice=practice)
    first = managers.select_related("user__subject").order_by("pk").first()
    return first.user if first else None


def _send(
    visit: Visit,
    key: str,
    template: str,
    context: Mapping[str, Any],
    *,
    with_entry: bool = False,
    enclosures: Sequence[Enclosure] = (),
) -> None:
    reader = _manager(visit.practice)
    if reader is None:
        return
    with translation.override(reader.language):
        entry = [calendar_file.entry(visit)] if with_entry else []
    letter = Letter(
        key=f"{key}:{reader.pk}",
        template=f"mail/service/{template}",
        to=reader.email,
        language=reader.language,
        context={
            "visit": visit,
            "devices": [seen.device for seen in visit.devices.select_related("device").order_by("pk")],
            "move_days": settings.VISIT_MOVE_DAYS,
            "button_url": settings.PUBLIC_ORIGIN + reverse("service:visits"),
            **context,
        },
        enclosures=[*entry, *enclosures],
    )
    try:
        post(letter, subject=reader.subject.uuid, purpose=MAINTENANCE, occasion=f"visit {visit.pk}")
    except NotPermitted as refusal:
        log.info("no letter about visit %s (%s): %s", visit.pk, template, refusal)
