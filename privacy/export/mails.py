"""The letter that says a copy is ready; the copy itself never travels by mail."""

from django.conf import settings
from django.urls import reverse

from d4d.foundation.mail import Letter
from privacy import people
from privacy.letters import post
from privacy.models import ExportArchive
from privacy.vocabulary import ACCOUNTABILITY


def copy_ready(export_id: int) -> None:
    """Tell somebody that their copy is ready; nothing when it is gone again or they cannot be reached."""
    export = ExportArchive.objects.get(pk=export_id)
    reached = people.reach(export.subject)
    if reached is None or not export.is_ready:
        return
    letter = Letter(
        key=f"copy-ready:{export.pk}",
        template="mail/privacy/copy_ready",
        to=reached.email,
        language=reached.language,
        context={
            "name": reached.name,
            "export": export,
            "button_url": f"{settings.PUBLIC_ORIGIN}{reverse('privacy:copy')}",
        },
    )
    post(letter, subject=export.subject, purpose=ACCOUNTABILITY, occasion=f"copy {export.uuid}")
