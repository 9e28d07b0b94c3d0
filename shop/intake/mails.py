"""Letters about orders that came by mail or phone; the first to somebody tells how we handle their data."""

import logging

from django.conf import settings
from django.urls import reverse

from accounts.language import language_of
from accounts.models import Practice
from d4d.foundation import clock
from d4d.foundation.mail import Letter
from privacy import notice
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.models import NoticeShown
from privacy.vocabulary import ORDER
from shop.intake.models import Correspondent, Draft, PayLink
from shop.intake.services.links import token_of
from shop.orders.models import Order
from shop.orders.readers import Reader, orderer

log = logging.getLogger("d4d.intake")
PLACE = "order by mail or phone"


def placed(draft_id: int, again: str = "") -> None:
    """Tell somebody without an account that their order stands; whoever must pay it gets the link.

    `again` is the moment at which somebody asked for the letter once more.
    """
    draft = Draft.objects.select_related("order__practice__subject", "order__placed_by__subject").get(
        pk=draft_id
    )
    order = draft.order
    if order is None:
        return
    reader = orderer(order) or _mailbox(order.practice, has_account=True)
    link = getattr(order, "pay_link", None)
    if link is None and reader.has_account:
        return  # nothing to pay now, and the confirmation of every order goes to whoever has an account
    writer = draft.correspondent
    context = {
        "order": order,
        "draft": draft,
        "link": link,
        "lines": list(order.lines.order_by("position")),
        "source": _source(draft, reader, writer),
        "notice_url": settings.PUBLIC_ORIGIN + reverse("privacy:statement"),
        **(_button_of(link) if link else {}),
    }
    letter = Letter(
        key=f"draft-placed:{draft.pk}{again and f':{again}'}",
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
    if context["source"]:
        _informed(reader, writer)


def stranger(order: Order) -> Reader | None:
    """Who ordered by mail or phone and has no account at the practice.

    For who left no address it is the mailbox of the practice, unless somebody manages it, who hears of every
    order.
    """
    draft = Draft.objects.filter(order=order).first()
    if draft is None:
        return None
    if writer := draft.correspondent:
        subject = writer.subject.uuid
        return Reader(writer.email, settings.LANGUAGE_CODE, subject, f"c{writer.pk}", has_account=False)
    if user := draft.user:
        return Reader(user.email, user.language, user.subject.uuid, str(user.pk), has_account=False)
    return None if order.practice.is_managed else _mailbox(order.practice, has_account=False)


def _button_of(link: PayLink) -> dict[str, object]:
    path = reverse("intake:pay", args=[token_of(link)])
    return {"button_url": settings.PUBLIC_ORIGIN + path}


def _mailbox(practice: Practice, *, has_account: bool) -> Reader:
    """Where a practice gets its invoices."""
    where, whose = practice.billing_email, practice.subject.uuid
    return Reader(where, language_of(practice), whose, f"p{practice.pk}", has_account=has_account)


def _source(draft: Draft, reader: Reader, writer: Correspondent | None) -> str:
    """Where we have the data of a reader from whom we got them in no other way."""
    if writer:
        return writer.source
    return draft.origin if not reader.has_account and draft.user is None else ""


def _informed(reader: Reader, writer: Correspondent | None) -> None:
    """Write down once that somebody was told how we handle their data, and which statement that was."""
    if writer:
        Correspondent.objects.filter(pk=writer.pk, informed_at=None).update(informed_at=clock.now())
    if not NoticeShown.objects.filter(subject=reader.subject, place=PLACE).exists():
        notice.show(reader.subject, PLACE)
