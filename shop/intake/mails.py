"""Letters about orders that came by mail or phone; the first to somebody tells how we handle their data."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.mail import Letter
from privacy import notice
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.intake.models import Correspondent, Draft, PayLink
from shop.intake.services.links import token_of

log = logging.getLogger("d4d.intake")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a letter; `correspondent` when we know them by their letters only."""

    email: str
    language: str
    subject: UUID
    correspondent: Correspondent | None = None


def placed(draft_id: int) -> None:
    """Tell somebody without an account that their order stands; whoever must pay it gets the link."""
    draft = Draft.objects.select_related("order__practice__subject").get(pk=draft_id)
    order = draft.order
    reader = _reader(draft)
    link = getattr(order, "pay_link", None)
    if order is None or (link is None and reader.correspondent is None):
        return  # nothing to pay now, and the confirmation of every order goes to whoever has an account
    context = {
        "order": order,
        "draft": draft,
        "link": link,
        "lines": list(order.lines.order_by("position")),
        "source": reader.correspondent and reader.correspondent.source,
        "notice_url": settings.PUBLIC_ORIGIN + reverse("privacy:statement"),
        **(_button_of(link) if link else {}),
    }
    letter = Letter(
        key=f"draft-placed:{draft.pk}",
        template="mail/intake/placed",
        to=reader.email,
        language=reader.language,
        context=context,
    )
    try:
        post(letter, subject=reader.subject, purpose=ORDER, occasion=f"order {order.number}")
    except NotPermitted as refusal:
        log.info("no letter about incoming order %s: %s", draft.number, refusal)
        return
    if reader.correspondent:
        _informed(reader.correspondent)


def _button_of(link: PayLink) -> dict[str, object]:
    path = reverse("intake:pay", args=[token_of(link)])
    return {"button_url": settings.PUBLIC_ORIGIN + path, "button_text": _("Confirm and pay")}


def _reader(draft: Draft) -> Reader:
    """Who ordered; for somebody who left no address the mailbox of the practice."""
    assert draft.order is not None, "a letter is about an order"
    if user := draft.user:
        return Reader(user.email, user.language, user.subject.uuid)
    if writer := draft.correspondent:
        return Reader(writer.email, settings.LANGUAGE_CODE, writer.subject.uuid, writer)
    practice = draft.order.practice
    return Reader(practice.billing_email, settings.LANGUAGE_CODE, practice.subject.uuid)


def _informed(writer: Correspondent) -> None:
    """Write down once that somebody was told how we handle their data, and which statement that was."""
    if Correspondent.objects.filter(pk=writer.pk, informed_at=None).update(informed_at=clock.now()):
        notice.show(writer.subject.uuid, "order by mail or phone")
