"""A letter with made-up facts in the mailbox of whoever of the staff asks for it, and in no other."""

import logging
from dataclasses import replace

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from d4d.desk import letters
from d4d.desk.events import LetterTrialWanted
from d4d.foundation import clock, outbox
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ACCOUNT

TEMPLATE = "admin/letter_trial"
log = logging.getLogger("d4d.desk")


def ask(request: HttpRequest, letter: str, language: str) -> HttpResponse:
    """Take the wish of somebody at the desk, so many an hour, and show the list of letters again."""
    if request.method != "POST" or not letters.is_one(letter, language):
        raise Http404
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="letter_trial", user=request.user)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        outbox.publish(
            LetterTrialWanted(letter, language, request.user.pk or 0, f"{clock.now():%Y%m%dT%H%M}")
        )
    messages.success(request, _("It is on its way to you."))
    return redirect("admin:letters")


def send(letter: str, language: str, user_id: int, minute: str) -> None:
    """Mail it through the same door as every letter; its subject says that it is a test."""
    reader = User.objects.filter(pk=user_id, is_staff=True, is_active=True).select_related("subject").first()
    if reader is None or not letters.is_one(letter, language):
        return
    shown = letters.filled(letter, language)
    shown = replace(shown, html=mark_safe(shown.html))  # noqa: S308 - a letter of ours about nobody
    key = f"letter-trial:{letter}:{language}:{reader.pk}:{minute}"
    trial = Letter(key, TEMPLATE, reader.email, language, {"shown": shown})
    try:
        post(trial, subject=reader.subject.uuid, purpose=ACCOUNT, occasion=f"test of {letter}"[:80])
    except NotPermitted:
        log.info("a test of letter %s was not sent", letter)
