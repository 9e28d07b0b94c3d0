"""Letters of the devices room: reports that run out, recalls, and complaints to a manufacturer."""

import logging
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership
from contracts.devices.mailboxes import mailbox_of
from contracts.devices.models import DeviceComplaint, InspectionReport, RecallNotice
from d4d.foundation.mail import Letter
from privacy.disclosure import disclose
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import MAINTENANCE, MANUFACTURER, TRACING

log = logging.getLogger("d4d.devices")


def reports_run_out(practice_id: int, day: str) -> None:
    """The managers of a practice hear which reports run out; nothing when there are newer ones by now."""
    noticed_on = date.fromisoformat(day)
    reports = InspectionReport.objects.running_out(noticed_on).filter(
        device__practice=practice_id, warned_on=noticed_on
    )
    rows = list(reports.select_related("device").order_by("valid_until", "pk"))
    managers = Membership.objects.managing().filter(practice=practice_id).select_related("user__subject")
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
            },
        )
        try:
            post(letter, subject=member.user.subject.uuid, purpose=MAINTENANCE, occasion=f"reports {day}")
        except NotPermitted as refusal:
            log.info("no letter about reports of practice %s: %s", practice_id, refusal)


def recall_letter(notice_id: int, turn: int) -> bool:
    """A practice hears what is called back and answers with one press; False when no mailbox is left.

    A legal duty: neither an objection nor a restriction holds it up.
    """
    whose = ("recall", "trace", "subject")
    notice = RecallNotice.objects.select_related(*whose).get(pk=notice_id)
    if notice.turn != turn or notice.state != RecallNotice.State.WAITING:
        return True  # answered or written meanwhile
    reach = mailbox_of(notice.subject.uuid)
    if reach is None:
        return False
    link = settings.PUBLIC_ORIGIN + reverse("devices:recall_answer", args=[notice.token])
    context = {"notice": notice, "recall": notice.recall, "to": notice.trace, "button_url": link}
    letter = Letter(
        key=f"recall:{notice.pk}:{turn}",
        template="mail/devices/recall",
        to=reach.email,
        language=reach.language,
        context=context,
    )
    post(letter, subject=notice.subject.uuid, purpose=TRACING, occasion=f"recall {notice.recall.number}")
    return True


def complaint_to_manufacturer(complaint_id: int) -> None:
    """The manufacturer hears what is wrong with its device, and nothing of the practice."""
    row = DeviceComplaint.objects.select_related("product__brand", "subject").get(pk=complaint_id)
    letter = Letter(
        key=f"device-complaint:{row.pk}",
        template="mail/devices/complaint",
        to=row.told_to,
        language="en",
        context={"complaint": row},
    )
    occasion = f"complaint {row.number}"
    disclose(
        MANUFACTURER,
        {"lot_number": row.lot, "serial_number": row.serial, "content": row.told},
        lambda: post(letter, subject=None, purpose=TRACING, occasion=occasion),
        subject=row.subject.uuid if row.subject else None,
        occasion=occasion,
    )
