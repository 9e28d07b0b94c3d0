"""The letters and texts about rights: what we have, who asks, how long, what we decided, and what ends."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from d4d.foundation.mail import Letter
from d4d.foundation.sms import Text
from privacy import people, restriction
from privacy.consent import numbers
from privacy.consent.addresses import addresses_of
from privacy.gate import NotPermitted
from privacy.letters import post, text_at_once
from privacy.models import NumberProof, Request, Restriction
from privacy.people import Reach
from privacy.requests import identity
from privacy.vocabulary import ACCOUNT, ACCOUNTABILITY, Channel

log = logging.getLogger("d4d.privacy")


def received(request_id: int) -> None:
    """We have the request, and answer before this day."""
    row = Request.objects.get(pk=request_id)
    _about(row, "request_received", f"request-received:{row.number}")


def who_are_you(request_id: int, turn: int) -> None:
    """A link to the mailbox, and the question for a second fact."""
    row = Request.objects.get(pk=request_id)
    if row.state != Request.State.IDENTIFYING:
        return
    link = reverse("privacy:prove", args=[identity.token_of(row)])
    button = {"button_url": settings.PUBLIC_ORIGIN + link}
    _about(row, "request_identity", f"request-identity:{row.number}:{turn}", button)


def extended(request_id: int) -> None:
    """It takes longer: why, until when, and who can be told."""
    row = Request.objects.get(pk=request_id)
    _about(row, "request_extended", f"request-extended:{row.number}")


def decided(request_id: int) -> None:
    """The answer, with its reasons, the AP and the court."""
    row = Request.objects.get(pk=request_id)
    _about(row, "request_decided", f"request-decided:{row.number}")


def will_be_lifted(restriction_id: int) -> None:
    """Before data is used again the person hears so; the letter itself makes the lifting possible."""
    row = Restriction.objects.get(pk=restriction_id)
    reach = people.reach(row.subject)
    if reach is None:
        log.warning("restriction %s: nobody knows where to write", row.pk)
        return
    letter = Letter(
        f"restriction-lifting:{row.pk}",
        "mail/privacy/restriction_lifting",
        reach.email,
        reach.language,
        {"name": reach.name, "reason_given": row.lifting_reason, "since": row.began_at},
    )
    post(letter, subject=row.subject, purpose=ACCOUNTABILITY, occasion=f"restriction {row.pk}")
    restriction.told(row.pk)


def number_code(proof_id: int, turn: int) -> None:
    """The code with which somebody shows that a telephone number is theirs, made when it is sent."""
    code = numbers.new_code(proof_id, turn)
    if not code:
        return
    subject = NumberProof.objects.get(pk=proof_id).subject
    reach = people.reach(subject)
    with translation.override(reach.language if reach else settings.LANGUAGE_CODE):
        words = gettext("%(code)s is your code for Dentists4Dentists. It is good for ten minutes.")
    number = addresses_of(subject)[Channel.SMS]
    text = Text(f"number-code:{proof_id}:{turn}", number, words % {"code": code})
    text_at_once(text, subject=subject, purpose=ACCOUNT, occasion="code")


def _about(row: Request, letter: str, key: str, context: Mapping[str, object] | None = None) -> None:
    reach = people.reach(row.subject) or (Reach(row.email, row.language, row.name) if row.email else None)
    if reach is None:
        return
    is_a_stranger = row.source == Request.Source.FORM and not row.identity
    facts = {"asked": row, "name": "" if is_a_stranger else reach.name, **(context or {})}
    try:
        post(
            Letter(key, f"mail/privacy/{letter}", reach.email, reach.language, facts),
            subject=row.subject,
            purpose=ACCOUNTABILITY,
            occasion=f"request {row.number}",
        )
    except NotPermitted:
        log.info("letter %s of %s was not sent", letter, row.number)
