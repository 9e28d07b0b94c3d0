"""Letters about returns: to who asked for it, or else to who manages the practice."""

import logging
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from d4d.foundation import states
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.orders.readers import Reader, of_user, orderer
from shop.returns.models import Return
from shop.returns.words import of_step

log = logging.getLogger("d4d.returns")


def moved(return_id: int, step_id: int) -> None:
    """Tell how far a return is; who called it off by themselves knows that."""
    back = Return.objects.select_related("practice__subject", "order_line", "replacement").get(pk=return_id)
    step = states.history(back).get(pk=step_id)
    if step.went_to == Return.State.WITHDRAWN and step.actor and _works_there(back, step.actor):
        return
    reader = _reader(back)
    if reader is None:
        return
    page = settings.PUBLIC_ORIGIN + reverse("returns:detail", args=[back.number])
    with translation.override(reader.language):
        words = of_step(back, step.went_to)
    letter = Letter(
        key=f"return:{step_id}:{reader.mark}",
        template="mail/returns/moved",
        to=reader.email,
        language=reader.language,
        context={
            "back": back,
            "words": words,
            "button_url": page if reader.has_account else "",
        },
    )
    try:
        post(letter, subject=reader.subject, purpose=ORDER, occasion=f"return {back.number}")
    except NotPermitted as refusal:
        log.info("no letter about return %s: %s", back.number, refusal)


def _works_there(back: Return, person: UUID) -> bool:
    return Membership.objects.filter(practice=back.practice, user__subject__uuid=person).exists()


def _reader(back: Return) -> Reader | None:
    """Who asked for it while they work there, else who manages the practice.

    Where nobody does it is who ordered the goods without an account.
    """
    members = Membership.objects.filter(practice=back.practice, is_active=True).select_related(
        "user__subject"
    )
    asker = members.filter(user__subject__uuid=back.requested_by).first() if back.requested_by else None
    manager = members.filter(role=Membership.Role.MANAGER).order_by("pk").first()
    found = asker or manager
    if found:
        return of_user(found.user)
    stranger = orderer(back.order_line.order)
    return None if stranger is None or stranger.has_account else stranger
