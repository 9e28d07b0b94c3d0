"""Letters of customer service: that we have a question, and our answers; a reply finds its case again."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from contracts.service.models import Case, CaseMessage
from contracts.service.services.cases import letter_key
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import SUPPORT

log = logging.getLogger("d4d.service")


def received(case_id: int) -> None:
    """Who asked hears that we have it, under which number, and when they get an answer."""
    case = Case.objects.get(pk=case_id)
    if case.channel != Case.Channel.PHONE:
        _send(case, f"case-received:{case.pk}", "case_received", {})


def answered(message_id: int) -> None:
    """Who asked reads our answer, below which stands what they said last."""
    message = CaseMessage.objects.select_related("case").get(pk=message_id)
    before = message.case.messages.filter(direction=CaseMessage.Direction.IN, pk__lt=message.pk)
    asked = before.order_by("-pk").first()
    context = {"message": message, "asked": asked}
    _send(message.case, letter_key(message.pk), "case_answered", context, asked)


def _send(
    case: Case, key: str, template: str, context: Mapping[str, object], asked: CaseMessage | None = None
) -> None:
    if not case.email:
        return
    headers = {"Reply-To": settings.CASES_MAILBOX}
    if asked and asked.message_id:
        headers |= {"In-Reply-To": asked.message_id, "References": asked.message_id}
    button = {}
    if case.person and case.practice_id:
        link = settings.PUBLIC_ORIGIN + reverse("service:case", args=[case.number])
        button = {"button_url": link}
    letter = Letter(
        key=key,
        template=f"mail/service/{template}",
        to=case.email,
        language=case.language,
        context={"case": case, **context, **button},
        headers=headers,
    )
    try:
        post(letter, subject=case.person, purpose=SUPPORT, occasion=f"question {case.number}")
    except NotPermitted as refusal:
        log.info("no letter about question %s: %s", case.number, refusal)
