"""The letter of the devices room: reports that run out."""

import logging
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from contracts.devices.models import InspectionReport
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import MAINTENANCE

log = logging.getLogger("d4d.devices")


def reports_run_out(practice_id: int, day: str) -> None:
    """The managers of a practice hear which reports run out; nothing when there are newer ones by now."""
    noticed_on = date.fromisoformat(day)
    reports = InspectionReport.objects.running_out(noticed_on).filter(
        device__practice=practice_id, warned_on=noticed_on
    )
    rows = list(reports.select_related("device").order_by("valid_until", "pk"))
    managers = Membership.objects.filter(
        practice=practice_id, role=Membership.Role.MANAGER, is_active=True
    ).select_related("user__subject")
    for member in managers.order_by("pk") if rows else ():
        letter = Letter(
            key=f"reports-run-out:{practice_id}:{day}:{member.user_id}",
            template="mail/devices/reports_run_out",
            to=member.user.email,
            language=member.user.language,
            context={
                "name": member.user.first_name,
                "reports": rows,
                "button_url": settings.PUBLIC_ORIGIN + reverse("devices:list"),
                "button_text": _("See your devices"),
            },
        )
        try:
            post(letter, subject=member.user.subject.uuid, purpose=MAINTENANCE, occasion=f"reports {day}")
        except NotPermitted as refusal:
            log.info("no letter about reports of practice %s: %s", practice_id, refusal)
