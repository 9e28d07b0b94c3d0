"""Letters of the devices room."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.devices.mailboxes import mailbox_of
from contracts.devices.models import DeviceComplaint, RecallNotice
from d4d.foundation.mail import Letter
from privacy.disclosure import disclose
from privacy.letters import post
from privacy.vocabulary import MANUFACTURER, TRACING


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
        context={**context, "button_text": _("Answer this recall")},
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
